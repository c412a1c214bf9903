"""Running a form: validate what the message filled, ask for what is missing, or close it.

The steps are pure and live in `bot.policy.form`; here they are strung together around the actions
that validate and ask.
"""

from __future__ import annotations

from typing import Protocol

from bot.actions.errors import ActionRejected
from bot.actions.outcome import ActionOutcome
from bot.domain.conversation import Conversation
from bot.domain.domain import REQUESTED_SLOT
from bot.domain.event import Event, SlotSet
from bot.policy.form import (
    activation,
    completion,
    fillable,
    needs_validation,
    next_slot,
    question_action,
    rejects,
    required_slots,
)


class RunsActions(Protocol):
    """Runs validation and question actions for a form."""

    def __contains__(self, name: str) -> bool:
        """Whether an action of this name can be run."""
        ...

    async def run(self, name: str, conversation: Conversation) -> ActionOutcome:
        """Run the action on the conversation as it is."""
        ...


class FormLoop:
    """One run of one form."""

    def __init__(self, form: str, actions: RunsActions) -> None:
        self._form = form
        self._actions = actions
        self._outcome = ActionOutcome()

    async def run(self, conversation: Conversation) -> ActionOutcome:
        """Return what this run of the form says and changes; raises ActionRejected."""
        is_new = conversation.active_loop_name != self._form
        current = self._take(conversation, activation(conversation, self._form))
        asked = False
        if is_new or needs_validation(current, self._form):
            validated = await self._validate(current)
            if not is_new and rejects(conversation, self._form, validated):
                raise ActionRejected(f"{self._form} got no answer to its question")
            current = self._take(current, validated)
            asked = any(event.name == REQUESTED_SLOT for event in validated)
        return await self._ask_or_close(current, asked=asked)

    async def _validate(self, conversation: Conversation) -> tuple[SlotSet, ...]:
        """Have the candidates checked; without a validation action they are taken as they are."""
        required = required_slots(self._form, conversation.domain)
        candidates = self._candidates(conversation, required)
        name = f"validate_{self._form}"
        if name not in self._actions:
            return candidates
        # rasa-sdk reads the candidates as the slot events at the end of the tracker
        trailing = conversation.apply_all(candidates)
        outcome = await self._actions.run(name, trailing)
        self._outcome = self._outcome.then(ActionOutcome(replies=outcome.replies))
        return tuple(event for event in outcome.events if isinstance(event, SlotSet))

    @staticmethod
    def _candidates(conversation: Conversation, required: tuple[str, ...]) -> tuple[SlotSet, ...]:
        """Return what the message filled; for a form just opened, what was known before too."""
        filled = {event.name: event for event in fillable(conversation, required)}
        if conversation.requested_slot is None:
            for name in required:
                value = conversation.slots.get(name)
                if value is not None:
                    filled.setdefault(name, SlotSet(name, value))
        return tuple(filled[name] for name in required if name in filled)

    async def _ask_or_close(self, conversation: Conversation, *, asked: bool) -> ActionOutcome:
        if asked:
            slot = conversation.requested_slot
        else:
            slot = next_slot(conversation, required_slots(self._form, conversation.domain))
        if slot is None:
            self._take(conversation, completion())
            return self._outcome
        current = self._take(conversation, (SlotSet(REQUESTED_SLOT, slot),))
        question = question_action(self._form, slot, current.domain)
        if question is not None:
            self._outcome = self._outcome.then(await self._actions.run(question, current))
        return self._outcome

    def _take(self, conversation: Conversation, events: tuple[Event, ...]) -> Conversation:
        self._outcome = self._outcome.then(ActionOutcome(events=tuple(events)))
        return conversation.apply_all(events)
