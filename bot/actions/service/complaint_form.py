"""What a complaint needs."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from bot.actions.shop_form import ShopForm, SlotValues, described


class ComplaintForm(ShopForm):
    """What happened, in the customer's words, then a yes."""

    FORM = "complaint_form"
    WORKING = ("complaint_text",)

    async def validate_complaint_text(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept any complaint in words."""
        return {"complaint_text": described(value)}
