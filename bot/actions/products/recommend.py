"""What would you recommend?"""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.interfaces import Tracker

from bot.actions.context import TurnContext, current_turn
from bot.actions.orders.access import verified_customer_id
from bot.actions.products.product_reference import remember
from bot.actions.said import said_in
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import FIND_PRODUCT, TALK_TO_HUMAN, Speaker
from bot.answers.product_text import product_card, product_evidence
from bot.answers.query_text import query_phrase
from bot.shop.store import ShopStore
from retrieval.types import Filters, Interaction, Query, Recommendation

SHOWN = 4


class RecommendAction(SpeakingAction):
    """Recommends from the signed customer's history and from this conversation, with reasons."""

    NAME = "action_recommend"

    def __init__(self, customers: ShopStore | None = None) -> None:
        self._customers = customers

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Recommend within the constraints of the message; without them if nothing is left."""
        turn = current_turn()
        query = turn.searcher.reader.read(said_in(tracker).text)
        history = await self._history(tracker)
        found = _recommended(turn, tracker, history, query.filters)
        lead = _lead(tracker)
        if not found and query.filters != Filters():
            found = _recommended(turn, tracker, history, Filters())
            lead = f"I have nothing to suggest{_told(query)} right now, but perhaps"
            query = Query("")
        if not found:
            speaker.say(
                "I have nothing to suggest right now. Tell me what you need it for, and I search.",
                buttons=[FIND_PRODUCT, TALK_TO_HUMAN],
            )
            return []
        products = [turn.searcher.catalog.products[one.product_id] for one in found]
        speaker.say(
            f"{lead}{_told(query)}:",
            cards=[
                replace(product_card(product), subtitle=one.reason)
                for product, one in zip(products, found, strict=True)
            ],
            buttons=[FIND_PRODUCT, TALK_TO_HUMAN],
            evidence=[product_evidence(one) for one in products],
        )
        return remember(products)

    async def _history(self, tracker: Tracker) -> list[Interaction]:
        """Return the customer's own past; of a visitor who is not signed in nothing is known."""
        customer_id = verified_customer_id(tracker)
        if customer_id is None or self._customers is None:
            return []
        return await self._customers.interactions_of(customer_id)


def _recommended(
    turn: TurnContext, tracker: Tracker, history: list[Interaction], filters: Filters
) -> list[Recommendation]:
    shown = tracker.get_slot("shown_products") or ()
    talked_about = [one for one in (tracker.get_slot("focus_product"), *shown) if one]
    return turn.recommender.recommend(
        history, list(dict.fromkeys(talked_about)), replace(filters, in_stock=True), SHOWN
    )


def _lead(tracker: Tracker) -> str:
    name = tracker.get_slot("customer_name") if verified_customer_id(tracker) else None
    return f"For you, {name}" if name else "My suggestions"


def _told(query: Query) -> str:
    products = current_turn().searcher.catalog.products
    currency = next((one.currency for one in products.values()), "")
    return query_phrase(query, currency)
