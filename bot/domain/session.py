"""When a session ends, and what a new one begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, REQUESTED_SLOT, SESSION_METADATA_SLOT
from bot.domain.event import (
    ActionExecuted,
    Event,
    SessionEnded,
    SessionStarted,
    SlotSet,
    UserUttered,
)

SESSION_START = "action_session_start"


def needs_session(conversation: Conversation, now: float) -> bool:
    """Whether the next message opens a new session (`now` in Unix seconds).

    True for a new conversation (others may have written events into it already), after a session
    ended, and after the domain's minutes of silence since the customer's latest message. Never
    while a person has the conversation: a new session would give it back to the bot.
    """
    if conversation.paused:
        return False
    if conversation.happened is None:
        return conversation.followup_action in (LISTEN, SESSION_START)
    minutes = conversation.domain.session_config.expiration_minutes
    for event in conversation.recent_events():
        if isinstance(event, SessionEnded):
            return True
        if isinstance(event, UserUttered):
            if minutes <= 0 or event.timestamp is None:
                return False
            return now - event.timestamp > minutes * 60
    # without any action all there is was written by others before the first message
    return not any(isinstance(event, ActionExecuted) for event in conversation.recent_events())


def session_events(
    conversation: Conversation, metadata: Mapping[str, Any] | None = None
) -> tuple[Event, ...]:
    """Return the events of Rasa's own `action_session_start`, without timestamps.

    Slots that differ from their initial values carry over if the domain says so.
    """
    events: list[Event] = []
    if metadata:
        events.append(SlotSet(SESSION_METADATA_SLOT, dict(metadata)))
    events += [ActionExecuted(SESSION_START, confidence=1.0), SessionStarted()]
    events += carried_slots(conversation.apply_all(events[:1]))
    events.append(ActionExecuted(LISTEN))
    return tuple(events)


def carried_slots(conversation: Conversation) -> tuple[SlotSet, ...]:
    """Return the slots that a new session takes over; none if the domain forbids it."""
    domain = conversation.domain
    if not domain.session_config.carry_over_slots:
        return ()
    initial = domain.initial_slots()
    return tuple(
        SlotSet(name, value)
        for name, value in conversation.slots.items()
        if name != REQUESTED_SLOT and value != initial.get(name)
    )
