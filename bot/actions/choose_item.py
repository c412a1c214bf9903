"""The second one, please."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.list_choice import choose
from bot.actions.product_facts import about
from bot.actions.product_reference import (
    ask_which_product,
    named_products,
    remember,
    shown_products,
)
from bot.actions.shop_action import EventDict, ShopAction, Speaker
from bot.answers.product_text import details_text, product_evidence


class ChooseItemAction(ShopAction):
    """Takes a product out of the list shown last into focus and tells about it."""

    NAME = "action_choose_item"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Tell about the product that was picked, or ask again."""
        shown = shown_products(tracker)
        named = named_products(tracker)
        picked = choose(current_turn().text, shown) or (named[0] if named else None)
        if picked is None:
            ask_which_product(speaker, tracker, "Which of these do you mean?")
            return []
        speaker.say(
            details_text(picked),
            buttons=about(picked, "product_stock", "find_similar", "find_accessories"),
            evidence=[product_evidence(picked)],
        )
        return remember(shown or [picked], focus=picked)
