"""The steps of rules and stories, as their files write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.domain import RULE_SNIPPET
from bot.policy.steps import (
    ActionStep,
    CheckpointStep,
    LoopStep,
    OrStep,
    SlotStep,
    Step,
    StepEntity,
    UserStep,
)
from bot.project.complaints import Place, plain, shown

KINDS = (
    "intent",
    "user",
    "action",
    "bot",
    "slot_was_set",
    "active_loop",
    "checkpoint",
    "or",
    "form",
)


def read_steps(place: Place) -> tuple[Step, ...]:
    """Return the steps of a list; entries that are none are noted as faults."""
    if not place.is_list():
        return ()
    found: list[Step] = []
    for entry in place.entries("a step", ignored=(RULE_SNIPPET,)):
        found += _read_step(entry)
    return tuple(found)


def _read_step(place: Place) -> list[Step]:
    node = place.node
    if "user" in node or "intent" in node:
        return _user(place)
    if "action" in node:
        return _action(place)
    if "bot" in node:
        place.allow(("bot",))
        text = place.text("bot", required=True)
        return [ActionStep(text=text, line=place.line)] if text else []
    if "checkpoint" in node:
        return _checkpoint(place)
    if "slot_was_set" in node:
        place.allow(("slot_was_set",))
        return list(read_slots(place.child("slot_was_set", "'slot_was_set'")))
    if "active_loop" in node or "form" in node:
        return _loop(place)
    if "or" in node:
        return _or(place)
    for key in list(node) or [""]:
        place.complaints.unknown(
            place.path, place.line, "kind of step", str(key), KINDS,
            "a step is one of " + ", ".join(KINDS[:-1]),
        )  # fmt: skip
    return []


def _user(place: Place) -> list[Step]:
    place.allow(("intent", "user", "entities"))
    intent, text = place.text("intent"), place.text("user")
    if intent is None and text is None:
        return []
    entities = _entities(place) if place.node.get("entities") is not None else ()
    base = intent.removeprefix("/").strip() if intent else None
    return [UserStep(base, text.strip() if text else None, entities, place.line)]


def _entities(place: Place) -> tuple[StepEntity, ...]:
    entries = place.child("entities", "'entities'")
    if not entries.is_list():
        return ()
    found: list[StepEntity] = []
    for i, entry in enumerate(entries.node):
        if isinstance(entry, str):
            found.append(StepEntity(str(entry)))
        elif isinstance(entry, Mapping):
            found += _entity(Place(place.complaints, place.path, entry, "an entity"))
        else:
            entries.wrong(i, "an entity should be a name or 'name: value'")
    return tuple(found)


def _entity(place: Place) -> list[StepEntity]:
    """Read `city: Berlin`, `city: Berlin` with role and group, or `entity: city`."""
    node = dict(place.node)
    role, group = node.pop("role", None), node.pop("group", None)
    if "entity" in node:
        name, value = node.pop("entity"), node.pop("value", None)
    elif node:
        name = next(iter(node))
        value = node.pop(name)
    else:
        name, value = None, None
    if not isinstance(name, str) or node:
        place.complaints.add(
            place.path, place.line, "an entity should be 'name: value'", "with role and group"
        )
        return []
    return [StepEntity(str(name), plain(value), _text(role), _text(group))]


def _action(place: Place) -> list[Step]:
    place.allow(("action",))
    name = place.text("action", required=True)
    return [ActionStep(name.strip(), line=place.line)] if name else []


def read_slots(place: Place) -> tuple[SlotStep, ...]:
    """Return the slots of a `slot_was_set`: names, or names with values."""
    if isinstance(place.node, Mapping):
        entries: list[Any] = [place.node]
    elif place.is_list():
        entries = list(place.node)
    else:
        return ()
    found: list[SlotStep] = []
    for entry in entries:
        if isinstance(entry, str):
            found.append(SlotStep(str(entry), given=False, line=place.line))
        elif isinstance(entry, Mapping):
            line = Place(place.complaints, place.path, entry, "a slot").line or place.line
            found += [
                SlotStep(str(name), plain(value), line=line) for name, value in entry.items()
            ]
        else:
            place.complaints.add(
                place.path,
                place.line,
                f"a slot is given as {shown(entry)}",
                "write '- slot: value'",
            )
    return tuple(found)


def _loop(place: Place) -> list[Step]:
    key = "active_loop" if "active_loop" in place.node else "form"
    place.allow((key,))
    name = place.text(key)
    return [LoopStep(None if name in (None, "null") else name, place.line)]


def _checkpoint(place: Place) -> list[Step]:
    place.allow(("checkpoint", "slot_was_set"))
    name = place.text("checkpoint", required=True)
    slots: tuple[SlotStep, ...] = ()
    if place.node.get("slot_was_set") is not None:
        slots = read_slots(place.child("slot_was_set", "'slot_was_set'"))
    return [CheckpointStep(name, slots, place.line)] if name else []


def _or(place: Place) -> list[Step]:
    place.allow(("or",))
    steps = read_steps(place.child("or", "'or'"))
    alternatives = tuple(one for one in steps if isinstance(one, UserStep | SlotStep | ActionStep))
    if len(alternatives) != len(steps) or not alternatives:
        place.complaints.add(
            place.path, place.line, "'or' should list intents or slots", "write '- intent: name'"
        )
    return [OrStep(alternatives, place.line)] if alternatives else []


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
