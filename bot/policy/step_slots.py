"""What the steps of rules and stories say of slots, in words or by the entities they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.domain.domain import Domain
from bot.domain.slot import MappingType, Slot, SlotType
from bot.policy.steps import SlotStep, UserStep

# The value of an entity that a step names without one: it fills a slot, but with no certain value.
UNSAID = ""


def slot_feature(step: SlotStep, domain: Domain) -> tuple[float, ...] | None:
    """Return what policies see when the step's slot is set as the step says."""
    slot = domain.all_slots.get(step.name)
    return slot.feature(slot_value(step, domain)) if slot is not None else None


def slot_value(step: SlotStep, domain: Domain) -> Any:
    """Return the value of a slot step; one that fits the slot if the step gives none."""
    slot = domain.all_slots.get(step.name)
    if step.given or slot is None:
        return step.value
    return slot.any_value()


def slots_of_entities(step: UserStep, domain: Domain) -> Iterator[tuple[Slot, Any]]:
    """Yield the slots that a step's entities fill outside of forms, as Rasa assumes them."""
    if not domain.store_entities_as_slots:
        return
    for slot in domain.slots.values():
        values = [
            UNSAID if one.value is None else one.value
            for mapping in slot.mappings
            if mapping.type is MappingType.FROM_ENTITY
            and not (mapping.conditions and mapping.conditions[0].active_loop is not None)
            for one in step.entities
            if (one.entity, one.role, one.group) == (mapping.entity, mapping.role, mapping.group)
        ]
        if values:
            yield slot, values if slot.type is SlotType.LIST else values[-1]
