"""What a warranty claim needs."""

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


class WarrantyForm(OrderForm):
    """The item and its fault, then a yes."""

    FORM = "warranty_form"
    ITEM_SLOT = "warranty_item"
    WORKING = ("warranty_item", "problem_description")

    async def validate_warranty_item(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept an item of the order that is under warranty."""
        return {"warranty_item": await self.validate_item(value, dispatcher, tracker)}

    async def validate_problem_description(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept any description in words."""
        return {"problem_description": described(value)}

    async def summary(self, access: OrderAccess, tracker: Tracker) -> str | None:
        """Say which item the claim is about."""
        products = current_turn().searcher.catalog.products
        return lines_summary(access.order, str(tracker.get_slot("warranty_item")), products)
