"""What joining and leaving the newsletter need."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from bot.actions.orders.access import verified_customer_id
from bot.actions.shop_action import EventDict
from bot.actions.shop_form import ShopForm, SlotValues, email_in
from bot.actions.turn_events import is_opened_now

ADDRESS = "newsletter_email"


class NewsletterForm(ShopForm):
    """An address, then a yes. A signed customer's own address need not be asked for."""

    FORM = "newsletter_form"
    WORKING = (ADDRESS,)

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventDict]:
        """Validate the address; propose the customer's own when the form opens without one."""
        events = await super().get_validation_events(dispatcher, tracker, domain)
        own = email_in(tracker.get_slot("email") or "") if verified_customer_id(tracker) else None
        if own is None or tracker.get_slot(ADDRESS) or not is_opened_now(tracker, self.FORM):
            return events
        tracker.slots[ADDRESS] = own
        return [*events, SlotSet(ADDRESS, own)]

    async def validate_newsletter_email(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept an e-mail address."""
        email = email_in(value)
        if email is None:
            dispatcher.utter_message(response="utter_invalid_email")
        return {ADDRESS: email}


class UnsubscribeForm(NewsletterForm):
    """The same for leaving."""

    FORM = "unsubscribe_form"
