"""Cancel my order."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.order_access import OrderAccess
from bot.actions.shop_action import FIND_PRODUCT, TRACK_ORDER, Speaker
from bot.actions.write_action import OrderWriteAction
from bot.answers.money import format_money
from bot.answers.order_text import order_evidence
from bot.shop.order_rules import refusal_to_change


class CancelOrderAction(OrderWriteAction):
    """Calls an order off that has not been packed yet."""

    NAME = "action_cancel_order"

    def refusal(self, access: OrderAccess) -> str | None:
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
            f"Done: order {order.number} is cancelled. {amount} go back to you by "
            f"{order.payment_method}.",
            buttons=[FIND_PRODUCT, TRACK_ORDER],
            evidence=[order_evidence(order)],
        )
