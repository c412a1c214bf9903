"""What a return needs."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from bot.actions.context import current_turn
from bot.actions.orders.access import OrderAccess
from bot.actions.orders.order_form import OrderForm
from bot.actions.shop_form import SlotValues, described
from bot.answers.order_text import lines_summary


class ReturnForm(OrderForm):
    """The item and the reason, then a yes."""

    FORM = "return_form"
    ITEM_SLOT = "return_item"
    WORKING = ("return_item", "return_reason")

    async def validate_return_item(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept an item of the order that can still be sent back."""
        return {"return_item": await self.validate_item(value, dispatcher, tracker)}

    async def validate_return_reason(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept any reason in words."""
        return {"return_reason": described(value)}

    async def summary(self, access: OrderAccess, tracker: Tracker) -> str | None:
        """Say which item goes back and what it cost."""
        products = current_turn().searcher.catalog.products
        return lines_summary(access.order, str(tracker.get_slot("return_item")), products)
