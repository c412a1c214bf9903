"""A or B?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.answer_faq import answers_surely
from bot.actions.context import current_turn
from bot.actions.products.list_choice import choose_several
from bot.actions.products.product_reference import (
    Reference,
    ask_back,
    focus_product,
    named_products,
    remember,
    shown_products,
)
from bot.actions.said import said_in
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import FIND_PRODUCT, GET_ADVICE, Speaker
from bot.answers.comparison_text import comparison_text
from bot.answers.product_text import product_card, product_evidence
from retrieval.types import Product

# Products offered to compare a known one with.
LIKE = 3


class CompareProductsAction(SpeakingAction):
    """Compares two products fact by fact."""

    NAME = "action_compare_products"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Compare the two that are meant, or ask which."""
        pair = _pair(tracker)
        if not pair and await answers_surely(speaker, tracker):
            return []
        if len(pair) < 2:
            return _ask(speaker, tracker, pair)
        first, second = pair
        speaker.say(
            comparison_text(first, second),
            cards=[product_card(first), product_card(second)],
            buttons=[GET_ADVICE, FIND_PRODUCT],
            evidence=[product_evidence(first), product_evidence(second)],
        )
        return remember(pair)


def _pair(tracker: Tracker) -> list[Product]:
    """Return up to two products: named ones first, then those pointed at, in focus or shown."""
    said, shown, focus = said_in(tracker), shown_products(tracker), focus_product(tracker)
    named = {one.id: one for one in named_products(tracker)}
    pointed = [] if said.is_button else choose_several(said.text, shown)
    for one in pointed if len(named) < 2 else ():
        named.setdefault(one.id, one)
    if len(named) == 1 and focus is not None:
        named.setdefault(focus.id, focus)
    if len(named) < 2:
        for one in shown:
            named.setdefault(one.id, one)
    return list(named.values())[:2]


def _ask(speaker: Speaker, tracker: Tracker, known: list[Product]) -> list[EventDict]:
    """Ask for what is missing of the pair; beside a known product its like is offered."""
    if not known:
        question = "Which two products would you like to compare?"
        ask_back(speaker, tracker, Reference(), question, "compare_products")
        return []
    searcher = current_turn().searcher
    like = [searcher.catalog.products[hit.id] for hit in searcher.similar(known[0].id, LIKE)]
    question = f"What should I compare the {known[0].name} with?"
    reference = Reference(candidates=tuple(like))
    ask_back(speaker, tracker, reference, question, "compare_products")
    return remember([], focus=known[0])
