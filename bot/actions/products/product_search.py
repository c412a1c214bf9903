"""Searching products and showing what was found, page by page.

A search is kept in the slot `last_query` with the products shown so far, so that the next message
can narrow it or ask for more of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Tracker

from bot.actions.context import TurnContext, current_turn
from bot.actions.products.product_reference import remember, show_products
from bot.actions.shop_action import EventDict
from bot.actions.speaker import FIND_PRODUCT, GET_ADVICE, TALK_TO_HUMAN, Speaker
from bot.answers.query_text import dropped_phrase, query_phrase
from bot.domain.message import Button
from retrieval.refinement import query_from_json, query_to_json
from retrieval.types import Product, Query

SLOT = "last_query"
SHOWN = 4
# More pages than anybody looks through; what was shown is kept in the conversation.
MOST_SHOWN = 40
SHOW_MORE = Button("Show more", "show more")
CHEAPER = Button("Anything cheaper?", "anything cheaper?")


@dataclass(frozen=True, slots=True)
class PastSearch:
    """The last search of the conversation, and the ids shown of it so far."""

    query: Query
    seen: tuple[str, ...]


def past_search(tracker: Tracker) -> PastSearch | None:
    """Return the search that the next message may narrow, None if there is none."""
    kept = tracker.get_slot(SLOT)
    if not isinstance(kept, Mapping):
        return None
    try:
        query = replace(query_from_json(kept["query"]), kind=str(kept["query"].get("kind", "")))
        return PastSearch(query, tuple(map(str, kept["seen"])))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None  # written by another version of the service: the search is forgotten


def forget_search() -> EventDict:
    """Return the event after which nothing is narrowed any more."""
    forgotten: EventDict = SlotSet(SLOT, None)
    return forgotten


async def search(
    speaker: Speaker, query: Query, words: str, seen: Sequence[str] = ()
) -> list[EventDict]:
    """Show what satisfies the query and was not seen yet; return the events that keep it.

    `words` is the text whose vector is searched with.
    """
    turn = current_turn()
    found = await _found(turn, query, words, len(seen) + SHOWN + 1)
    fresh = [one for one in found if one.id not in seen]
    page = fresh[:SHOWN]
    if page:
        _show_page(speaker, query, page, has_more=len(fresh) > SHOWN, is_first=not seen)
    elif seen:
        _say_was_all(speaker, query)
    else:
        page = await _show_near(turn, speaker, query, words)
    ids = [*seen, *(one.id for one in page)][-MOST_SHOWN:]
    kept: dict[str, Any] = {"query": query_to_json(query), "seen": ids}
    return [SlotSet(SLOT, kept), *remember(page)]


async def _found(turn: TurnContext, query: Query, words: str, count: int) -> list[Product]:
    vector = await turn.vector(words)
    hits = await asyncio.to_thread(turn.searcher.search_products, query, vector, count)
    return [turn.searcher.catalog.products[hit.id] for hit in hits]


def _show_page(
    speaker: Speaker, query: Query, page: Sequence[Product], *, has_more: bool, is_first: bool
) -> None:
    told = query_phrase(query, page[0].currency)
    if is_first:
        lead = f"This fits{told}:" if len(page) == 1 else f"These {len(page)} fit{told}:"
    else:
        lead = f"One more{told}:" if len(page) == 1 else f"{len(page)} more{told}:"
    steps = [*([SHOW_MORE] if has_more else []), *([CHEAPER] if len(page) > 1 else [])]
    show_products(speaker, lead, page, [*steps, GET_ADVICE])


def _say_was_all(speaker: Speaker, query: Query) -> None:
    products = current_turn().searcher.catalog.products
    currency = next((one.currency for one in products.values()), "")
    speaker.say(
        f"That was everything I have{query_phrase(query, currency)}.",
        buttons=[FIND_PRODUCT, GET_ADVICE, TALK_TO_HUMAN],
    )


async def _show_near(
    turn: TurnContext, speaker: Speaker, query: Query, words: str
) -> list[Product]:
    """Say that nothing fits, and show what fits without the constraint that is in the way."""
    relaxed, dropped = turn.searcher.relaxed(query)
    near = (await _found(turn, relaxed, words, SHOWN)) if dropped else []
    currency = next((one.currency for one in turn.searcher.catalog.products.values()), "")
    told = query_phrase(query, currency)
    if not near:
        speaker.say(
            f"I found nothing{told}. Shall we try something else?",
            buttons=[FIND_PRODUCT, GET_ADVICE, TALK_TO_HUMAN],
        )
        return []
    without = dropped_phrase(query, relaxed, currency) or dropped
    show_products(
        speaker,
        f"Nothing fits exactly{told}. Without “{without}” there is this:",
        near,
        [GET_ADVICE, TALK_TO_HUMAN],
    )
    return near
