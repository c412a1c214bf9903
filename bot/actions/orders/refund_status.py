"""Where is my money?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.orders.access import open_order, say_not_found
from bot.actions.orders.order_buttons import order_button, order_status_button
from bot.actions.shop_action import EventDict, ShopAction
from bot.actions.speaker import TALK_TO_HUMAN, Speaker
from bot.answers.order_text import (
    no_refund_text,
    order_evidence,
    product_name,
    refund_text,
    return_evidence,
)
from bot.shop.records import Order, OrderStatus


class RefundStatusAction(ShopAction):
    """Says how far the refunds of an order are."""

    NAME = "action_refund_status"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Look the order's returns up and tell their state."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            say_not_found(speaker, tracker)
            return []
        turn, order = current_turn(), access.order
        returns = await self.tools.store.returns_of(order.number)
        if not returns:
            _say_none(speaker, order)
            return []
        products, today = turn.searcher.catalog.products, turn.now.date()
        lines = [
            refund_text(order, one, product_name(one.product_id, products), today)
            for one in returns
        ]
        speaker.say(
            "\n".join(lines),
            buttons=[order_status_button(order), TALK_TO_HUMAN],
            evidence=[order_evidence(order), *(return_evidence(one) for one in returns)],
        )
        return []


def _say_none(speaker: Speaker, order: Order) -> None:
    can_return = order.status is OrderStatus.DELIVERED
    give_back = [order_button("Return something", "return_order", order)] if can_return else []
    speaker.say(
        no_refund_text(order),
        buttons=[*give_back, order_status_button(order), TALK_TO_HUMAN],
        evidence=[order_evidence(order)],
    )
