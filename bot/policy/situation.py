"""A conversation as policies look at it: what they all ask of it, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, Domain
from bot.domain.event import ActionExecuted, ActionExecutionRejected, UserUttered
from bot.policy import clarification
from bot.policy.decision import Knowledge
from bot.policy.form import is_after_message
from bot.policy.policies import Policies
from bot.policy.rules import Match
from bot.policy.settings import PolicySettings
from bot.policy.stories import Recall
from bot.policy.views import recent_states


@dataclass(frozen=True)
class Situation:
    """All that a decision is made from."""

    conversation: Conversation
    domain: Domain
    policies: Policies
    knowledge: Knowledge
    settings: PolicySettings

    @cached_property
    def message(self) -> UserUttered | None:
        """The message that is to be answered, None if something was done since."""
        return self.conversation.latest_message if self.after_message else None

    @cached_property
    def after_message(self) -> bool:
        """Whether the customer has just spoken."""
        return is_after_message(self.conversation)

    @cached_property
    def intent(self) -> str | None:
        """The intent of the message to be answered."""
        return self.message.intent if self.message else None

    @cached_property
    def loop(self) -> str | None:
        """The active form."""
        return self.conversation.active_loop_name

    @cached_property
    def has_declined(self) -> bool:
        """Whether the active form has stepped aside for this very message."""
        for event in self.conversation.recent_events():
            if isinstance(event, ActionExecutionRejected) and event.name == self.loop:
                return True
            if isinstance(event, UserUttered | ActionExecuted):
                return False
        return False

    @cached_property
    def recall(self) -> Recall | None:
        """What the stories tell next; a story that ignores the form does not answer for it."""
        recall = self.policies.stories.recall(self.conversation)
        if recall is None or self.loop is None:
            return recall
        if any(state.loop is not None for state in recall.states):
            return recall
        ends_turn = recall.action in (LISTEN, self.loop)
        answers = (*self.settings.answer_intents, self.settings.stop_intent)
        return None if ends_turn or self.intent in answers else recall

    @cached_property
    def rule(self) -> Match:
        """What the rules call for."""
        book, texts = self.policies.rules, self.policies.stories.texts
        if texts and self.after_message:
            by_text = book.match(recent_states(self.conversation, book.longest, texts), self.loop)
            if by_text.action is not None:
                return by_text
        return book.match(recent_states(self.conversation, book.longest), self.loop)

    @cached_property
    def options(self) -> tuple[clarification.Option, ...]:
        """The intents that may have been meant."""
        return clarification.options(self.conversation, self.domain, self.settings)

    def said(self) -> str:
        """Return what the decision follows, for its reason."""
        if self.message is not None and self.message.intent is not None:
            return f"intent {self.message.intent} {self.message.confidence:.2f}"
        return f"{self.conversation.latest_action or 'the beginning'}"
