"""I want to send something back."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.orders.access import OrderAccess
from bot.actions.orders.order_buttons import order_button
from bot.actions.orders.order_write import OrderWriteAction
from bot.actions.speaker import FIND_PRODUCT, Speaker
from bot.answers.money import format_money
from bot.answers.order_text import order_evidence, product_name, return_evidence
from bot.shop.order_rules import refusal_to_return


class ReturnOrderAction(OrderWriteAction):
    """Registers a return of one item."""

    NAME = "action_return_order"
    SLOTS = ("return_item", "return_reason")

    async def refusal(self, access: OrderAccess) -> str | None:
        """Only delivered orders can be sent back, for as long as the shop allows, and once."""
        reasons = list((await self.item_refusals(access)).values())
        if not reasons or None in reasons:
            return None
        return f"Nothing of order {access.order.number} can be sent back. {reasons[0]}"

    async def item_refusals(self, access: OrderAccess) -> dict[str, str | None]:
        """Ask the shop's rules of each product."""
        order, today = access.order, current_turn().now.date()
        returns = await self.tools.store.returns_of(order.number)
        return {
            item.product_id: refusal_to_return(order, item.product_id, returns, today)
            for item in order.items
        }

    async def write_order(
        self, speaker: Speaker, tracker: Tracker, access: OrderAccess, key: str
    ) -> None:
        """Register the return and say what happens next."""
        order = access.order
        item, reason = self.given(tracker).values()
        done = await self.tools.store.create_return(order.number, item, reason, key)
        name = product_name(item, current_turn().searcher.catalog.products)
        left = await self.choices(access)
        more = [order_button("Return another item", "return_order", order)] if left else []
        speaker.say(
            f"Your return {done.id} of the {name} is registered. The label comes by e-mail; once "
            f"the parcel is here we pay back {format_money(done.amount, order.currency)}, less "
            "any return costs for your country.",
            buttons=[
                *more,
                order_button("Where is my refund?", "refund_status", order),
                FIND_PRODUCT,
            ],
            evidence=[order_evidence(order), return_evidence(done)],
        )
