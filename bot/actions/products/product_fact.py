"""The base of questions about one product."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rasa_sdk.interfaces import Tracker

from bot.actions.answer_faq import answers_surely
from bot.actions.products.product_reference import ask_back, refer, remember, shown_products
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import Speaker, intent_button
from bot.domain.message import Button
from retrieval.types import Product

_TITLES = {
    "product_price": "Price",
    "product_stock": "In stock?",
    "product_details": "Details",
    "find_similar": "Similar products",
    "find_accessories": "What goes with it",
    "size_advice": "Which size?",
}


class ProductFactAction(SpeakingAction):
    """Finds out which product is meant and answers about it."""

    INTENT: ClassVar[str]
    QUESTION: ClassVar[str]

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Answer about the product that is meant, or ask which one it is.

        A question about gear in general is answered by the FAQ where it surely can.
        """
        reference = refer(tracker)
        if reference.product is None:
            if reference.is_of_none and await answers_surely(speaker, tracker):
                return []
            ask_back(speaker, tracker, reference, self.QUESTION, self.INTENT)
            return remember(reference.candidates)
        await self.answer(speaker, tracker, reference.product)
        shown = shown_products(tracker)
        is_shown = reference.product.id in {one.id for one in shown}
        return remember(shown if is_shown else [reference.product], focus=reference.product)

    @abstractmethod
    async def answer(self, speaker: Speaker, tracker: Tracker, product: Product) -> None:
        """Say what was asked about `product`."""


def about(product: Product, *intents: str) -> list[Button]:
    """Return buttons that ask something else about the same product."""
    return [intent_button(_TITLES[one], one, product=product.id) for one in intents]
