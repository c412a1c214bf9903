"""The second one, please."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.products.list_choice import choose
from bot.actions.products.product_fact import about
from bot.actions.products.product_reference import (
    Reference,
    ask_back,
    named_products,
    remember,
    shown_products,
)
from bot.actions.said import said_in
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import Speaker
from bot.answers.product_text import details_text, product_evidence
from retrieval.types import Product


class ChooseItemAction(SpeakingAction):
    """Takes a product out of the list shown last into focus and tells about it."""

    NAME = "action_choose_item"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Tell about the product that was picked, or ask again."""
        shown = shown_products(tracker)
        picked = _picked(tracker, shown)
        if picked is None:
            question = "Which of these do you mean?" if shown else "Which product do you mean?"
            ask_back(speaker, tracker, Reference(), question, "choose_item")
            return []
        speaker.say(
            details_text(picked),
            buttons=about(picked, "product_stock", "find_similar", "find_accessories"),
            evidence=[product_evidence(picked)],
        )
        return remember(shown if picked in shown else [picked], focus=picked)


def _picked(tracker: Tracker, shown: list[Product]) -> Product | None:
    said = said_in(tracker)
    from_list = None if said.is_button else choose(said.text, shown)
    return from_list or next(iter(named_products(tracker)), None)
