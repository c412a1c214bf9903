"""What stories make likely where none of them fits: learned in the place of Rasa's TEDPolicy.

Every moment of a story votes for the action that followed it, the more the more it is like the
present one: what was said and done last counts most, and half as much one step further back. Only
moments after the same message (or the same action) in the same form are asked, so that nothing is
guessed about messages that no story has. The same stories always give the same answers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.domain import LISTEN
from bot.policy.state import State

# What the parts of a state count in a comparison. Slots and entities come in numbers, so that
# one of them counts less than the message or the action.
_ACTION, _MESSAGE, _LOOP, _ENTITY, _SLOT = 3.0, 3.0, 2.0, 1.0, 1.0
_DECAY = 0.5
# How much more a like moment's vote counts: one that is the same in all parts has e^12 votes where
# one that shares nothing has one. Chosen by five-fold cross-validation over the stories of eight
# public bots: 4, 8 and 24 are right less often or less well calibrated.
_SHARPNESS = 12.0

Features: TypeAlias = Mapping[tuple[object, ...], float]
_Key: TypeAlias = tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest next action, and its share of the votes; `story` has the likest moment."""

    action: str
    confidence: float
    story: str


@dataclass(frozen=True, slots=True)
class _Moment:
    features: Features
    action: str
    story: str
    stories: int


@dataclass(frozen=True)
class LearnedPolicy:
    """The moments of a project's stories. `history` is how many states they are compared over."""

    moments: Mapping[_Key, tuple[_Moment, ...]] = field(default_factory=dict)
    history: int = 0

    def guess(self, states: Sequence[State]) -> Guess | None:
        """Return the likeliest action after these states (oldest first), None without an idea."""
        if not states or not self.moments:
            return None
        latest = states[-1]
        candidates = self.moments.get(_key(latest))
        if candidates is None and latest.action != LISTEN:
            candidates = self.moments.get((latest.action, None, latest.loop))
        if not candidates:
            return None
        features = _features(states[-self.history :])
        votes: dict[str, float] = {}
        likest: dict[str, tuple[float, str]] = {}
        for one in candidates:
            alike = _likeness(features, one.features)
            weight = one.stories * math.exp(_SHARPNESS * alike)
            votes[one.action] = votes.get(one.action, 0.0) + weight
            likest[one.action] = max(likest.get(one.action, (-1.0, "")), (alike, one.story))
        action = max(sorted(votes), key=votes.__getitem__)
        return Guess(action, votes[action] / sum(votes.values()), likest[action][1])


def learn(told: Iterable[tuple[tuple[State, ...], str, str]], history: int) -> LearnedPolicy:
    """Return the policy of (states, action, story name); `history` 0 learns nothing."""
    if history <= 0:
        return LearnedPolicy()
    counted: Counter[tuple[tuple[State, ...], str]] = Counter()
    stories: dict[tuple[tuple[State, ...], str], str] = {}
    for states, action, story in dict.fromkeys(told):
        seen = (states[-history:], action)
        counted[seen] += 1
        stories.setdefault(seen, story)
    moments: dict[_Key, list[_Moment]] = {}
    for (states, action), count in counted.items():
        moment = _Moment(_features(states), action, stories[states, action], count)
        latest = states[-1]
        moments.setdefault(_key(latest), []).append(moment)
        if latest.action != LISTEN and _said(latest) is not None:
            moments.setdefault((latest.action, None, latest.loop), []).append(moment)
    return LearnedPolicy({key: tuple(group) for key, group in moments.items()}, history)


def _key(state: State) -> _Key:
    return state.action, _said(state), state.loop


def _said(state: State) -> str | None:
    return state.intent or state.text


def _features(states: Sequence[State]) -> Features:
    """Return what the states have, with its weight: the latest counts most."""
    found: dict[tuple[object, ...], float] = {}
    for back, state in enumerate(reversed(states)):
        weight = _DECAY**back
        found[back, "action", state.action] = _ACTION * weight
        if _said(state) is not None:
            found[back, "message", _said(state)] = _MESSAGE * weight
        if state.loop is not None:
            found[back, "loop", state.loop] = _LOOP * weight
        for entity in state.entities:
            found[back, "entity", entity] = _ENTITY * weight
        for name, value in state.slots:
            found[back, "slot", name, value] = _SLOT * weight
    return found


def _likeness(some: Features, other: Features) -> float:
    """Return the weight of what both have, as a share of what either has."""
    shared = sum(weight for key, weight in some.items() if key in other)
    return shared / (sum(some.values()) + sum(other.values()) - shared)
