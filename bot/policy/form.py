"""The pure steps of a form: what it asks next, what a message may fill, when it is done.

Running them (calling `validate_<form>`, asking the question) is `bot.actions.form_loop`'s part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, REQUESTED_SLOT, Domain
from bot.domain.event import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SlotSet,
    UserUttered,
)
from bot.policy.settings import PolicySettings
from bot.policy.slots import extract_slots


def required_slots(form: str, domain: Domain) -> tuple[str, ...]:
    """Return the slots that the domain wants of a form, in order."""
    return domain.forms[form].required_slots if form in domain.forms else ()


def next_slot(conversation: Conversation, required: Iterable[str]) -> str | None:
    """Return the first slot that is still empty, None if the form has all it needs."""
    return next((name for name in required if conversation.slots.get(name) is None), None)


def is_complete(conversation: Conversation, required: Iterable[str]) -> bool:
    """Whether every required slot has a value."""
    return next_slot(conversation, required) is None


def question_actions(form: str, slot: str) -> tuple[str, str, str, str]:
    """Return the names of the actions that may ask for a slot, in the order they are tried."""
    return (
        f"action_ask_{form}_{slot}",
        f"utter_ask_{form}_{slot}",
        f"action_ask_{slot}",
        f"utter_ask_{slot}",
    )


def question_action(form: str, slot: str, domain: Domain) -> str | None:
    """Return the action that asks for a slot of a form, None if the domain has none."""
    return next((name for name in question_actions(form, slot) if domain.has_action(name)), None)


def activation(
    conversation: Conversation, form: str, settings: PolicySettings | None = None
) -> tuple[Event, ...]:
    """Return the events that open a form, nothing if it is active already.

    A yes or no of an earlier form is forgotten: each form gets its own confirmation. Mappings
    that only count within the form are applied to the message that opened it.
    """
    if conversation.active_loop_name == form:
        return ()
    confirm = (settings or PolicySettings()).confirm_slot
    events: list[Event] = [ActiveLoop(form)]
    if conversation.slots.get(confirm) is not None:
        events.append(SlotSet(confirm, None))
    if conversation.slots.get(REQUESTED_SLOT) is not None:
        events.append(SlotSet(REQUESTED_SLOT, None))
    if is_after_message(conversation):
        required = required_slots(form, conversation.domain)
        opened = conversation.apply_all(events)
        events += [
            one
            for one in extract_slots(opened, conversation.domain)
            if one.name in required and one.name != confirm
        ]
    return tuple(events)


def deactivation(
    conversation: Conversation, settings: PolicySettings | None = None
) -> tuple[Event, ...]:
    """Return the events that close the active form without carrying out what it was for."""
    confirm = (settings or PolicySettings()).confirm_slot
    events: list[Event] = [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]
    if conversation.slots.get(confirm) is not None:
        events.append(SlotSet(confirm, None))
    return tuple(events)


def completion() -> tuple[Event, ...]:
    """Return the events that close a form that has all it needs."""
    return (ActiveLoop(None), SlotSet(REQUESTED_SLOT, None))


def fillable(conversation: Conversation, required: Sequence[str]) -> tuple[SlotSet, ...]:
    """Return what the latest message has filled of a form's slots: what is to be validated.

    The last value of each slot set since the message counts.
    """
    latest: dict[str, SlotSet] = {}
    for event in conversation.recent_events():
        if isinstance(event, UserUttered):
            break
        if isinstance(event, SlotSet) and event.name in required and event.name not in latest:
            latest[event.name] = event
    return tuple(latest[name] for name in required if name in latest)


def needs_validation(conversation: Conversation, form: str) -> bool:
    """Whether the form is to read the latest message: not after a digression or another action."""
    if not is_after_message(conversation):
        return False
    loop = conversation.active_loop
    return loop is None or loop.name != form or not loop.is_interrupted


def rejects(conversation: Conversation, form: str, validated: Iterable[SlotSet]) -> bool:
    """Whether the form steps aside: it asked for a slot, and the message has filled none.

    `validated` are the slots that `validate_<form>` returned (an emptied one counts as filled:
    the form has said what was wrong with it).
    """
    if conversation.active_loop_name != form or conversation.requested_slot is None:
        return False
    return not any(event.name != REQUESTED_SLOT for event in validated)


def is_after_message(conversation: Conversation) -> bool:
    """Whether nothing was done yet since the customer's latest message."""
    for event in conversation.recent_events():
        if isinstance(event, UserUttered):
            return True
        if isinstance(event, ActionExecuted):
            return False
    return False


def tries(conversation: Conversation) -> int:
    """Return how many messages in a row have not answered the form's present question.

    That is: the form asked for the same slot before and after them, and nothing else was done.
    Messages that the bot answered otherwise (a question in between) do not count, and an offered
    person begins the count anew.
    """
    loop, slot = conversation.active_loop_name, conversation.requested_slot
    messages = asked_in_vain = 0
    done: set[str | None] = {loop, LISTEN}
    for event in conversation.recent_events():
        if isinstance(event, ActionExecuted):
            if event.name == "action_offer_handoff":
                return messages
            done.add(event.name)
        elif isinstance(event, UserUttered):
            messages += done == {loop, LISTEN}
            done = {loop, LISTEN}
        elif isinstance(event, ActiveLoop):
            break
        elif isinstance(event, SlotSet) and event.name == REQUESTED_SLOT:
            if event.value != slot:
                break
            asked_in_vain = messages
    return asked_in_vain
