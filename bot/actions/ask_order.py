"""Questions that forms ask with buttons: which order, which item of it."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.order_access import open_order, verified_customer
from bot.actions.shop_action import EventDict, ShopAction, Speaker
from bot.answers.order_text import item_phrase, order_evidence, order_line
from bot.domain.message import Button

OFFERED = 4


class AskOrderNumberAction(ShopAction):
    """Asks for the order number; a signed customer picks from the latest orders."""

    NAME = "action_ask_order_number"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Ask, with the customer's own orders as buttons if there are any."""
        customer = await verified_customer(tracker, self.tools.store)
        orders = await self.tools.store.orders_of(customer.id) if customer else []
        if not orders:
            speaker.respond("utter_ask_order_number")
            return []
        turn = current_turn()
        products, today = turn.searcher.catalog.products, turn.now.date()
        shown = orders[:OFFERED]
        lines = [f"- {order_line(one, products, today)}" for one in shown]
        speaker.say(
            "\n".join(["Which order is it about?", *lines]),
            buttons=[
                Button(f"Order {one.number}", f'/inform{{"order_number":"{one.number}"}}')
                for one in shown
            ],
            evidence=[order_evidence(one) for one in shown],
        )
        return []


class AskItemAction(ShopAction):
    """Asks which item of the order is meant, with a button for each."""

    QUESTION = "Which item is it?"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Ask, with the items of the opened order as buttons."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            speaker.respond("utter_order_not_found")
            return []
        order, products = access.order, current_turn().searcher.catalog.products
        speaker.say(
            self.QUESTION,
            buttons=[
                Button(item_phrase(one, products), f'/inform{{"product":"{one.product_id}"}}')
                for one in order.items
            ],
            evidence=[order_evidence(order)],
        )
        return []


class AskReturnItemAction(AskItemAction):
    """Asks which item goes back."""

    NAME = "action_ask_return_item"
    QUESTION = "Which item would you like to send back?"


class AskWarrantyItemAction(AskItemAction):
    """Asks which item is broken."""

    NAME = "action_ask_warranty_item"
    QUESTION = "Which item is the claim about?"
