"""Where is my money?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.order_access import open_order
from bot.actions.shop_action import TALK_TO_HUMAN, TRACK_ORDER, EventDict, ShopAction, Speaker
from bot.answers.order_text import order_evidence, refund_text
from bot.domain.message import Button, Evidence
from bot.shop.records import OrderStatus


class RefundStatusAction(ShopAction):
    """Says how far the refunds of an order are."""

    NAME = "action_refund_status"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Look the order's returns up and tell their state."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            speaker.respond("utter_order_not_found")
            return []
        turn, order = current_turn(), access.order
        returns = await self.tools.store.returns_of(order.number)
        if not returns:
            hint = " It was cancelled." if order.status is OrderStatus.CANCELLED else ""
            speaker.say(
                f"There is no return registered for order {order.number}.{hint}",
                buttons=[Button("Return something", "/return_order"), TALK_TO_HUMAN],
                evidence=[order_evidence(order)],
            )
            return []
        products = turn.searcher.catalog.products
        lines = []
        for request in returns:
            product = products.get(request.product_id)
            name = product.name if product else request.product_id
            lines.append(refund_text(order, request, name, turn.now.date()))
        speaker.say(
            "\n".join(lines),
            buttons=[TRACK_ORDER, TALK_TO_HUMAN],
            evidence=[
                order_evidence(order),
                *(Evidence("action", one.id, f"Return {one.id}") for one in returns),
            ],
        )
        return []
