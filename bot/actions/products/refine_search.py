"""Only the blue ones. Anything cheaper? Show more."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.products.product_reference import shown_products
from bot.actions.products.product_search import forget_search, past_search, search
from bot.actions.said import said_in
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import Speaker
from retrieval.refinement import refine
from retrieval.types import Filters, Query, Sort


class RefineSearchAction(SpeakingAction):
    """Narrows what was found by a further constraint, or shows the next products."""

    NAME = "action_refine_search"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Join the new constraints to those of the last search."""
        said, before = said_in(tracker), past_search(tracker)
        if not said.text:
            speaker.respond("utter_ask_search")
            return []
        addition = current_turn().searcher.reader.read(said.text)
        if before is None and not _has_constraint(addition):
            speaker.respond("utter_ask_search")
            return [forget_search()]
        if before is None:
            return await search(speaker, addition, said.text)
        prices = [one.price for one in shown_products(tracker)]
        narrowed = refine(before.query, addition, shown_prices=prices)
        query = replace(narrowed, kind=addition.kind or before.query.kind)
        seen = before.seen if query == before.query else ()
        return await search(speaker, query, query.text, seen)


def _has_constraint(query: Query) -> bool:
    """Whether the words say what to search for; "show more" and "for Italy" do not."""
    return query.filters != Filters() or query.sort is not Sort.RELEVANCE or bool(query.kind)
