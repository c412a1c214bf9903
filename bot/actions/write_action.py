"""The base of actions that write: only after a confirmation, once, and with the slots emptied."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import structlog
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.shop_action import EventDict, ShopAction
from bot.actions.shop_form import CONFIRM
from bot.actions.speaker import TALK_TO_HUMAN, TRACK_ORDER, Speaker
from bot.shop.errors import KeyReuseError

log = structlog.get_logger(__name__)


class WriteAction(ShopAction):
    """An action that ends a form.

    SLOTS are what the form has collected for the write; they are emptied afterwards, whatever
    happened.
    """

    SLOTS: ClassVar[tuple[str, ...]] = ()

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Write if the customer said yes; say what happened."""
        if tracker.get_slot(CONFIRM) is True and all(self.given(tracker).values()):
            await self._write_once(speaker, tracker)
        else:
            await self.explain_no(speaker, tracker)
        return [SlotSet(slot, None) for slot in (CONFIRM, *self.SLOTS)]

    def given(self, tracker: Tracker) -> dict[str, str]:
        """Return what the form has collected, "" for what it has not."""
        return {slot: str(tracker.get_slot(slot) or "") for slot in self.SLOTS}

    async def explain_no(self, speaker: Speaker, tracker: Tracker) -> None:
        """Say that nothing was written."""
        speaker.respond("utter_nothing_changed")

    async def _write_once(self, speaker: Speaker, tracker: Tracker) -> None:
        key = current_turn().idempotency_key(self.NAME)
        try:
            await self.write(speaker, tracker, key)
        except KeyReuseError:
            # this turn was done before, interrupted, and reads otherwise now
            log.warning("write_redone_differently", action=self.NAME)
            speaker.say(
                "I was interrupted and am not sure how far I got. Please check it, or let a "
                "person look at it with you.",
                buttons=[TRACK_ORDER, TALK_TO_HUMAN],
            )

    @abstractmethod
    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """Do the write under the idempotency `key` and say so."""
