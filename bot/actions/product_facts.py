"""Questions about one product: its price, its stock, its details."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rasa_sdk.interfaces import Tracker

from bot.actions.product_reference import (
    ask_which_product,
    entity_values,
    meant_product,
    remember,
    shown_products,
)
from bot.actions.shop_action import EventDict, ShopAction, Speaker
from bot.answers.product_text import (
    details_text,
    price_sentence,
    product_card,
    product_evidence,
    stock_sentence,
)
from bot.domain.message import Button
from retrieval.types import Product


class ProductFactAction(ShopAction):
    """Finds out which product is meant and answers about it."""

    QUESTION: ClassVar[str] = "Which product do you mean?"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Answer about the product that is meant, or ask which one it is."""
        product = meant_product(tracker)
        if product is None:
            ask_which_product(speaker, tracker, self.QUESTION)
            return []
        self.answer(speaker, tracker, product)
        return remember(shown_products(tracker) or [product], focus=product)

    @abstractmethod
    def answer(self, speaker: Speaker, tracker: Tracker, product: Product) -> None:
        """Say what was asked about `product`."""


def about(product: Product, *intents: str) -> list[Button]:
    """Return buttons that ask something else about the same product."""
    titles = {
        "product_price": "Price",
        "product_stock": "In stock?",
        "product_details": "Details",
        "find_similar": "Similar products",
        "find_accessories": "What goes with it",
        "size_advice": "Which size?",
    }
    return [Button(titles[one], f'/{one}{{"product":"{product.id}"}}') for one in intents]


class ProductPriceAction(ProductFactAction):
    """Says what a product costs."""

    NAME = "action_product_price"
    QUESTION = "Which product would you like the price of?"

    def answer(self, speaker: Speaker, tracker: Tracker, product: Product) -> None:
        """Say the price."""
        speaker.say(
            price_sentence(product),
            cards=[product_card(product)],
            evidence=[product_evidence(product)],
        )


class ProductStockAction(ProductFactAction):
    """Says whether a product, or the size asked for, is in stock."""

    NAME = "action_product_stock"
    QUESTION = "Which product should I check the stock of?"

    def answer(self, speaker: Speaker, tracker: Tracker, product: Product) -> None:
        """Say the stock of the size in the message, else of all sizes."""
        sizes = entity_values(tracker, "size")
        size = _own_size(product, sizes[0]) if sizes else None
        text = stock_sentence(product, size)
        sold_out = not product.in_stock or (size is not None and not product.stock.get(size))
        steps = ("find_similar", "product_details") if sold_out else ("product_details",)
        extra = ("size_advice",) if product.sizes else ()
        speaker.say(
            text,
            buttons=about(product, *steps, *extra),
            evidence=[product_evidence(product)],
        )


class ProductDetailsAction(ProductFactAction):
    """Tells the facts of a product."""

    NAME = "action_product_details"
    QUESTION = "Which product would you like to know more about?"

    def answer(self, speaker: Speaker, tracker: Tracker, product: Product) -> None:
        """Tell description and facts."""
        speaker.say(
            details_text(product),
            buttons=about(product, "product_stock", "find_similar", "find_accessories"),
            evidence=[product_evidence(product)],
        )


def _own_size(product: Product, said: str) -> str:
    """Return the product's own spelling of a size, or what was said if it has none like it."""
    wanted = said.casefold().replace(" ", "")
    for size in product.stock:
        if size.casefold().replace(" ", "") == wanted:
            return size
    return said.upper() if said.isalpha() and len(said) <= 3 else said
