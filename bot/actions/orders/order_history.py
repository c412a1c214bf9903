"""What did I order?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.orders.access import verified_customer
from bot.actions.orders.order_buttons import order_status_button
from bot.actions.shop_action import EventDict, ShopAction
from bot.actions.speaker import FIND_PRODUCT, GET_ADVICE, Speaker
from bot.answers.order_text import history_lead, order_evidence, order_line

SHOWN = 5
BUTTONS = 3


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
            speaker.say(
                "There are no orders in your account yet.", buttons=[FIND_PRODUCT, GET_ADVICE]
            )
            return []
        turn = current_turn()
        products, today = turn.searcher.catalog.products, turn.now.date()
        shown = orders[:SHOWN]
        lines = [f"- {order_line(order, products, today)}" for order in shown]
        speaker.say(
            "\n".join([history_lead(len(shown), len(orders)), *lines]),
            buttons=[*(order_status_button(one) for one in shown[:BUTTONS]), FIND_PRODUCT],
            evidence=[order_evidence(one) for one in shown],
        )
        return []
