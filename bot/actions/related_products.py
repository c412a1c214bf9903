"""Products like another one, and products that go with it."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.product_reference import (
    ask_which_product,
    meant_product,
    remember,
    show_products,
)
from bot.actions.search_products import SHOWN
from bot.actions.shop_action import EventDict, ShopAction, Speaker
from bot.answers.query_text import query_phrase
from bot.domain.message import Button
from retrieval.refinement import refine
from retrieval.types import Filters, Product, Query

# Neighbours looked at before the customer's constraints are applied.
NEIGHBOURS = 40


class FindSimilarAction(ShopAction):
    """Shows alternatives to a product, within what was asked ("but cheaper")."""

    NAME = "action_find_similar"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Show products like the one that is meant."""
        product = meant_product(tracker)
        if product is None:
            ask_which_product(speaker, tracker, "Similar to which product?")
            return []
        turn = current_turn()
        said = turn.searcher.reader.read(turn.text)
        wish = refine(Query(""), _without_product(said), shown_prices=[product.price])
        searcher = turn.searcher
        near = searcher.similar(product.id, NEIGHBOURS, filters=wish.filters)
        alternatives = [searcher.catalog.products[hit.id] for hit in near[:SHOWN]]
        if not alternatives:
            speaker.say(
                f"I know nothing like the {product.name}{query_phrase(wish)}.",
                buttons=[Button("Get advice", "/recommend_product")],
            )
            return remember([], focus=product)
        show_products(speaker, f"Similar to the {product.name}{query_phrase(wish)}:", alternatives)
        return remember(alternatives)


class FindAccessoriesAction(ShopAction):
    """Shows what belongs to or fits a product."""

    NAME = "action_find_accessories"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Show accessories of the product that is meant, and what is compatible with it."""
        product = meant_product(tracker)
        if product is None:
            ask_which_product(speaker, tracker, "For which product?")
            return []
        fitting = _fitting(product)
        if not fitting:
            speaker.say(
                f"The catalogue lists nothing that belongs to the {product.name}.",
                buttons=[Button("Similar products", f'/find_similar{{"product":"{product.id}"}}')],
            )
            return remember([], focus=product)
        show_products(speaker, f"This goes with the {product.name}:", fitting)
        return remember(fitting, focus=product)


def _fitting(product: Product) -> list[Product]:
    """Return accessories first, then compatible products, those in stock only."""
    searcher = current_turn().searcher
    hits = [*searcher.accessories(product.id, SHOWN), *searcher.compatible(product.id, SHOWN)]
    ids = dict.fromkeys(hit.id for hit in hits)
    products = [searcher.catalog.products[one] for one in ids]
    return [one for one in products if one.in_stock][:SHOWN]


def _without_product(query: Query) -> Query:
    """Drop what the name of the product itself says: its brand and category."""
    kept = query.filters
    return Query(
        query.text,
        Filters(
            price_min=kept.price_min,
            price_max=kept.price_max,
            colours=kept.colours,
            not_colours=kept.not_colours,
            not_brands=kept.not_brands,
            not_materials=kept.not_materials,
            rating_min=kept.rating_min,
            in_stock=kept.in_stock,
        ),
    )
