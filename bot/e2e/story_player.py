"""Plays test stories as Rasa does: before each action of a story the policies are asked for it.

Nothing is executed. What actions and forms change is what the story says they change, so that a
wrong prediction is counted once and the story goes on from where it should be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, Domain
from bot.domain.event import ActionExecuted, ActionExecutionRejected, UserUttered
from bot.domain.parse_data import FALLBACK_INTENT
from bot.e2e.test_story import TestStory, Utterance
from bot.policy.decide import decide
from bot.policy.decision import Decision
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from bot.policy.story_walk import story_events

Json = Mapping[str, Any]
# A text that nothing could be read of: it names an intent that the domain has not.
NOT_UNDERSTOOD: Json = {"intent": {"name": FALLBACK_INTENT}, "entities": []}


@dataclass(frozen=True, slots=True)
class PlayedAction:
    """An action that a story wants, what the policies wanted, and why; `said` came before it."""

    wanted: str
    got: str
    policy: str
    reason: str
    said: str

    @property
    def right(self) -> bool:
        """Whether the policies wanted what the story wants."""
        return self.wanted == self.got


@dataclass(frozen=True, slots=True)
class ReadUtterance:
    """A message of a story and the intent and entities that were read from it."""

    utterance: Utterance
    intent: str | None
    entities: tuple[Json, ...]

    @property
    def intent_right(self) -> bool:
        """Whether the intent is what the story says, if it says one."""
        return self.utterance.intent in (None, self.intent)

    @property
    def wanted_spans(self) -> frozenset[tuple[Any, ...]]:
        """The entities that the story marks."""
        return frozenset(
            (one.start, one.end, one.entity, str(one.value)) for one in self.utterance.entities
        )

    @property
    def read_spans(self) -> frozenset[tuple[Any, ...]]:
        """The entities that were found."""
        return frozenset(
            (one["start"], one["end"], one["entity"], str(one["value"])) for one in self.entities
        )

    @property
    def right(self) -> bool:
        """Whether the message was understood as the story says."""
        return self.intent_right and self.wanted_spans == self.read_spans


@dataclass(frozen=True, slots=True)
class StoryResult:
    """How a story went."""

    story: TestStory
    actions: tuple[PlayedAction, ...]
    utterances: tuple[ReadUtterance, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was understood and predicted as the story says."""
        return all(one.right for one in self.actions) and all(one.right for one in self.utterances)


class StoryPlayer:
    """Plays stories with a project's policies. `parses` is what was read of each text."""

    def __init__(
        self,
        domain: Domain,
        policies: Policies,
        settings: PolicySettings,
        parses: Mapping[str, Json],
    ) -> None:
        self._domain = domain
        self._policies = policies
        self._settings = settings
        self._parses = parses

    def play(self, story: TestStory) -> StoryResult:
        """Return how a story goes."""
        read = tuple(self._read(one) for one in story.utterances)
        return StoryResult(story, tuple(self._actions(story)), read)

    def _read(self, utterance: Utterance) -> ReadUtterance:
        parse = self._parses.get(utterance.text, NOT_UNDERSTOOD)
        intent = parse.get("intent") or {}
        name = intent.get("name")
        if utterance.intent is not None and "/" in utterance.intent:
            name = intent.get("full_retrieval_intent_name") or name
        return ReadUtterance(utterance, name, tuple(parse.get("entities") or ()))

    def _actions(self, story: TestStory) -> Sequence[PlayedAction]:
        played: list[PlayedAction] = []
        conversation = Conversation.start(story.name, self._domain)
        events = story_events(story.steps, self._domain)
        said = ""
        for event, following in pairwise((*events, None)):
            if isinstance(event, UserUttered):
                said = event.text or ""
            if isinstance(event, ActionExecuted) and not _begins(conversation, following):
                wanted = event.name or event.action_text or LISTEN
                conversation, decision = self._ask(conversation, wanted)
                played.append(
                    PlayedAction(wanted, decision.action, decision.policy, decision.reason, said)
                )
                event = ActionExecuted(
                    event.name,
                    action_text=event.action_text,
                    policy=decision.policy,
                    confidence=decision.confidence,
                    hide_rule_turn=decision.hide_rule_turn and wanted == decision.action,
                )
            if event is not None:
                conversation = conversation.apply(event)
        return played

    def _ask(self, conversation: Conversation, wanted: str) -> tuple[Conversation, Decision]:
        """Return the decision; a form that the story passes over is taken to have stepped aside.

        The story does not say whether a form rejects a message: its slots are not extracted here.
        """
        decision = self._decide(conversation)
        if decision.action == wanted or decision.action != conversation.active_loop_name:
            return conversation, decision
        aside = conversation.apply(ActionExecutionRejected(decision.action, decision.policy, 1.0))
        return aside, self._decide(aside)

    def _decide(self, conversation: Conversation) -> Decision:
        return decide(conversation, self._domain, self._policies, None, self._settings)


def _begins(conversation: Conversation, following: object) -> bool:
    """Whether the bot only begins to listen: there is nothing yet to predict that from."""
    return conversation.latest_action is None and isinstance(following, UserUttered)
