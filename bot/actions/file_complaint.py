"""I want to complain."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.order_access import verified_customer_id
from bot.actions.shop_action import TALK_TO_HUMAN, TRACK_ORDER, Speaker
from bot.actions.write_action import WriteAction
from bot.domain.message import Evidence
from bot.shop.records import RequestKind


class FileComplaintAction(WriteAction):
    """Passes a complaint on to the people who can change something."""

    NAME = "action_file_complaint"
    SLOTS = ("complaint_text",)

    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """File the complaint and say its number."""
        request = await self.tools.store.create_service_request(
            RequestKind.COMPLAINT,
            {"complaint_text": tracker.get_slot("complaint_text")},
            key,
            customer_id=verified_customer_id(tracker),
        )
        speaker.say(
            f"Thank you for telling us. Your complaint {request.id} goes to our service lead, who "
            "reads every one.",
            buttons=[TALK_TO_HUMAN, TRACK_ORDER],
            evidence=[Evidence("action", request.id)],
        )
