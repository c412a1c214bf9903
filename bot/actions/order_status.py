"""Where is my order?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.order_access import open_order
from bot.actions.shop_action import TALK_TO_HUMAN, EventDict, ShopAction, Speaker
from bot.answers.order_text import order_evidence, status_text
from bot.domain.message import Button
from bot.shop.records import OrderStatus

NEXT_STEPS = {
    OrderStatus.PROCESSING: (
        Button("Change the address", "/change_address"),
        Button("Cancel it", "/cancel_order"),
    ),
    OrderStatus.PACKED: (TALK_TO_HUMAN,),
    OrderStatus.SHIPPED: (
        Button("Something is wrong", "/delivery_problem"),
        Button("Another order", "/order_history"),
    ),
    OrderStatus.DELIVERED: (
        Button("Return something", "/return_order"),
        Button("Something is wrong", "/delivery_problem"),
        Button("Get the invoice", "/request_invoice"),
    ),
    OrderStatus.CANCELLED: (Button("Find a product", "/search_product"),),
    OrderStatus.RETURNED: (Button("Where is my refund?", "/refund_status"),),
}


class OrderStatusAction(ShopAction):
    """Says where an order is, to those who may know."""

    NAME = "action_order_status"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Look the order up and tell its state and what can be done next."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            speaker.respond("utter_order_not_found")
            return []
        turn = current_turn()
        order = access.order
        products = turn.searcher.catalog.products
        speaker.say(
            status_text(order, products, turn.now.date()),
            buttons=NEXT_STEPS[order.status],
            evidence=[order_evidence(order)],
        )
        return []
