"""I want to send something back."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.order_access import OrderAccess
from bot.actions.shop_action import FIND_PRODUCT, Speaker
from bot.actions.write_action import OrderWriteAction
from bot.answers.money import format_money
from bot.answers.order_text import order_evidence
from bot.domain.message import Button, Evidence
from bot.shop.order_rules import refusal_to_return


class ReturnOrderAction(OrderWriteAction):
    """Registers a return of one item."""

    NAME = "action_return_order"
    SLOTS = ("return_item", "return_reason")

    def refusal(self, access: OrderAccess) -> str | None:
        """Only delivered orders can be sent back, for as long as the shop allows."""
        today = current_turn().now.date()
        reason = refusal_to_return(access.order, "", (), today)
        lead = f"Nothing of order {access.order.number} can be sent back."
        return f"{lead} {reason}" if reason else None

    async def write_order(
        self, speaker: Speaker, tracker: Tracker, access: OrderAccess, key: str
    ) -> None:
        """Register the return and say what happens next."""
        order = access.order
        # the form does not ask for the item when the order has only one
        product_id = str(tracker.get_slot("return_item") or order.items[0].product_id)
        reason = str(tracker.get_slot("return_reason") or "")
        done = await self.tools.store.create_return(order.number, product_id, reason, key)
        product = current_turn().searcher.catalog.products.get(product_id)
        name = product.name if product else product_id
        speaker.say(
            f"Your return {done.id} of the {name} is registered. The label comes by e-mail; once "
            f"the parcel is here we pay back {format_money(done.amount, order.currency)}.",
            buttons=[Button("Where is my refund?", "/refund_status"), FIND_PRODUCT],
            evidence=[order_evidence(order), Evidence("action", done.id, f"Return {done.id}")],
        )
