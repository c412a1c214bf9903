"""The responses of a domain file: each a list of variations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.project.complaints import Place, plain

KEYS = (
    "text",
    "buttons",
    "image",
    "custom",
    "quick_replies",
    "elements",
    "attachment",
    "channel",
    "condition",
    "id",
    "metadata",
    "button_type",
    "template",
)
CONTENT = ("text", "image", "custom", "attachment", "buttons", "quick_replies", "elements")


def read_responses(place: Place) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Return the variations of each response, as Rasa's JSON; faults are noted."""
    if not place.is_mapping():
        return {}
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for name in place.node:
        if not str(name).startswith("utter_"):
            place.complaints.note(
                place.path,
                place.at(name),
                f"response '{name}' cannot be used",
                "names of responses begin with 'utter_'",
            )
        variations = place.child(name, f"response '{name}'")
        if variations.node is None:
            place.wrong(name, f"response '{name}' has no variation", "add '- text: ...'")
        elif variations.is_list():
            found[str(name)] = _variations(variations)
    return found


def _variations(place: Place) -> tuple[Mapping[str, Any], ...]:
    found: list[Mapping[str, Any]] = []
    for i, entry in enumerate(place.node):
        variation = Place(place.complaints, place.path, entry, f"a variation of {place.name}")
        if isinstance(entry, str):
            place.wrong(i, f"a variation of {place.name} is a bare text", "write '- text: ...'")
        elif variation.is_mapping():
            _check(variation)
            found.append(plain(entry))
    return tuple(found)


def _check(place: Place) -> None:
    place.allow(KEYS)
    if not any(place.node.get(key) is not None for key in CONTENT):
        place.complaints.add(
            place.path, place.line, f"{place.name} says nothing", "add 'text', 'image' or 'custom'"
        )
    for key in ("text", "image", "channel", "id"):
        place.text(key)
    for key in ("buttons", "quick_replies"):
        if place.node.get(key) is not None:
            _check_buttons(place.child(key, f"'{key}' of {place.name}"))
    if place.node.get("condition") is not None:
        _check_conditions(place.child("condition", f"'condition' of {place.name}"))


def _check_buttons(place: Place) -> None:
    if not place.is_list():
        return
    for button in place.entries("a button"):
        button.text("title", required=True)
        if button.node.get("payload") is None and button.node.get("url") is None:
            button.complaints.note(
                place.path, button.line, "a button has no 'payload'", "add 'payload: /intent'"
            )


def _check_conditions(place: Place) -> None:
    if not place.is_list():
        return
    for condition in place.entries("a condition"):
        condition.allow(("type", "name", "value"))
        if condition.text("type", required=True) not in (None, "slot"):
            condition.wrong("type", "a condition of a response is of type 'slot'")
        condition.text("name", required=True)
