"""What a report about a parcel needs."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from bot.actions.orders.order_form import OrderForm
from bot.actions.shop_form import SlotValues, described


class DeliveryProblemForm(OrderForm):
    """What went wrong, then a yes."""

    FORM = "delivery_problem_form"
    WORKING = ("problem_description",)

    async def validate_problem_description(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept any description in words."""
        return {"problem_description": described(value)}
