"""Stories remembered word for word, with the outcome of Rasa's AugmentedMemoizationPolicy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.conversation import Conversation
from bot.policy.state import State
from bot.policy.views import Hidden, StoryView


@dataclass(frozen=True, slots=True)
class Recall:
    """A remembered next action; `whole` is False if only a shorter past led to it."""

    action: str
    story: str
    states: tuple[State, ...]
    whole: bool


@dataclass(frozen=True)
class StoryBook:
    """What comes after which last states, in the stories of a project."""

    actions: Mapping[tuple[State, ...], tuple[str, str]] = field(default_factory=dict)
    max_history: int = 5
    hidden: Hidden = field(default_factory=Hidden)
    texts: frozenset[str] = frozenset()
    augments: bool = True

    def recall(self, conversation: Conversation) -> Recall | None:
        """Return the action that the stories tell next, None if none of them fits.

        First the whole past is looked up, then (if it `augments`) ever shorter ones.
        """
        if not self.actions:
            return None
        view = StoryView(conversation, self.max_history, self.hidden, self.texts)
        states = view.states()
        known = self.actions.get(states)
        if known is not None:
            return Recall(known[0], known[1], states, whole=True)
        if not self.augments:
            return None
        for shorter in view.shortened():
            known = self.actions.get(shorter)
            if known is not None:
                return Recall(known[0], known[1], shorter, whole=False)
        return None


def remember(
    told: Sequence[tuple[tuple[State, ...], str, str]],
    max_history: int,
    hidden: Hidden,
    texts: frozenset[str],
    *,
    augments: bool = True,
) -> StoryBook:
    """Return the book of (states, action, story name); what stories disagree on is forgotten."""
    actions: dict[tuple[State, ...], tuple[str, str]] = {}
    disputed: set[tuple[State, ...]] = set()
    for states, action, name in told:
        key = states[-max_history:]
        if key in disputed:
            continue
        known = actions.setdefault(key, (action, name))
        if known[0] != action:
            disputed.add(key)
            del actions[key]
    return StoryBook(actions, max_history, hidden, texts, augments)
