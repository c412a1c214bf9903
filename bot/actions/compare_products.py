"""A or B?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.product_reference import (
    ask_which_product,
    focus_product,
    named_products,
    remember,
    shown_products,
)
from bot.actions.shop_action import EventDict, ShopAction, Speaker
from bot.answers.product_text import comparison_text, product_card, product_evidence
from retrieval.types import Product


class CompareProductsAction(ShopAction):
    """Compares two products fact by fact."""

    NAME = "action_compare_products"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Compare the two that are meant, or ask which."""
        pair = _pair(tracker)
        if len(pair) < 2:
            question = f"What should I compare the {pair[0].name} with?" if pair else ""
            ask_which_product(speaker, tracker, question or "Which two products do you mean?")
            return remember([], focus=pair[0]) if pair else []
        first, second = pair
        speaker.say(
            comparison_text(first, second),
            cards=[product_card(first), product_card(second)],
            evidence=[product_evidence(first), product_evidence(second)],
        )
        return remember(pair)


def _pair(tracker: Tracker) -> list[Product]:
    """Return up to two products: named ones first, then the one in focus, then those shown."""
    candidates = {one.id: one for one in named_products(tracker)}
    focus = focus_product(tracker)
    if len(candidates) < 2 and focus is not None and candidates:
        candidates.setdefault(focus.id, focus)
    if len(candidates) < 2:
        for one in shown_products(tracker):
            candidates.setdefault(one.id, one)
    return list(candidates.values())[:2]
