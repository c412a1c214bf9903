"""What happened in the present turn and shortly before, read from rasa-sdk's tracker.

The tracker holds the newest events only (`bot.actions.executor`), so nothing here grows with the
conversation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import dropwhile, takewhile
from typing import Any, TypeGuard

from rasa_sdk.interfaces import Tracker

Event = Mapping[str, Any]
SESSION_STARTS = ("session_started", "restart")


def since_message(tracker: Tracker) -> list[Event]:
    """Return the events since the latest message, oldest first."""
    newer = takewhile(lambda event: event.get("event") != "user", reversed(tracker.events))
    return list(newer)[::-1]


def is_opened_now(tracker: Tracker, form: str) -> bool:
    """Whether the latest message has opened the form."""
    return any(
        event.get("event") == "active_loop" and event.get("name") == form
        for event in since_message(tracker)
    )


def filled_now(tracker: Tracker) -> dict[str, Any]:
    """Return the slots that the latest message filled, as they were before any validation."""
    filled: dict[str, Any] = {}
    for event in _before_form_run(since_message(tracker)):
        if event.get("event") == "slot" and event.get("value") is not None:
            filled[str(event.get("name"))] = event.get("value")
    return filled


def value_before(tracker: Tracker, slot: str) -> Any:
    """Return what a slot was set to last before the latest message, None if it was not."""
    earlier = reversed(_before_message(tracker))
    return next((event.get("value") for event in earlier if _sets(event, slot)), None)


def messages_since_set(tracker: Tracker, slot: str) -> int | None:
    """Return how many messages ago a slot got a value: 1 is right before the latest message.

    None if it was not set in this session before the latest message, or too long ago to be known.
    What a session took over from the one before does not count.
    """
    messages = 1
    for event in reversed(_this_session(_before_message(tracker))):
        if _sets(event, slot) and event.get("value") is not None:
            return messages
        messages += event.get("event") == "user"
    return None


def has_run_since_set(tracker: Tracker, action: str, slot: str) -> bool:
    """Whether an action has run before the latest message and after a slot got its value."""
    for event in reversed(_before_message(tracker)):
        if event.get("event") == "action" and event.get("name") == action:
            return True
        if _sets(event, slot) and event.get("value") is not None:
            return False
    return False


def highest_value(tracker: Tracker, slot: str) -> float:
    """Return the highest number a slot has now or had lately, 0 if it had none.

    Unlike the slot itself this survives a restart of the conversation.
    """
    lately = (event.get("value") for event in tracker.events if _sets(event, slot))
    values = (tracker.get_slot(slot), *lately)
    return max((float(value) for value in values if _is_number(value)), default=0.0)


def _before_message(tracker: Tracker) -> list[Event]:
    events: list[Event] = list(tracker.events)
    return events[: max(len(events) - len(since_message(tracker)) - 1, 0)]


def _this_session(events: list[Event]) -> list[Event]:
    """Return the events of this session, without the slots that it took over."""
    newer = takewhile(lambda event: event.get("event") not in SESSION_STARTS, reversed(events))
    session = list(newer)[::-1]
    if len(session) == len(events):
        return session
    return list(dropwhile(lambda event: event.get("event") == "slot", session))


def _before_form_run(events: Iterable[Event]) -> Iterable[Event]:
    """Leave out the candidates, which a form's loop puts behind a run of the form."""
    return takewhile(lambda event: event.get("event") != "action", events)


def _sets(event: Event, slot: str) -> bool:
    return event.get("event") == "slot" and event.get("name") == slot


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
