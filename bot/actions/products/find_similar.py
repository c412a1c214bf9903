"""Something like this, but ..."""

from __future__ import annotations

import re
from dataclasses import replace

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.products.product_reference import ask_back, refer, remember, show_products
from bot.actions.products.product_search import SHOWN, past_search
from bot.actions.products.refine_search import RefineSearchAction
from bot.actions.said import said_in
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import FIND_PRODUCT, GET_ADVICE, Speaker, intent_button
from bot.answers.product_text import product_evidence
from bot.answers.query_text import query_phrase
from retrieval.refinement import refine
from retrieval.types import Filters, Product, Query, Range

_LIGHTER = re.compile(r"\blighter\b|\bless heavy\b")


class FindSimilarAction(SpeakingAction):
    """Shows alternatives to a product, within what was asked ("but cheaper")."""

    NAME = "action_find_similar"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Show products like the one that is meant, those that can be bought."""
        reference = refer(tracker, superlatives=False)
        product = reference.product
        if reference.is_of_none and past_search(tracker) is not None:
            # "something more affordable?" after a search narrows the search
            return await RefineSearchAction().act(speaker, tracker)
        if product is None:
            ask_back(speaker, tracker, reference, "Similar to which product?", "find_similar")
            return remember(reference.candidates)
        wish = _wish(tracker, product)
        told = _told(wish, product)
        searcher = current_turn().searcher
        near = searcher.similar(product.id, SHOWN, replace(wish.filters, in_stock=True))
        alternatives = [searcher.catalog.products[hit.id] for hit in near]
        if not alternatives:
            speaker.say(
                f"I know nothing like the {product.name}{told} that is in stock.",
                buttons=[FIND_PRODUCT, GET_ADVICE],
                evidence=[product_evidence(product)],
            )
            return remember([], focus=product)
        show_products(
            speaker,
            f"Similar to the {product.name}{told}:",
            alternatives,
            [intent_button("Compare", "compare_products", product=product.id), GET_ADVICE],
        )
        return remember(alternatives, focus=product)


def _wish(tracker: Tracker, product: Product) -> Query:
    """Return what the message asks of the alternatives; "cheaper" counts from the product."""
    said = said_in(tracker)
    if said.is_button:
        return Query("")
    read = current_turn().searcher.reader.read(said.text)
    # what the name of the product itself says, its brand, kind and so on, is no wish
    kept = read.filters
    filters = Filters(
        price_min=kept.price_min,
        price_max=kept.price_max,
        colours=_unless_own(kept.colours, product),
        not_colours=kept.not_colours,
        not_brands=kept.not_brands,
        not_materials=kept.not_materials,
        weight_g=_weight(said.text, product) or kept.weight_g,
        rating_min=kept.rating_min,
    )
    return refine(Query(""), Query(said.text, filters), shown_prices=[product.price])


def _told(wish: Query, product: Product) -> str:
    """Return the wishes read back; "lighter" as it was said, not in grams."""
    lighter = _lighter_than(product)
    if lighter is None or wish.filters.weight_g != lighter:
        return query_phrase(wish, product.currency)
    rest = replace(wish, filters=replace(wish.filters, weight_g=None))
    return f" but lighter{query_phrase(rest, product.currency)}"


def _lighter_than(product: Product) -> Range | None:
    return None if product.weight_g is None else Range(high=float(product.weight_g - 1))


def _weight(text: str, product: Product) -> Range | None:
    """Return the range of "but lighter", which counts from the product."""
    return _lighter_than(product) if _LIGHTER.search(text.casefold()) else None


def _unless_own(colours: tuple[str, ...], product: Product) -> tuple[str, ...]:
    """Leave out colours that are words of the product's name."""
    name = product.name.casefold()
    return tuple(one for one in colours if one not in name)
