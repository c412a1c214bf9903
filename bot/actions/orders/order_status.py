"""Where is my order?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.orders.access import open_order, say_not_found
from bot.actions.orders.order_buttons import next_steps
from bot.actions.shop_action import EventDict, ShopAction
from bot.actions.speaker import Speaker
from bot.answers.order_text import order_evidence, status_text


class OrderStatusAction(ShopAction):
    """Says where an order is, to those who may know."""

    NAME = "action_order_status"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Look the order up and tell its state and what can be done next."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            say_not_found(speaker, tracker)
            return []
        turn, order = current_turn(), access.order
        speaker.say(
            status_text(order, turn.searcher.catalog.products, turn.now.date()),
            buttons=next_steps(order),
            evidence=[order_evidence(order)],
        )
        return []
