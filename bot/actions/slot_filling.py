"""Filling slots from a message with the project's own actions, as Rasa's `action_extract_slots`.

    extract    mappings of the domain (`bot.policy.slots`), then for slots that nothing has filled
               the action that a `custom` mapping names, once each
    validate   `action_validate_slot_mappings` may correct or empty what was extracted; a slot
               that it does not mention is taken as valid

Only slots and replies of these actions count. One that fails fills nothing; the turn goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import structlog

from bot.actions.errors import ActionFailed, ActionRejected
from bot.actions.outcome import ActionOutcome
from bot.domain.conversation import Conversation
from bot.domain.event import SlotSet
from bot.domain.slot import MappingType
from bot.policy.slots import conditions_hold, extract_slots, intent_fits

log = structlog.get_logger(__name__)
VALIDATE = "action_validate_slot_mappings"


class RunsActions(Protocol):
    """Runs actions that extract or validate."""

    def __contains__(self, name: str) -> bool:
        """Whether an action of this name can be run."""
        ...

    async def run(self, name: str, conversation: Conversation) -> ActionOutcome:
        """Run the action on the conversation as it is."""
        ...


async def fill_slots(conversation: Conversation, actions: RunsActions) -> ActionOutcome:
    """Return the slots that the latest message fills, and what was said about them."""
    filled = ActionOutcome(events=extract_slots(conversation, conversation.domain))
    for name in _custom_actions(conversation, {one.name for one in _slots(filled)}):
        filled = filled.then(await _slots_by(name, conversation, actions))
    if VALIDATE not in conversation.domain.actions or VALIDATE not in actions:
        return filled
    checked = await _slots_by(VALIDATE, conversation.apply_all(filled.events), actions)
    mentioned = {one.name for one in _slots(checked)}
    valid = tuple(one for one in _slots(filled) if one.name not in mentioned)
    return ActionOutcome(checked.events + valid, filled.replies + checked.replies)


def _custom_actions(conversation: Conversation, filled: set[str]) -> Iterator[str]:
    """Yield the actions that fill the other slots, each once."""
    domain, seen = conversation.domain, set[str]()
    for slot in domain.slots.values():
        for mapping in slot.mappings if slot.name not in filled else ():
            action = mapping.action
            if mapping.type is not MappingType.CUSTOM or action is None or action in seen:
                continue
            if intent_fits(mapping, conversation, domain) and conditions_hold(
                mapping, slot.name, conversation
            ):
                seen.add(action)
                yield action


async def _slots_by(name: str, conversation: Conversation, actions: RunsActions) -> ActionOutcome:
    """Run an action for the slots it sets; if it fails, none are."""
    try:
        outcome = await actions.run(name, conversation)
    except (ActionFailed, ActionRejected) as error:
        # with the traceback of a mistake in the project's code
        log.warning("slots_not_filled", action=name, reason=str(error), exc_info=error.__cause__)
        return ActionOutcome()
    slots = _slots(outcome)
    if len(slots) < len(outcome.events):
        log.info("events_ignored", action=name, reason="only slots can be set here")
    return ActionOutcome(slots, outcome.replies)


def _slots(outcome: ActionOutcome) -> tuple[SlotSet, ...]:
    return tuple(event for event in outcome.events if isinstance(event, SlotSet))
