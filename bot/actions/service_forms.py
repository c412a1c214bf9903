"""Checking what customers give the forms that are not about an order."""

from __future__ import annotations

from abc import ABC
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from bot.actions.order_forms import EMAIL, SlotValues, described


class ServiceForm(FormValidationAction, ABC):
    """A form that ends with a confirmation."""

    FORM: ClassVar[str]

    def name(self) -> str:
        """Return the validation action's name, as rasa-sdk derives it from the form's."""
        return f"validate_{self.FORM}"

    async def validate_confirm(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept yes and no only."""
        return {"confirm": value if isinstance(value, bool) else None}

    async def validate_newsletter_email(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept an e-mail address."""
        match = EMAIL.search(str(value))
        if match is None:
            dispatcher.utter_message(response="utter_invalid_email")
            return {"newsletter_email": None}
        return {"newsletter_email": match.group(0)}

    async def validate_complaint_text(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept any complaint in words."""
        return {"complaint_text": described(value)}


class NewsletterForm(ServiceForm):
    """What a subscription needs."""

    FORM = "newsletter_form"


class UnsubscribeForm(ServiceForm):
    """What leaving the newsletter needs."""

    FORM = "unsubscribe_form"


class ComplaintForm(ServiceForm):
    """What a complaint needs."""

    FORM = "complaint_form"
