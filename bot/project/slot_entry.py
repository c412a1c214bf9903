"""One slot of a domain file: its type, its mappings, and what is wrong with them."""

from __future__ import annotations

from typing import Any

from bot.domain.slot import MappingCondition, MappingType, Slot, SlotMapping, SlotType
from bot.project.complaints import Place, plain, shown

KEYS = (
    "type",
    "initial_value",
    "influence_conversation",
    "mappings",
    "values",
    "min_value",
    "max_value",
    "auto_fill",
    "value_reset_delay",
)
MAPPING_KEYS = (
    "type",
    "entity",
    "role",
    "group",
    "value",
    "intent",
    "not_intent",
    "action",
    "conditions",
)
_TYPES = {kind.value: kind for kind in SlotType}


def read_slot(name: str, place: Place) -> Slot | None:
    """Return the slot; None, with the faults noted, if its type is missing or unknown."""
    place.allow(KEYS)
    kind = _slot_type(place)
    if kind is None:
        return None
    values = place.node.get("values")
    if kind is SlotType.CATEGORICAL and not isinstance(values, list):
        place.complaints.add(
            place.path, place.line, f"{place.name} has no 'values'", "list them: values: [a, b]"
        )
        values = []
    return Slot(
        name=name,
        type=kind,
        initial_value=_initial_value(place, kind),
        influences=place.flag("influence_conversation", kind is not SlotType.ANY),
        values=tuple(plain(values or [])),
        min_value=_number(place, "min_value", 0.0),
        max_value=_number(place, "max_value", 1.0),
        mappings=read_mappings(place, "mappings", f"'mappings' of {place.name}"),
    )


def _slot_type(place: Place) -> SlotType | None:
    written = place.text("type", required=True)
    if written is None:
        return None
    kind = _TYPES.get(written)
    if kind is None and "." in written:
        return SlotType.ANY  # a class of the project's own: any value, nothing for policies
    if kind is None:
        place.complaints.unknown(
            place.path,
            place.at("type"),
            f"type of {place.name}",
            written,
            _TYPES,
            "the types are " + ", ".join(_TYPES),
        )
    return kind


def _initial_value(place: Place, kind: SlotType) -> Any:
    value = plain(place.node.get("initial_value"))
    expected = {
        SlotType.BOOL: (bool, "true or false"),
        SlotType.LIST: (list, "a list"),
        SlotType.FLOAT: (int | float, "a number"),
    }.get(kind)
    if value is not None and expected and not isinstance(value, expected[0]):
        place.wrong("initial_value", f"'initial_value' of {place.name} should be {expected[1]}")
        return None
    return value


def _number(place: Place, key: str, default: float) -> float:
    value = place.node.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        place.wrong(key, f"'{key}' of {place.name} should be a number, not {shown(value)}")
        return default
    return float(value)


def read_mappings(place: Place, key: str, name: str) -> tuple[SlotMapping, ...]:
    """Return the mappings in the list under a key; its name is for messages."""
    if place.node.get(key) is None:
        return ()
    mappings = place.child(key, name)
    if not mappings.is_list():
        return ()
    found: list[SlotMapping] = []
    for i in range(len(mappings.node)):
        entry = Place(place.complaints, place.path, mappings.node[i], f"a mapping of {place.name}")
        if entry.is_mapping():
            mapping = _mapping(entry)
            if mapping is not None:
                found.append(mapping)
    return tuple(found)


def _mapping(place: Place) -> SlotMapping | None:
    place.allow(MAPPING_KEYS)
    written = place.text("type", required=True)
    kinds = [kind.value for kind in MappingType]
    if written is None:
        return None
    if written not in kinds:
        place.complaints.unknown(
            place.path, place.at("type"), "mapping type", written, kinds,
            "the types are " + ", ".join(kinds),
        )  # fmt: skip
        return None
    kind = MappingType(written)
    if kind is MappingType.FROM_ENTITY and place.text("entity", required=True) is None:
        return None
    if kind is MappingType.FROM_TRIGGER_INTENT and not place.node.get("intent"):
        place.complaints.add(
            place.path, place.line, f"{place.name} has no 'intent'", "name the intent that opens"
        )
    return SlotMapping(
        type=kind,
        entity=place.text("entity"),
        role=place.text("role"),
        group=_text_or_none(place.node.get("group")),
        value=plain(place.node.get("value")),
        intents=place.texts("intent"),
        not_intents=place.texts("not_intent"),
        action=place.text("action"),
        conditions=_conditions(place),
    )


def _conditions(place: Place) -> tuple[MappingCondition, ...]:
    if place.node.get("conditions") is None:
        return ()
    conditions = place.child("conditions", f"'conditions' of {place.name}")
    if not conditions.is_list():
        return ()
    found: list[MappingCondition] = []
    for entry in conditions.entries("a mapping condition"):
        entry.allow(("active_loop", "requested_slot"))
        found.append(MappingCondition(entry.text("active_loop"), entry.text("requested_slot")))
    return tuple(found)


def _text_or_none(value: Any) -> str | None:
    return None if value is None else str(value)
