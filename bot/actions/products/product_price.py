"""How much is it?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.products.product_fact import ProductFactAction, about
from bot.actions.speaker import Speaker
from bot.answers.product_text import price_sentence, product_card, product_evidence
from retrieval.types import Product


class ProductPriceAction(ProductFactAction):
    """Says what a product costs."""

    NAME = "action_product_price"
    INTENT = "product_price"
    QUESTION = "Which product would you like the price of?"

    async def answer(self, speaker: Speaker, tracker: Tracker, product: Product) -> None:
        """Say the price, and whether the product can be bought now."""
        steps = ("product_stock",) if product.in_stock else ("find_similar",)
        speaker.say(
            price_sentence(product),
            cards=[product_card(product)],
            buttons=about(product, *steps, "product_details"),
            evidence=[product_evidence(product)],
        )
