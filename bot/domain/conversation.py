"""A conversation: the list of its events, and the state that is folded from them.

A `Conversation` never changes; `apply` returns the next one. State is kept with the events, so a
turn costs the same after ten events and after ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.domain import REQUESTED_SLOT, Domain
from bot.domain.event import (
    ActionExecuted,
    ActionReverted,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)
from bot.domain.event_kinds import Json
from bot.domain.event_list import EventList
from bot.domain.history import Happened, Told, cut_back, told, walk
from bot.domain.snapshot import LoopState, Snapshot, initial_snapshot, next_snapshot


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything known of one conversation. Made with `start`, continued with `apply`."""

    id: str
    domain: Domain = field(repr=False)
    base: Snapshot = field(repr=False)
    events: EventList = field(default_factory=EventList)
    happened: Happened | None = field(default=None, repr=False, compare=False)
    latest_event_time: float | None = None
    latest_input_channel: str | None = None

    @classmethod
    def start(cls, id: str, domain: Domain) -> Conversation:
        """Return a conversation in which nothing has happened yet."""
        return cls(id=id, domain=domain, base=initial_snapshot(domain))

    def apply(self, event: Event) -> Conversation:
        """Return the conversation after one more event; any sequence of events is accepted."""
        base, happened = self.base, self.happened
        if isinstance(event, Restarted | SessionStarted):
            happened, base = None, initial_snapshot(self.domain)
            if isinstance(event, Restarted):
                base = replace(base, followup_action="action_session_start")
        elif isinstance(event, ActionReverted):
            happened = cut_back(happened, ActionExecuted)
        elif isinstance(event, UserUtteranceReverted):
            # the listen right before the message goes with it, as in Rasa
            happened = cut_back(cut_back(happened, UserUttered), ActionExecuted)
        else:
            story = told(happened.story if happened else None, base, event, self.domain)
            snapshot = next_snapshot(self.now, event, self.domain)
            happened = Happened(event, snapshot, story, happened)
        channel = self.latest_input_channel
        if isinstance(event, UserUttered):
            channel = event.input_channel
        return replace(
            self,
            base=base,
            events=self.events.appended(event),
            happened=happened,
            latest_event_time=_latest(event.timestamp, self.latest_event_time),
            latest_input_channel=channel,
        )

    def apply_all(self, events: Iterable[Event]) -> Conversation:
        """Return the conversation after these events, in order."""
        conversation = self
        for event in events:
            conversation = conversation.apply(event)
        return conversation

    @property
    def now(self) -> Snapshot:
        """The state after the latest event."""
        return self.happened.snapshot if self.happened else self.base

    @property
    def slots(self) -> Mapping[str, Any]:
        """All slots with their values, None if empty."""
        return self.now.slots

    @property
    def active_loop(self) -> LoopState | None:
        """The active form, None if there is none."""
        return self.now.loop

    @property
    def active_loop_name(self) -> str | None:
        """Name of the active form, None if there is none."""
        return self.now.loop.name if self.now.loop else None

    @property
    def requested_slot(self) -> str | None:
        """The slot that the active form has asked for."""
        value = self.now.slots.get(REQUESTED_SLOT)
        return value if isinstance(value, str) else None

    @property
    def latest_message(self) -> UserUttered | None:
        """The customer's latest message of this session."""
        return self.now.latest_message

    @property
    def latest_entities(self) -> tuple[Json, ...]:
        """Entities of the latest message: as read, and those that policies added."""
        message = self.now.latest_message
        return (message.entities if message else ()) + self.now.added_entities

    @property
    def latest_action(self) -> str | None:
        """Name of the latest action (its text, if it was an end-to-end one)."""
        return self.now.latest_action

    @property
    def followup_action(self) -> str | None:
        """The action that must come next, whatever the policies say."""
        return self.now.followup_action

    @property
    def paused(self) -> bool:
        """Whether the bot is silent because a person has the conversation."""
        return self.now.paused

    @property
    def story(self) -> Told | None:
        """The newest entry of the past as rules and stories see it."""
        return self.happened.story if self.happened else None

    def applied_events(self) -> tuple[Event, ...]:
        """The events that count, oldest first: nothing undone, a form's repeated runs as one."""
        return tuple(entry.event for entry in walk(self.story))[::-1]

    def events_after_restart(self) -> tuple[Event, ...]:
        """The events since the latest restart, oldest first."""
        recent: list[Event] = []
        for event in reversed(self.events):
            if isinstance(event, Restarted):
                break
            recent.append(event)
        return tuple(recent[::-1])

    def recent_events(self) -> Iterator[Event]:
        """The events of this session that were not undone, as they happened, newest first."""
        top = self.happened
        while top is not None:
            yield top.event
            top = top.below


def _latest(timestamp: float | None, before: float | None) -> float | None:
    return timestamp if timestamp is not None else before
