"""What goes with it?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.answer_faq import answers_surely
from bot.actions.context import current_turn
from bot.actions.products.product_fact import about
from bot.actions.products.product_reference import ask_back, refer, remember, show_products
from bot.actions.products.product_search import SHOWN
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import FIND_PRODUCT, TALK_TO_HUMAN, Speaker
from bot.answers.product_text import product_evidence
from retrieval.types import Filters, Product

IN_STOCK = Filters(in_stock=True)


class FindAccessoriesAction(SpeakingAction):
    """Shows what belongs to or fits a product."""

    NAME = "action_find_accessories"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Show accessories of the product that is meant, and what is compatible with it."""
        reference = refer(tracker)
        product = reference.product
        if product is None:
            if reference.is_of_none and await answers_surely(speaker, tracker):
                return []
            ask_back(speaker, tracker, reference, "For which product?", "find_accessories")
            return remember(reference.candidates)
        fitting = _fitting(product)
        if not fitting:
            speaker.say(
                f"Our catalogue lists nothing in stock that belongs to the {product.name}. A "
                "person can tell you what fits.",
                buttons=[*about(product, "find_similar"), FIND_PRODUCT, TALK_TO_HUMAN],
                evidence=[product_evidence(product)],
            )
            return remember([], focus=product)
        lead = f"This goes with the {product.name}:"
        show_products(speaker, lead, fitting, [*about(product, "product_details"), FIND_PRODUCT])
        return remember(fitting, focus=product)


def _fitting(product: Product) -> list[Product]:
    """Return accessories first, then compatible products, those in stock only."""
    searcher = current_turn().searcher
    hits = [
        *searcher.accessories(product.id, SHOWN, IN_STOCK),
        *searcher.compatible(product.id, SHOWN, IN_STOCK),
    ]
    ids = dict.fromkeys(hit.id for hit in hits)
    return [searcher.catalog.products[one] for one in ids][:SHOWN]
