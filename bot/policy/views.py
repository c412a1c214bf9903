"""The last states of a conversation, as rules and as stories want them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.event import ActionExecuted, Event
from bot.domain.history import Told, walk
from bot.domain.snapshot import Snapshot, initial_snapshot, next_snapshot
from bot.policy.state import State, state_of

# How many actions back hidden turns are skipped and a story's beginning is looked for, for each
# state that stories look at: further back a story cannot have begun unless rules spoke in between.
LOOK_BACK = 4


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
    domain = conversation.domain
    states = [_now(conversation, texts)]
    for entry in walk(conversation.story):
        if len(states) >= count:
            break
        if isinstance(entry.event, ActionExecuted):
            before = entry.below.snapshot if entry.below else conversation.base
            states.append(state_of(before, domain, texts))
    return states


def story_states(
    conversation: Conversation, count: int, hidden: Hidden, texts: frozenset[str]
) -> tuple[State, ...]:
    """Return the last `count` states without turns that only rules know of, oldest first."""
    entries, base = _recent_entries(conversation, count)
    snapshots = [entry.snapshot for entry in entries]
    events = [entry.event for entry in entries]
    return _visible(base, events, snapshots, conversation.domain, hidden, texts)[-count:]


def shortened_states(
    conversation: Conversation, count: int, hidden: Hidden, texts: frozenset[str]
) -> list[tuple[State, ...]]:
    """Return `story_states` as if the conversation had begun later and later.

    What was set before the beginning is forgotten, so that a story is recalled although the
    customer came to it by a longer way.
    """
    domain = conversation.domain
    entries, _ = _recent_entries(conversation, count)
    events = [entry.event for entry in entries]
    found: list[tuple[State, ...]] = []
    for start, event in enumerate(events):
        if not isinstance(event, ActionExecuted):
            continue
        base = snapshot = initial_snapshot(domain)
        snapshots: list[Snapshot] = []
        for later in events[start:]:
            snapshot = next_snapshot(snapshot, later, domain)
            snapshots.append(snapshot)
        states = _visible(base, events[start:], snapshots, domain, hidden, texts)[-count:]
        if not found or found[-1] != states:
            found.append(states)
    return found


def _now(conversation: Conversation, texts: frozenset[str]) -> State:
    top = conversation.story
    snapshot = top.snapshot if top else conversation.base
    return state_of(snapshot, conversation.domain, texts)


def _recent_entries(conversation: Conversation, count: int) -> tuple[list[Told], Snapshot]:
    """Return enough entries for `count` states, oldest first, and the state before them."""
    entries: list[Told] = []
    actions = 0
    base = conversation.base
    for entry in walk(conversation.story):
        entries.append(entry)
        if isinstance(entry.event, ActionExecuted):
            actions += 1
            if actions == LOOK_BACK * count:
                base = entry.below.snapshot if entry.below else base
                break
    return entries[::-1], base


def _visible(
    base: Snapshot,
    events: Sequence[Event],
    snapshots: Sequence[Snapshot],
    domain: Domain,
    hidden: Hidden,
    texts: frozenset[str],
) -> tuple[State, ...]:
    """Return the state before each action and the present one, hidden turns left out."""
    states: list[State] = []
    turn_hidden = False
    last_action: str | None = None
    before = base
    moments = [
        (snapshots[i - 1] if i else base, event.hide_rule_turn)
        for i, event in enumerate(events)
        if isinstance(event, ActionExecuted)
    ]
    moments.append((snapshots[-1] if snapshots else base, False))
    for before, hides in moments:
        if not turn_hidden:
            last_action = before.latest_action
        loop = before.loop.name if before.loop else None
        if not before.followup_action and before.latest_action != (loop or ""):
            turn_hidden = hides
        if turn_hidden:
            continue
        state = _without_rule_only(state_of(before, domain, texts), hidden)
        if states and state.action != "action_listen":
            state = _same_user(state, states[-1])
        if last_action:
            state = replace(state, action=last_action)
        states.append(state)
    return tuple(states)


def _without_rule_only(state: State, hidden: Hidden) -> State:
    slots = tuple((name, one) for name, one in state.slots if name not in hidden.slots)
    loop = None if state.loop in hidden.loops else state.loop
    return replace(state, slots=slots, loop=loop)


def _same_user(state: State, before: State) -> State:
    """Within a turn stories see the message they saw at its beginning, not a hidden one."""
    return replace(state, intent=before.intent, text=before.text, entities=before.entities)
