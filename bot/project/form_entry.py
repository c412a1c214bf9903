"""One form of a domain file, as Rasa 3 writes it and as Rasa 2 did.

Rasa 3 lists the required slots and keeps mappings with the slots. Rasa 2 has the mappings in the
form, below `required_slots` or in its place:

    forms:
      table_form:
        required_slots:
          people:
          - {type: from_entity, entity: number}

Only projects of Rasa's may. Such mappings count within the form: one that takes an entity whenever
the entity is there, any other only when its slot is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.domain import Form
from bot.domain.slot import MappingCondition, MappingType, SlotMapping
from bot.project.complaints import Place
from bot.project.slot_entry import read_mappings

KEYS = ("required_slots", "ignored_intents")


def read_form(name: str, place: Place) -> tuple[Form, Mapping[str, Sequence[SlotMapping]]]:
    """Return the form, and the mappings that it has for slots."""
    ignored = place.texts("ignored_intents")
    slots = place
    if not place.complaints.as_rasa:
        place.allow(KEYS)
        return Form(name, place.texts("required_slots"), ignored), {}
    if place.node.get("required_slots") is not None:
        if not isinstance(place.node["required_slots"], Mapping):
            place.allow(KEYS)
            return Form(name, place.texts("required_slots"), ignored), {}
        place.allow(KEYS)
        slots = place.child("required_slots", f"'required_slots' of {place.name}")
    elif not any(_is_mappings(value) for key, value in place.node.items() if key not in KEYS):
        place.allow(KEYS)
        return Form(name, (), ignored), {}
    required = [str(key) for key in slots.node if slots is not place or key not in KEYS]
    mappings = {slot: _of_slot(name, slot, slots) for slot in required}
    return Form(name, tuple(required), ignored), mappings


def filled_by_entity(slot: str) -> SlotMapping:
    """Return the mapping of a slot that an entity of its name fills."""
    return SlotMapping(MappingType.FROM_ENTITY, entity=slot)


def _is_mappings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _of_slot(form: str, slot: str, place: Place) -> list[SlotMapping]:
    written = read_mappings(place, slot, f"'{slot}' of {place.name}")
    return [_within(one, form, slot) for one in written or (filled_by_entity(slot),)]


def _within(mapping: SlotMapping, form: str, slot: str) -> SlotMapping:
    if mapping.type is MappingType.FROM_TRIGGER_INTENT:
        return mapping
    asked = None if mapping.type is MappingType.FROM_ENTITY else slot
    return replace(mapping, conditions=(MappingCondition(form, asked),))
