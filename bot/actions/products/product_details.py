"""Tell me about it. Is it waterproof?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.products.product_fact import ProductFactAction, about
from bot.actions.said import said_in
from bot.actions.speaker import Speaker
from bot.answers.product_text import asked_facts_text, details_text, product_evidence
from retrieval.types import Product


class ProductDetailsAction(ProductFactAction):
    """Tells the facts that were asked for, or all of them."""

    NAME = "action_product_details"
    INTENT = "product_details"
    QUESTION = "Which product would you like to know more about?"

    async def answer(self, speaker: Speaker, tracker: Tracker, product: Product) -> None:
        """Tell what the question asks for; description and all facts if it asks in general."""
        said = said_in(tracker)
        asked = None if said.is_button else asked_facts_text(product, said.text)
        steps = ("product_stock", "find_similar", "find_accessories")
        speaker.say(
            asked or details_text(product),
            buttons=about(product, *(("product_details",) if asked else ()), *steps),
            evidence=[product_evidence(product)],
        )
