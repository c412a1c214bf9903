"""What did I order?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.order_access import verified_customer
from bot.actions.shop_action import FIND_PRODUCT, TRACK_ORDER, EventDict, ShopAction, Speaker
from bot.answers.order_text import order_evidence, order_line
from bot.domain.message import Button

SHOWN = 5


class OrderHistoryAction(ShopAction):
    """Lists a signed customer's latest orders; others are told what is needed."""

    NAME = "action_order_history"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """List the latest orders with a button for each."""
        customer = await verified_customer(tracker, self.tools.store)
        if customer is None:
            speaker.respond("utter_sign_in_for_history")
            return []
        orders = await self.tools.store.orders_of(customer.id)
        if not orders:
            speaker.say("There are no orders in your account yet.", buttons=[FIND_PRODUCT])
            return []
        turn = current_turn()
        products, today = turn.searcher.catalog.products, turn.now.date()
        shown = orders[:SHOWN]
        lines = [f"- {order_line(order, products, today)}" for order in shown]
        more = f" of {len(orders)}" if len(orders) > len(shown) else ""
        speaker.say(
            "\n".join([f"Your latest {len(shown)}{more} orders:", *lines]),
            buttons=[
                Button(f"Order {one.number}", f'/order_status{{"order_number":"{one.number}"}}')
                for one in shown[:3]
            ]
            + [TRACK_ORDER],
            evidence=[order_evidence(one) for one in shown],
        )
        return []
