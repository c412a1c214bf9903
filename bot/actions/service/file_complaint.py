"""I want to complain."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.orders.access import verified_customer_id
from bot.actions.speaker import TALK_TO_HUMAN, TRACK_ORDER, Speaker
from bot.actions.write_action import WriteAction
from bot.answers.order_text import request_evidence
from bot.shop.records import RequestKind


class FileComplaintAction(WriteAction):
    """Passes a complaint on to the people who can change something."""

    NAME = "action_file_complaint"
    SLOTS = ("complaint_text",)

    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """File the complaint and say its number."""
        request = await self.tools.store.create_service_request(
            RequestKind.COMPLAINT,
            self.given(tracker),
            key,
            customer_id=verified_customer_id(tracker),
        )
        speaker.say(
            f"Thank you for telling us. Your complaint {request.id} goes to a team lead, who "
            "reads every one.",
            buttons=[TALK_TO_HUMAN, TRACK_ORDER],
            evidence=[request_evidence(request)],
        )
