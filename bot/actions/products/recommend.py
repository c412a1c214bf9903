"""What would you recommend?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial

from rasa_sdk.interfaces import Tracker

from bot.actions.context import TurnContext, current_turn
from bot.actions.orders.access import verified_customer
from bot.actions.products.product_reference import remember, shown_products
from bot.actions.products.product_search import search
from bot.actions.said import said_in
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import FIND_PRODUCT, TALK_TO_HUMAN, Speaker
from bot.answers.product_text import product_card, product_evidence
from bot.answers.query_text import query_phrase
from bot.shop.records import Customer
from bot.shop.store import ShopStore
from retrieval.types import Filters, Interaction, Query, Recommendation, Sort

SHOWN = 4


class RecommendAction(SpeakingAction):
    """Recommends from the signed customer's history and from this conversation, with reasons."""

    NAME = "action_recommend"

    def __init__(self, customers: ShopStore | None = None) -> None:
        self._customers = customers

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Recommend within the constraints of the message; without them if nothing is left."""
        turn = current_turn()
        said = said_in(tracker)
        query = turn.searcher.reader.read(said.text)
        if query.sort is not Sort.RELEVANCE:
            # "the cheapest", "the best rated": an order has one answer, for everybody the same
            return await search(speaker, query, said.text)
        customer = await verified_customer(tracker, self._customers)
        wanted = _Wanted(
            await self._history(customer),
            [one for one in (tracker.get_slot("focus_product"), *_ids(tracker)) if one],
            [] if customer is None else [one for one in _sizes(customer) if one],
        )
        found = await _recommended(turn, wanted, query.filters)
        lead = f"For you, {customer.first_name}" if customer else "My suggestions"
        if not found and query.filters != Filters():
            found = await _recommended(turn, wanted, Filters())
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

    async def _history(self, customer: Customer | None) -> list[Interaction]:
        """Return the customer's own past; of a visitor who is not signed in nothing is known."""
        if customer is None or self._customers is None:
            return []
        return await self._customers.interactions_of(customer.id)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is known of who asks: their past, this conversation, their sizes."""

    history: list[Interaction]
    talked_about: list[str]
    sizes: list[str]


async def _recommended(
    turn: TurnContext, wanted: _Wanted, filters: Filters
) -> list[Recommendation]:
    recommend = partial(turn.recommender.recommend, sizes=wanted.sizes)
    return await asyncio.to_thread(
        recommend,
        wanted.history,
        list(dict.fromkeys(wanted.talked_about)),
        replace(filters, in_stock=True),
        SHOWN,
    )


def _ids(tracker: Tracker) -> list[str]:
    return [product.id for product in shown_products(tracker)]


def _sizes(customer: Customer) -> tuple[str | None, ...]:
    return customer.shoe_size, customer.clothing_size


def _told(query: Query) -> str:
    products = current_turn().searcher.catalog.products
    currency = next((one.currency for one in products.values()), "")
    return query_phrase(query, currency)
