"""Filling slots from a message, by the mappings of the domain (Rasa 3)."""

from __future__ import annotations

from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, REQUESTED_SLOT, SESSION_METADATA_SLOT, Domain
from bot.domain.event import ActionExecuted, SlotSet
from bot.domain.slot import MappingType, Slot, SlotMapping, SlotType

# Yes and no after these answer the bot's own question, not a form's.
OWN_QUESTIONS = frozenset({"action_clarify", "action_offer_handoff"})
# A text is kept from the slot that was asked for because of its intent ("a question is no
# answer") only if the intent is this sure or the text asks: faults and reasons are told in words
# that questions have too ("it does not charge any more"). Real digressions of the demo's test
# conversations are at 0.85 and above, such answers at 0.4 to 0.6.
SURE_OF_INTENT = 0.7


def extract_slots(conversation: Conversation, domain: Domain) -> tuple[SlotSet, ...]:
    """Return the slots that the latest message fills, in the domain's order.

    Mappings of type `custom` are left to actions. An empty list counts as no value, and a slot
    that is no list takes the last of several entities, as in Rasa.
    """
    if conversation.latest_message is None:
        return ()
    filled = []
    for slot in domain.slots.values():
        if slot.name in (REQUESTED_SLOT, SESSION_METADATA_SLOT):
            continue
        for mapping in slot.mappings:
            values = _values(mapping, slot, conversation, domain)
            if not values:
                continue
            value = values if slot.type is SlotType.LIST else values[-1]
            if value is not None or conversation.slots.get(slot.name) is not None:
                filled.append(SlotSet(slot.name, value))
                break
    return tuple(filled)


def _values(
    mapping: SlotMapping, slot: Slot, conversation: Conversation, domain: Domain
) -> list[Any]:
    """Return the values that a mapping takes from the latest message, an empty list if none."""
    if not (
        intent_fits(mapping, conversation, domain)
        and conditions_hold(mapping, slot.name, conversation)
        and not _is_claimed_by_others(mapping, slot.name, conversation, domain)
    ):
        return []
    if mapping.type is MappingType.FROM_ENTITY:
        return entity_values(mapping, conversation)
    if mapping.type is MappingType.FROM_INTENT:
        return [] if _answers_own_question(conversation) else [mapping.value]
    if mapping.type is MappingType.FROM_TRIGGER_INTENT:
        return [mapping.value] if _opens_form(conversation) else []
    if mapping.type is MappingType.FROM_TEXT:
        message = conversation.latest_message
        return [message.text if message else None]
    return []


def intent_fits(mapping: SlotMapping, conversation: Conversation, domain: Domain) -> bool:
    """Whether the latest message's intent is one that the mapping takes values from."""
    intent = conversation.latest_message.intent if conversation.latest_message else None
    if mapping.intents:
        return intent in mapping.intents
    form = domain.forms.get(conversation.active_loop_name or "")
    ignored = form.ignored_intents if form else ()
    is_kept_out = intent in mapping.not_intents and not _is_doubtful_answer(mapping, conversation)
    return not is_kept_out and intent not in ignored


def _is_doubtful_answer(mapping: SlotMapping, conversation: Conversation) -> bool:
    """Whether the text may answer the form's question, though its intent says otherwise."""
    message = conversation.latest_message
    return (
        mapping.type is MappingType.FROM_TEXT
        and conversation.requested_slot is not None
        and message is not None
        and message.confidence < SURE_OF_INTENT
        and not (message.text or "").rstrip().endswith("?")
    )


def conditions_hold(mapping: SlotMapping, slot: str, conversation: Conversation) -> bool:
    """Whether one of the mapping's conditions holds; without conditions, always."""
    if not mapping.conditions or mapping.type is MappingType.FROM_TRIGGER_INTENT:
        return True
    loop = conversation.active_loop
    if loop is not None and loop.rejected and conversation.requested_slot == slot:
        return False
    for condition in mapping.conditions:
        if condition.active_loop is None:
            if loop is None:
                return True
        elif loop is not None and condition.active_loop == loop.name:
            wanted = condition.requested_slot
            if wanted is None or wanted == conversation.requested_slot:
                return True
    return False


def entity_values(mapping: SlotMapping, conversation: Conversation) -> list[Any]:
    """Return the values of the latest message's entities that the mapping names."""
    return [
        entity.get("value")
        for entity in conversation.latest_entities
        if entity.get("entity") == mapping.entity
        and entity.get("role") == mapping.role
        and entity.get("group") == mapping.group
    ]


def _is_claimed_by_others(
    mapping: SlotMapping, slot: str, conversation: Conversation, domain: Domain
) -> bool:
    """Whether an entity could fill several slots of the active form, and another one is asked."""
    form = domain.forms.get(conversation.active_loop_name or "")
    if form is None or mapping.type is not MappingType.FROM_ENTITY:
        return False
    if conversation.requested_slot == slot or slot not in form.required_slots:
        return False
    takers = [
        other
        for name in form.required_slots
        for other in (domain.slots[name].mappings if name in domain.slots else ())
        if other.type is MappingType.FROM_ENTITY
        and (other.entity, other.role, other.group)
        == (mapping.entity, mapping.role, mapping.group)
        and other.intents == mapping.intents
        and other.not_intents == mapping.not_intents
    ]
    return len(takers) > 1


def _opens_form(conversation: Conversation) -> bool:
    """Whether the latest message is not said within a form that was already active."""
    loop, message = conversation.active_loop, conversation.latest_message
    return loop is None or (message is not None and loop.trigger_message == message.parse_data)


def _answers_own_question(conversation: Conversation) -> bool:
    for event in conversation.recent_events():
        if isinstance(event, ActionExecuted) and event.name != LISTEN:
            return event.name in OWN_QUESTIONS
    return False
