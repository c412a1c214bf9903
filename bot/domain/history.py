"""What counts of a conversation's past, as a stack that can be cut back.

Two views are kept, both as linked entries that share everything with their past, so that one more
event costs the same in a long conversation as in a short one, and an undo is a step down:

- as it happened, without what was undone;
- as a story tells it: a form's repeated runs are one run, and the questions and answers between
  them are left out (only the slots they set remain). Rules and stories are matched against this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.domain import LISTEN, Domain
from bot.domain.event import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    UserFeaturized,
    UserUttered,
)
from bot.domain.snapshot import Snapshot, next_snapshot


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Told:
    """An event of the story view and the state after it."""

    event: Event
    snapshot: Snapshot
    below: Told | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Happened:
    """An event as it happened, the state after it, and the story told up to it."""

    event: Event
    snapshot: Snapshot
    story: Told | None
    below: Happened | None


def walk(top: Told | None) -> Iterator[Told]:
    """Yield the entries of a story, newest first."""
    while top is not None:
        yield top
        top = top.below


def cut_back(top: Happened | None, kind: type[Event]) -> Happened | None:
    """Return what is left without the latest event of this kind and all that followed it."""
    while top is not None and not isinstance(top.event, kind):
        top = top.below
    return top.below if top is not None else None


def told(story: Told | None, base: Snapshot, event: Event, domain: Domain) -> Told | None:
    """Return the story with one more event; a form's repeated run leaves no trace."""
    if isinstance(event, ActionExecuted) and event.name is not None:
        before = story.snapshot if story else base
        is_loop = event.name in domain.forms or (
            before.loop is not None and before.loop.name == event.name
        )
        if is_loop and not _is_new_run(event.name, story):
            return _without_turns_since(event.name, story, domain)
    return Told(event, next_snapshot(story.snapshot if story else base, event, domain), story)


def _is_new_run(loop: str, story: Told | None) -> bool:
    """Whether a form runs for the first time since it was opened, or after a digression.

    A message that was answered by an action which stories see is a digression.
    """
    answered = False
    for entry in walk(story):
        event = entry.event
        if isinstance(event, ActiveLoop) and event.name is None:
            return True
        if isinstance(event, UserUttered | ActionExecutionRejected) and answered:
            return True
        if isinstance(event, ActionExecuted):
            if event.name == loop:
                return False
            answered = answered or (event.name != LISTEN and not event.hide_rule_turn)
    return True


def _without_turns_since(loop: str, story: Told | None, domain: Domain) -> Told | None:
    """Return the story without actions and messages since the form's latest run."""
    kept: list[Event] = []
    top = story
    while top is not None and not (
        isinstance(top.event, ActionExecuted) and top.event.name == loop
    ):
        if not isinstance(top.event, _TURN_EVENTS):
            kept.append(top.event)
        top = top.below
    for event in reversed(kept):
        if top is not None:
            top = Told(event, next_snapshot(top.snapshot, event, domain), top)
    return top


_TURN_EVENTS = (ActionExecuted, ActionExecutionRejected, UserUttered, UserFeaturized)
