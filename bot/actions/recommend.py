"""What would you recommend?"""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.order_access import verified_customer_id
from bot.actions.product_reference import remember, shown_products
from bot.actions.shop_action import EventDict, ShopAction, Speaker
from bot.answers.product_text import product_card, product_evidence
from bot.answers.query_text import query_phrase
from bot.domain.message import Button

SHOWN = 4


class RecommendAction(ShopAction):
    """Recommends from the signed customer's history and from this conversation, with reasons."""

    NAME = "action_recommend"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Recommend within the constraints of the message."""
        turn = current_turn()
        said = turn.text if not turn.text.startswith("/") else ""
        query = turn.searcher.reader.read(said)
        customer_id = verified_customer_id(tracker)
        history = await self.tools.store.interactions_of(customer_id) if customer_id else []
        session = [one.id for one in shown_products(tracker)]
        focus = tracker.get_slot("focus_product")
        found = turn.recommender.recommend(
            history,
            [*([str(focus)] if focus else []), *session],
            replace(query.filters, in_stock=True),
            SHOWN,
        )
        products = [turn.searcher.catalog.products[one.product_id] for one in found]
        if not products:
            speaker.say(
                f"I have nothing to recommend{query_phrase(query)} right now.",
                buttons=[Button("Search instead", "/search_product")],
            )
            return []
        cards = [
            replace(product_card(product), subtitle=one.reason)
            for product, one in zip(products, found, strict=True)
        ]
        name = tracker.get_slot("customer_name") if customer_id else None
        lead = f"For you, {name}" if name else "My suggestions"
        speaker.say(
            f"{lead}{query_phrase(query)}:",
            cards=cards,
            buttons=[Button("Find something specific", "/search_product")],
            evidence=[product_evidence(one) for one in products],
        )
        return remember(products)
