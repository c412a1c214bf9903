"""Cancel my order."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.orders.access import OrderAccess
from bot.actions.orders.order_buttons import order_button
from bot.actions.orders.order_write import OrderWriteAction
from bot.actions.speaker import FIND_PRODUCT, Speaker
from bot.answers.money import format_money
from bot.answers.order_text import order_evidence
from bot.shop.order_rules import refusal_to_change


class CancelOrderAction(OrderWriteAction):
    """Calls an order off that has not been packed yet."""

    NAME = "action_cancel_order"

    async def refusal(self, access: OrderAccess) -> str | None:
        """Only orders in preparation can be cancelled."""
        reason = refusal_to_change(access.order)
        return f"Order {access.order.number} cannot be cancelled. {reason}" if reason else None

    async def write_order(
        self, speaker: Speaker, tracker: Tracker, access: OrderAccess, key: str
    ) -> None:
        """Cancel it and say what is paid back."""
        order = access.order
        done = await self.tools.store.cancel_order(order.number, key)
        amount = format_money(done.refund, done.currency)
        speaker.say(
            f"Done: order {order.number} is cancelled. {amount} goes back to you the way you paid "
            f"({order.payment_method}).",
            buttons=[order_button("Where is my refund?", "refund_status", order), FIND_PRODUCT],
            evidence=[order_evidence(order)],
        )
