"""Looking for products, and narrowing down what was found."""

from __future__ import annotations

import asyncio
from collections.abc import Set

from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.product_reference import remember, show_products, shown_products
from bot.actions.shop_action import TALK_TO_HUMAN, EventDict, ShopAction, Speaker
from bot.answers.phrase import counted
from bot.answers.query_text import query_phrase
from bot.domain.message import Button
from retrieval.refinement import query_from_json, query_to_json, refine
from retrieval.types import Product, Query

SHOWN = 4
# Taken beyond the first page so that "show more" has something to show.
FETCHED = 12


async def found(query: Query) -> list[Product]:
    """Return the products that satisfy every constraint of the query, best first."""
    turn = current_turn()
    vector = turn.embedding if query.text == turn.text else None
    if vector is None:
        vector = await turn.encode(query.text)
    hits = await asyncio.to_thread(turn.searcher.search_products, query, vector, FETCHED)
    return [turn.searcher.catalog.products[hit.id] for hit in hits]


async def answer_query(speaker: Speaker, query: Query, products: list[Product]) -> None:
    """Show the first products, or say which constraint nothing satisfies and what is near."""
    if products:
        shown = products[:SHOWN]
        more = " Say “show more” for others." if len(products) > SHOWN else ""
        lead = f"Here {'is' if len(shown) == 1 else 'are'} {counted(len(shown), 'product')}"
        show_products(speaker, f"{lead}{query_phrase(query)}.{more}", shown)
        return
    relaxed, dropped = current_turn().searcher.relaxed(query)
    near = (await found(relaxed))[:SHOWN] if dropped else []
    if not near:
        speaker.say(
            f"I found nothing{query_phrase(query)}. Shall we try something else?",
            buttons=[Button("Get advice", "/recommend_product"), TALK_TO_HUMAN],
        )
        return
    show_products(
        speaker,
        f"Nothing fits exactly{query_phrase(query)}. Without “{dropped}” there is this:",
        near,
    )


class SearchProductsAction(ShopAction):
    """Finds products that satisfy what was asked."""

    NAME = "action_search_products"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Read the constraints out of the message and show what satisfies them."""
        turn = current_turn()
        if turn.text.startswith("/") or not turn.text.strip():
            speaker.respond("utter_ask_search")
            return []
        return await _search(speaker, turn.searcher.reader.read(turn.text))


class RefineSearchAction(ShopAction):
    """Narrows what was found by a further constraint, or shows the next products."""

    NAME = "action_refine_search"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Join the new constraints to those of the last search."""
        turn = current_turn()
        addition = turn.searcher.reader.read(turn.text)
        before = _last_query(tracker)
        if before is None:
            return await _search(speaker, addition)
        shown = shown_products(tracker)
        query = refine(before, addition, shown_prices=[one.price for one in shown])
        skip = {one.id for one in shown} if query == before else set()
        return await _search(speaker, query, skip)


async def _search(speaker: Speaker, query: Query, skip: Set[str] = frozenset()) -> list[EventDict]:
    products = [one for one in await found(query) if one.id not in skip]
    await answer_query(speaker, query, products)
    return [SlotSet("last_query", query_to_json(query)), *remember(products[:SHOWN])]


def _last_query(tracker: Tracker) -> Query | None:
    kept = tracker.get_slot("last_query")
    return query_from_json(kept) if kept else None
