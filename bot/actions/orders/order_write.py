"""The base of writes on an order: access is checked once more, a refusal is explained."""

from __future__ import annotations

from abc import abstractmethod

from rasa_sdk.interfaces import Tracker

from bot.actions.orders.access import OrderAccess, open_order, say_not_found
from bot.actions.orders.order_buttons import order_status_button
from bot.actions.shop_form import CONFIRM
from bot.actions.speaker import TALK_TO_HUMAN, Speaker
from bot.actions.write_action import WriteAction
from bot.answers.order_text import order_evidence
from bot.shop.errors import OrderStateError, UnknownOrderError
from bot.shop.records import Order


class OrderWriteAction(WriteAction):
    """A write on an order that this conversation may see."""

    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """Check access once more, then write; what the shop refuses is said with its reason."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            say_not_found(speaker, tracker)
            return
        try:
            await self.write_order(speaker, tracker, access, key)
        except OrderStateError as refusal:
            say_refusal(speaker, access.order, refusal.reason)
        except UnknownOrderError:
            say_not_found(speaker, tracker)

    async def refusal(self, access: OrderAccess) -> str | None:
        """Return why the order's state forbids the write, None if it allows it."""
        return None

    async def item_refusals(self, access: OrderAccess) -> dict[str, str | None]:
        """Return for each product of the order why it cannot be written about, None if it can."""
        return dict.fromkeys(item.product_id for item in access.order.items)

    async def choices(self, access: OrderAccess) -> list[str]:
        """Return the ids of the order's products that the write can be about."""
        refusals = await self.item_refusals(access)
        return [product_id for product_id, reason in refusals.items() if reason is None]

    async def explain_no(self, speaker: Speaker, tracker: Tracker) -> None:
        """Say why the form ended without a question, else that nothing changed."""
        if tracker.get_slot(CONFIRM) is False:
            speaker.respond("utter_nothing_changed")
            return
        access = await open_order(tracker, self.tools.store)
        if access is None:
            say_not_found(speaker, tracker)
            return
        reason = await self.refusal(access)
        if reason is None:
            speaker.respond("utter_nothing_changed")
        else:
            say_refusal(speaker, access.order, reason)

    @abstractmethod
    async def write_order(
        self, speaker: Speaker, tracker: Tracker, access: OrderAccess, key: str
    ) -> None:
        """Do the write on `access.order` under the idempotency `key` and say so."""


def say_refusal(speaker: Speaker, order: Order, reason: str) -> None:
    """Say why something cannot be done with an order, and what can."""
    speaker.say(
        reason,
        buttons=[order_status_button(order), TALK_TO_HUMAN],
        evidence=[order_evidence(order)],
    )
