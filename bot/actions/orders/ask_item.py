"""Which item of the order is it?"""

from __future__ import annotations

from typing import ClassVar

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.orders.access import open_order, say_not_found
from bot.actions.orders.order_write import OrderWriteAction
from bot.actions.shop_action import EventDict, ShopAction
from bot.actions.speaker import TALK_TO_HUMAN, Speaker, intent_button
from bot.answers.order_text import item_phrase, order_evidence


class AskItemAction(ShopAction):
    """Asks which item of the order is meant, with a button for each that `write` can be about."""

    QUESTION: ClassVar[str]

    def __init__(self, write: OrderWriteAction) -> None:
        super().__init__(write.tools)
        self.write = write

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Ask, with the items of the opened order as buttons."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            say_not_found(speaker, tracker)
            return []
        order, products = access.order, current_turn().searcher.catalog.products
        choices = await self.write.choices(access)
        items = [
            intent_button(item_phrase(one, products), "inform", product=one.product_id)
            for one in order.items
            if one.product_id in choices
        ]
        speaker.say(
            self.QUESTION, buttons=[*items, TALK_TO_HUMAN], evidence=[order_evidence(order)]
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
