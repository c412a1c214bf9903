"""What the customer said in the present turn: words, named things, a pressed button.

A button sends an intent (`/search_product{"category":"Tents"}`), not words; what it carries then
stands for the words. A bare button that answers "did you mean ...?" stands for the message that
was doubtful, so that nobody has to say anything twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk.interfaces import Tracker

CLARIFY = "action_clarify"
LISTEN = "action_listen"


@dataclass(frozen=True, slots=True)
class Said:
    """A message as actions read it. `text` is what may be searched for, "" if there is nothing."""

    text: str
    entities: tuple[Mapping[str, Any], ...]
    is_button: bool = False

    def values(self, entity: str) -> list[str]:
        """Return the values of an entity, in the order of the text, each once."""
        found = [one for one in self.entities if one.get("entity") == entity]
        found.sort(key=lambda one: one.get("start") or 0)
        values = (str(one.get("value") or "").strip() for one in found)
        return [value for value in dict.fromkeys(values) if value]

    def value(self, entity: str) -> str | None:
        """Return the first value of an entity, None if there is none."""
        return next(iter(self.values(entity)), None)


def said_in(tracker: Tracker) -> Said:
    """Return what the customer said."""
    message = tracker.latest_message
    text = str(message.get("text") or "").strip()
    entities = _entities(message)
    if not text.startswith("/"):
        return Said(text, entities)
    carried = " ".join(str(one.get("value") or "") for one in entities).strip()
    if carried:
        return Said(carried, entities, is_button=True)
    doubtful = _clarified(tracker)
    if doubtful is None:
        return Said("", (), is_button=True)
    doubtful_text = str(doubtful.get("text") or "").strip()
    if doubtful_text.startswith("/"):
        return Said("", (), is_button=True)
    return Said(doubtful_text, _entities(doubtful.get("parse_data") or {}), is_button=True)


def _clarified(tracker: Tracker) -> Mapping[str, Any] | None:
    """Return the message that "did you mean" asked about, if the latest one answers that."""
    events = _before_message(tracker)
    asked = next((one for one in events if _is_action(one)), None)
    if asked is None or asked.get("name") != CLARIFY:
        return None
    return next((one for one in events if one.get("event") == "user"), None)


def _before_message(tracker: Tracker) -> Iterator[Mapping[str, Any]]:
    """Yield the events before the latest message, newest first."""
    events: Iterator[Mapping[str, Any]] = iter(reversed(tracker.events))
    for event in events:
        if event.get("event") == "user":
            break
    return events


def _is_action(event: Mapping[str, Any]) -> bool:
    return event.get("event") == "action" and event.get("name") != LISTEN


def _entities(message: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    return tuple(one for one in message.get("entities") or () if isinstance(one, Mapping))
