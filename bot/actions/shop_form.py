"""The base of the shop's forms: what is stale is forgotten, what changed is confirmed anew."""

from __future__ import annotations

import re
from abc import ABC
from typing import Any, ClassVar

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT, FormValidationAction
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from bot.actions.shop_action import EventDict
from bot.actions.turn_events import filled_now, is_opened_now, value_before

CONFIRM = "confirm"
EMAIL = re.compile(r"[^\s@<>,;:\"()]{1,64}@[^\s@<>,;:\"()]{1,190}\.[A-Za-z]{2,24}")
# A word is a description; a letter or a dash is a slip.
MIN_DESCRIPTION_CHARS = 3
# A long story is no sentence to read back, and the shop's people get the transcript anyway.
MAX_DESCRIPTION_CHARS = 1000

SlotValues = dict[str, Any]


class ShopForm(FormValidationAction, ABC):
    """A form of the shop.

    WORKING are the slots that belong to one run of the form: when it opens they are empty unless
    the message that opened it has filled them, however an earlier run has ended.
    """

    FORM: ClassVar[str]
    WORKING: ClassVar[tuple[str, ...]] = ()

    def name(self) -> str:
        """Return the validation action's name, as rasa-sdk derives it from the form's."""
        return f"validate_{self.FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventDict]:
        """Forget what is stale, validate the rest and choose the next question."""
        forgotten = self.stale_slots(tracker) if is_opened_now(tracker, self.FORM) else []
        for slot in forgotten:
            tracker.slots[slot] = None
        tracker.events[:] = [
            event
            for event in tracker.events
            if event.get("event") != "slot" or event.get("name") not in forgotten
        ]
        validated: list[EventDict] = await super().run(dispatcher, tracker, domain)
        return [*(SlotSet(slot, None) for slot in forgotten), *validated]

    def stale_slots(self, tracker: Tracker) -> list[str]:
        """Return the slots that an earlier run has left behind."""
        filled = filled_now(tracker)
        return [
            slot
            for slot in (*self.WORKING, CONFIRM)
            if slot not in filled and tracker.get_slot(slot) is not None
        ]

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventDict]:
        """Validate each slot; a yes to a question that has changed meanwhile is none."""
        events: list[EventDict] = await super().get_validation_events(dispatcher, tracker, domain)
        if tracker.get_slot(CONFIRM) is True and self._has_changed(tracker, domain):
            tracker.slots[CONFIRM] = None
            events.append(SlotSet(CONFIRM, None))
        return events

    async def next_requested_slot(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> EventDict | None:
        """Return the event that asks for the first slot that is missing, or ends the form."""
        missing = (slot for slot in self.domain_slots(domain) if tracker.get_slot(slot) is None)
        return SlotSet(REQUESTED_SLOT, next(missing, None))

    async def validate_confirm(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept yes and no only."""
        return {CONFIRM: value if isinstance(value, bool) else None}

    def _has_changed(self, tracker: Tracker, domain: DomainDict) -> bool:
        """Whether the message that says yes also changes what was asked about."""
        return any(
            tracker.get_slot(slot) != value_before(tracker, slot)
            for slot in filled_now(tracker)
            if slot != CONFIRM and slot in self.domain_slots(domain)
        )


def described(value: Any) -> str | None:
    """Return a description that says something, None if it is too short or a command."""
    text = " ".join(str(value).split())
    if len(text) < MIN_DESCRIPTION_CHARS or text.startswith("/"):
        return None
    return text[:MAX_DESCRIPTION_CHARS]


def email_in(value: Any) -> str | None:
    """Return the first e-mail address in what was said, None if there is none."""
    match = EMAIL.search(str(value))
    return match.group(0).rstrip(".") if match else None
