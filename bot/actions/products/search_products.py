"""I am looking for ..."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.products.product_search import forget_search, search
from bot.actions.said import said_in
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import Speaker


class SearchProductsAction(SpeakingAction):
    """Finds products that satisfy what was asked."""

    NAME = "action_search_products"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Read the constraints out of the message and show what satisfies them."""
        said = said_in(tracker)
        if not said.text:
            speaker.respond("utter_ask_search")
            # what is said next begins a search and narrows none
            return [forget_search()]
        return await search(speaker, current_turn().searcher.reader.read(said.text), said.text)
