"""A conversation in the shape of Rasa's tracker, as action servers and the HTTP API get it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.event import Event, event_to_json

_NO_MESSAGE: dict[str, Any] = {
    "intent": {},
    "entities": [],
    "text": None,
    "message_id": None,
    "metadata": {},
}


class IncludeEvents(StrEnum):
    """Which events a tracker dump holds, by Rasa's `include_events`."""

    NONE = "NONE"
    APPLIED = "APPLIED"
    AFTER_RESTART = "AFTER_RESTART"
    ALL = "ALL"


def current_state(
    conversation: Conversation, include: str = IncludeEvents.AFTER_RESTART
) -> dict[str, Any]:
    """Return the tracker, keys in Rasa's order; `events` is None for `include` NONE.

    Raises ValueError if `include` is none of Rasa's four values.
    """
    events = _events(conversation, IncludeEvents(include))
    return {
        "sender_id": conversation.id,
        "slots": dict(conversation.slots),
        "latest_message": latest_message_data(conversation),
        "latest_event_time": conversation.latest_event_time,
        "followup_action": conversation.followup_action,
        "paused": conversation.paused,
        "events": None if events is None else [event_to_json(event) for event in events],
        "latest_input_channel": conversation.latest_input_channel,
        "active_loop": _active_loop(conversation),
        "latest_action": _latest_action(conversation),
        "latest_action_name": conversation.latest_action,
    }


def latest_message_data(conversation: Conversation) -> dict[str, Any]:
    """Return the latest message's parse data with all its entities, Rasa's empty one if none."""
    message = conversation.latest_message
    if message is None:
        return {**_NO_MESSAGE, "intent": {}, "entities": [], "metadata": {}}
    data = {
        "intent": {},
        "entities": [],
        "text": message.text,
        "message_id": message.message_id,
        "metadata": dict(message.metadata),
        **message.parse_data,
    }
    data["entities"] = [dict(entity) for entity in conversation.latest_entities]
    return data


def _events(conversation: Conversation, include: IncludeEvents) -> Iterable[Event] | None:
    if include is IncludeEvents.ALL:
        return conversation.events
    if include is IncludeEvents.APPLIED:
        return conversation.applied_events()
    if include is IncludeEvents.AFTER_RESTART:
        return conversation.events_after_restart()
    return None


def _active_loop(conversation: Conversation) -> dict[str, Any]:
    loop = conversation.active_loop
    if loop is None:
        return {}
    trigger = loop.trigger_message
    return {
        "name": loop.name,
        "is_interrupted": loop.is_interrupted,
        "rejected": loop.rejected,
        "trigger_message": None if trigger is None else dict(trigger),
    }


def _latest_action(conversation: Conversation) -> dict[str, Any]:
    now = conversation.now
    if now.latest_action is None:
        return {}
    key = "action_text" if now.latest_action_is_text else "action_name"
    return {key: now.latest_action}
