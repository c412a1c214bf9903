"""The last states of a conversation, as rules and as stories want them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN
from bot.domain.event import ActionExecuted, ActiveLoop, AllSlotsReset, SlotSet, UserUttered
from bot.domain.history import Told, walk
from bot.domain.snapshot import Snapshot, initial_snapshot
from bot.policy.state import Feature, State, state_of

# How many actions back hidden turns are skipped and a story's beginning is looked for, for each
# state that stories look at: further back a story cannot have begun unless rules spoke in between.
LOOK_BACK = 4
_BEFORE = -1  # happened before the events that are looked at


@dataclass(frozen=True, slots=True)
class Hidden:
    """What only rules know of, so that stories must not see it."""

    slots: frozenset[str] = frozenset()
    loops: frozenset[str] = frozenset()


def recent_states(
    conversation: Conversation, count: int, texts: frozenset[str] = frozenset()
) -> list[State]:
    """Return the states before the last actions and the present one, newest first.

    The oldest is the empty state of the conversation's start if there are fewer than `count`.
    """
    domain, top = conversation.domain, conversation.story
    states = [state_of(top.snapshot if top else conversation.base, domain, texts)]
    for entry in walk(top):
        if len(states) >= count:
            break
        if isinstance(entry.event, ActionExecuted):
            before = entry.below.snapshot if entry.below else conversation.base
            states.append(state_of(before, domain, texts))
    return states


@dataclass(frozen=True, slots=True)
class _Moment:
    """The state before an action (or now), and at which event each part of it was said."""

    snapshot: Snapshot
    at: int
    hides: bool
    message_at: int
    loop_at: int
    slots_at: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A moment that stories see."""

    state: State
    moment: _Moment
    message_at: int


class StoryView:
    """A conversation without the turns that only rules know of."""

    def __init__(
        self, conversation: Conversation, count: int, hidden: Hidden, texts: frozenset[str]
    ) -> None:
        self._count = count
        self._hidden = hidden
        self._texts = texts
        self._domain = conversation.domain
        self._seen = self._visible(list(_moments(conversation, LOOK_BACK * count)))

    def states(self) -> tuple[State, ...]:
        """Return the last states, oldest first."""
        return tuple(one.state for one in self._seen[-self._count :])

    def shortened(self) -> Iterator[tuple[State, ...]]:
        """Yield `states` as if the conversation had begun later and later.

        What was said before the beginning is forgotten, so that a story is recalled although the
        customer came to it by a longer way.
        """
        first = self._clean(state_of(initial_snapshot(self._domain), self._domain, self._texts))
        initial = dict(first.slots)
        before: tuple[State, ...] = ()
        for place, start in enumerate(self._seen[:-1]):
            later = self._seen[max(place + 1, len(self._seen) - self._count) :]
            told = [_forgetting(one, start.moment.at, initial) for one in later]
            states = (first, *told)[-self._count :]
            if states != before:
                yield states
                before = states

    def _visible(self, moments: list[_Moment]) -> list[_Seen]:
        """Return the moments that are not hidden; a hidden turn leaves no trace in the others."""
        seen: list[_Seen] = []
        turn_hidden = False
        last_action: str | None = None
        for moment in moments:
            now = moment.snapshot
            if not turn_hidden:
                last_action = now.latest_action
            loop = now.loop.name if now.loop else ""
            if not now.followup_action and now.latest_action != loop:
                turn_hidden = moment.hides
            if turn_hidden:
                continue
            state = self._clean(state_of(now, self._domain, self._texts))
            message_at = moment.message_at
            if seen and state.action != LISTEN:
                # within a turn stories see the message it began with, not a hidden one
                told, message_at = seen[-1].state, seen[-1].message_at
                state = replace(state, intent=told.intent, text=told.text, entities=told.entities)
            if last_action:
                state = replace(state, action=last_action)
            seen.append(_Seen(state, moment, message_at))
        return seen

    def _clean(self, state: State) -> State:
        """Leave out slots and forms that only rules know."""
        if not self._hidden.slots and state.loop not in self._hidden.loops:
            return state
        slots = tuple((name, one) for name, one in state.slots if name not in self._hidden.slots)
        return replace(
            state, slots=slots, loop=None if state.loop in self._hidden.loops else state.loop
        )


def _forgetting(seen: _Seen, start: int, initial: Mapping[str, Feature]) -> State:
    """Return a state without what was said before the event at `start`."""
    state, moment = seen.state, seen.moment
    if seen.message_at < start:
        state = replace(state, intent=None, text=None, entities=())
    if state.loop is not None and moment.loop_at < start:
        state = replace(state, loop=None)
    said = {name for name, at in moment.slots_at.items() if at >= start}
    kept = {name: one for name, one in state.slots if name in said}
    kept.update((name, one) for name, one in initial.items() if name not in said)
    slots = tuple(sorted(kept.items()))
    if slots != state.slots:
        state = replace(state, slots=slots)
    return state


@dataclass(slots=True)
class _Marks:
    """At which event the parts of the present state were said."""

    message: int = _BEFORE
    loop: int = _BEFORE
    slots: dict[str, int] = field(default_factory=dict)

    def note(self, event: object, at: int) -> None:
        """Take an event into account."""
        if isinstance(event, UserUttered):
            self.message = at
        elif isinstance(event, ActiveLoop):
            self.loop = at
        elif isinstance(event, SlotSet):
            self.slots = {**self.slots, event.name: at}
        elif isinstance(event, AllSlotsReset):
            self.slots = {}


def _moments(conversation: Conversation, actions: int) -> Iterator[_Moment]:
    """Yield the moments before the last `actions` actions and the present one, oldest first."""
    entries: list[Told] = []
    count = 0
    for entry in walk(conversation.story):
        entries.append(entry)
        count += isinstance(entry.event, ActionExecuted)
        if count == actions:
            break
    entries.reverse()
    below = entries[0].below if entries else None
    now = below.snapshot if below else conversation.base
    marks = _Marks()
    for at, entry in enumerate(entries):
        if isinstance(entry.event, ActionExecuted):
            hides = entry.event.hide_rule_turn
            yield _Moment(now, at, hides, marks.message, marks.loop, marks.slots)
        marks.note(entry.event, at)
        now = entry.snapshot
    yield _Moment(now, len(entries), False, marks.message, marks.loop, marks.slots)
