"""Running a form: validate what the message filled, ask for what is missing, or close it.

The steps are pure and live in `bot.policy.form`; here they are strung together around the actions
that validate and ask, with the outcome of Rasa's forms:

    open       what is known already is validated together with what the message filled
    validate   `validate_<form>` may correct or empty slots, choose the next question (the slot
               `requested_slot`), end the form (`requested_slot` None, or no active loop) or
               refuse the message; a slot that it does not mention is taken as valid
    reject     an answer that fills nothing is none: another policy may act
    ask        the first of action_ask_<form>_<slot>, utter_ask_<form>_<slot>,
               action_ask_<slot>, utter_ask_<slot>
    close      nothing is missing, or validation has ended it

After an interruption the same question is asked again and nothing is validated.
"""

from __future__ import annotations

from typing import Protocol

from bot.actions.errors import ActionRejected
from bot.actions.outcome import ActionOutcome
from bot.domain.conversation import Conversation
from bot.domain.domain import REQUESTED_SLOT
from bot.domain.event import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SlotSet,
)
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
        if not is_new and not needs_validation(current, self._form):
            return await self._ask(current, self._question_again(current))
        validated = await self._validate(current, is_new=is_new)
        slots = [event for event in validated if isinstance(event, SlotSet)]
        if not is_new and rejects(conversation, self._form, slots):
            raise ActionRejected(f"{self._form} got no answer to its question")
        if any(isinstance(event, ActionExecutionRejected) for event in validated):
            raise ActionRejected(f"validate_{self._form} refused the message")
        current = self._take(current, validated)
        if any(isinstance(one, ActiveLoop) and one.name is None for one in validated):
            return await self._ask(current, None)
        if any(event.name == REQUESTED_SLOT for event in slots):
            return await self._ask(current, current.requested_slot)
        return await self._ask(current, self._missing(current))

    async def _validate(self, conversation: Conversation, *, is_new: bool) -> tuple[Event, ...]:
        """Have the candidates checked; without a validation action they are taken as they are.

        As in Rasa it counts only if the domain lists it.
        """
        candidates = self._candidates(conversation, is_new=is_new)
        name = f"validate_{self._form}"
        if name not in conversation.domain.actions or name not in self._actions:
            return candidates
        # rasa-sdk reads the candidates as the slot events at the end of the tracker; as in Rasa
        # a run of the form stands before them, so that no earlier slot event is taken for one
        marked = conversation.apply(ActionExecuted(self._form))
        outcome = await self._actions.run(name, marked.apply_all(candidates))
        self._outcome = self._outcome.then(ActionOutcome(replies=outcome.replies))
        mentioned = {event.name for event in outcome.events if isinstance(event, SlotSet)}
        unmentioned = tuple(event for event in candidates if event.name not in mentioned)
        return (*unmentioned, *outcome.events)

    def _candidates(self, conversation: Conversation, *, is_new: bool) -> tuple[SlotSet, ...]:
        """Return what the message filled; for a form just opened, what was known before too."""
        required = required_slots(self._form, conversation.domain)
        filled = {event.name: event for event in fillable(conversation, required)}
        if is_new:
            for name in required:
                value = conversation.slots.get(name)
                if value is not None:
                    filled.setdefault(name, SlotSet(name, value))
        return tuple(filled[name] for name in required if name in filled)

    def _missing(self, conversation: Conversation) -> str | None:
        return next_slot(conversation, required_slots(self._form, conversation.domain))

    def _question_again(self, conversation: Conversation) -> str | None:
        """Return the slot that was asked for, if nothing has filled it meanwhile.

        A form that chooses its own questions may have left out slots before it.
        """
        asked = conversation.requested_slot
        if asked is not None and conversation.slots.get(asked) is None:
            return asked
        return self._missing(conversation)

    async def _ask(self, conversation: Conversation, slot: str | None) -> ActionOutcome:
        """Ask for the slot; close the form if there is none."""
        if slot is None:
            self._take(conversation, completion())
            return self._outcome
        if conversation.requested_slot != slot or not self._has_set(REQUESTED_SLOT):
            conversation = self._take(conversation, (SlotSet(REQUESTED_SLOT, slot),))
        question = question_action(self._form, slot, conversation.domain)
        if question is not None:
            self._outcome = self._outcome.then(await self._actions.run(question, conversation))
        return self._outcome

    def _has_set(self, slot: str) -> bool:
        return any(isinstance(one, SlotSet) and one.name == slot for one in self._outcome.events)

    def _take(self, conversation: Conversation, events: tuple[Event, ...]) -> Conversation:
        self._outcome = self._outcome.then(ActionOutcome(events=events))
        return conversation.apply_all(events)
