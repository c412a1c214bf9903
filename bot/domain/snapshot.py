"""The state of a conversation at one point, and how one event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain import event as ev
from bot.domain.domain import LISTEN, Domain
from bot.domain.event import Event
from bot.domain.event_kinds import Json


@dataclass(frozen=True, slots=True)
class LoopState:
    """The active form; `trigger_message` is the parse data of the message that opened it."""

    name: str
    is_interrupted: bool = False
    rejected: bool = False
    trigger_message: Json | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that policies and actions may know. `latest_action` is a name, or a text if end to end.

    `added_entities` are entities that policies found in the latest message after it was read.
    """

    slots: Mapping[str, Any]
    latest_message: ev.UserUttered | None = None
    added_entities: tuple[Json, ...] = ()
    latest_action: str | None = None
    latest_action_is_text: bool = False
    followup_action: str | None = LISTEN
    loop: LoopState | None = None
    paused: bool = False


def initial_snapshot(domain: Domain) -> Snapshot:
    """Return the state of a conversation in which nothing has happened."""
    return Snapshot(slots=domain.initial_slots())


def next_snapshot(before: Snapshot, event: Event, domain: Domain) -> Snapshot:
    """Return the state after an event; the very same object if the event changes nothing."""
    change = _CHANGES.get(type(event))
    return before if change is None else change(before, event, domain)


def _user(before: Snapshot, event: ev.UserUttered, _: Domain) -> Snapshot:
    return replace(before, latest_message=event, added_entities=(), followup_action=None)


def _action(before: Snapshot, event: ev.ActionExecuted, _: Domain) -> Snapshot:
    loop = before.loop
    if loop is not None:
        rejected = loop.rejected and event.name != loop.name
        loop = replace(loop, is_interrupted=False, rejected=rejected)
    return replace(
        before,
        latest_action=event.name or event.action_text,
        latest_action_is_text=not event.name and event.action_text is not None,
        followup_action=None,
        loop=loop,
    )


def _slot(before: Snapshot, event: ev.SlotSet, domain: Domain) -> Snapshot:
    slot = domain.all_slots.get(event.name)
    if slot is None:
        return before
    return replace(before, slots={**before.slots, event.name: slot.stored(event.value)})


def _reset_slots(before: Snapshot, _: ev.AllSlotsReset, domain: Domain) -> Snapshot:
    return replace(before, slots=domain.initial_slots())


def _entities(before: Snapshot, event: ev.EntitiesAdded, _: Domain) -> Snapshot:
    known = (before.latest_message.entities if before.latest_message else ()) + (
        before.added_entities
    )
    new = tuple(entity for entity in event.entities if entity not in known)
    return replace(before, added_entities=before.added_entities + new)


def _loop(before: Snapshot, event: ev.ActiveLoop, _: Domain) -> Snapshot:
    if event.name is None:
        return replace(before, loop=None)
    trigger = before.latest_message.parse_data if before.latest_message else None
    return replace(before, loop=LoopState(event.name, trigger_message=trigger))


def _interrupted(before: Snapshot, event: ev.LoopInterrupted, _: Domain) -> Snapshot:
    if before.loop is None:
        return before
    return replace(before, loop=replace(before.loop, is_interrupted=event.is_interrupted))


def _rejected(before: Snapshot, event: ev.ActionExecutionRejected, _: Domain) -> Snapshot:
    if before.loop is None or before.loop.name != event.name:
        return before
    return replace(before, loop=replace(before.loop, rejected=True))


def _followup(before: Snapshot, event: ev.FollowupAction, _: Domain) -> Snapshot:
    return replace(before, followup_action=event.name)


def _paused(before: Snapshot, _: ev.ConversationPaused, __: Domain) -> Snapshot:
    return replace(before, paused=True)


def _resumed(before: Snapshot, _: ev.ConversationResumed, __: Domain) -> Snapshot:
    return replace(before, paused=False)


_CHANGES: Mapping[type[Event], Callable[[Snapshot, Any, Domain], Snapshot]] = {
    ev.UserUttered: _user,
    ev.ActionExecuted: _action,
    ev.SlotSet: _slot,
    ev.AllSlotsReset: _reset_slots,
    ev.EntitiesAdded: _entities,
    ev.ActiveLoop: _loop,
    ev.LoopInterrupted: _interrupted,
    ev.ActionExecutionRejected: _rejected,
    ev.FollowupAction: _followup,
    ev.ConversationPaused: _paused,
    ev.ConversationResumed: _resumed,
}
