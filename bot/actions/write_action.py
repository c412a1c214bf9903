"""The base of actions that write: only after a confirmation, once, and with the slots emptied."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.order_access import OrderAccess, open_order
from bot.actions.shop_action import TALK_TO_HUMAN, TRACK_ORDER, EventDict, ShopAction, Speaker
from bot.answers.order_text import order_evidence
from bot.shop.errors import KeyReuseError, OrderStateError, UnknownOrderError


class WriteAction(ShopAction):
    """An action that ends a form. SLOTS are emptied afterwards, whatever happened."""

    SLOTS: ClassVar[tuple[str, ...]] = ()

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Write if the customer said yes; say what happened."""
        if tracker.get_slot("confirm") is True:
            await self._write_or_explain(speaker, tracker)
        else:
            await self.explain_no(speaker, tracker)
        return [SlotSet(slot, None) for slot in ("confirm", *self.SLOTS)]

    async def explain_no(self, speaker: Speaker, tracker: Tracker) -> None:
        """Say that nothing was written."""
        speaker.respond("utter_nothing_changed")

    async def _write_or_explain(self, speaker: Speaker, tracker: Tracker) -> None:
        key = current_turn().idempotency_key(self.NAME)
        try:
            await self.write(speaker, tracker, key)
        except OrderStateError as refusal:
            speaker.say(refusal.reason, buttons=[TALK_TO_HUMAN])
        except (UnknownOrderError, KeyReuseError):
            speaker.respond("utter_order_not_found")

    @abstractmethod
    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """Do the write under the idempotency `key` and say so."""


class OrderWriteAction(WriteAction):
    """A write on an order that this conversation may see."""

    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """Check access once more, then write."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            speaker.respond("utter_order_not_found")
            return
        await self.write_order(speaker, tracker, access, key)

    def refusal(self, access: OrderAccess) -> str | None:
        """Return why the order's state forbids the write, None if it allows it."""
        return None

    async def explain_no(self, speaker: Speaker, tracker: Tracker) -> None:
        """Say why the form ended without a question, else that nothing changed."""
        access = await open_order(tracker, self.tools.store)
        reason = None if access is None else self.refusal(access)
        if access is None or reason is None or tracker.get_slot("confirm") is False:
            speaker.respond("utter_nothing_changed")
            return
        speaker.say(
            reason,
            buttons=[TRACK_ORDER, TALK_TO_HUMAN],
            evidence=[order_evidence(access.order)],
        )

    @abstractmethod
    async def write_order(
        self, speaker: Speaker, tracker: Tracker, access: OrderAccess, key: str
    ) -> None:
        """Do the write on `access.order` under the idempotency `key` and say so."""
