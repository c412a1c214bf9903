"""What an end-to-end test case asserts of a turn, and how its file says so.

Rasa Pro's assertions:

    - slot_was_set: [order_number: "10042"]
    - slot_was_not_set: [confirm]
    - action_executed: action_order_status
    - bot_uttered: {utter_name: utter_ask_email, text_matches: "e-mail", buttons: [...]}
    - bot_did_not_utter: {...}          with the keys of bot_uttered

and ours, for what Rasa's cannot say:

    - action_not_executed: action_cancel_order
    - intent: order_status              what the message was understood as
    - active_loop: order_status_form    the form that is open after the turn; null: none
    - replies: 0                        how many messages the bot answered with
    - refused: 400                      the server refuses the message with this status
    - bot_uttered: {evidence: [shipping-time]}   ids that the message rests on
    - bot_uttered: {cards: [TNT-101]}            products shown, by id
    - bot_uttered: {every_card: {category: Tents, price_max: 300}}
                                        there are cards, and each product on them fits the
                                        catalogue's own figures

All keys of one `bot_uttered` must hold for one message. Assertions hold in any order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.policy.steps import SlotStep
from bot.project.complaints import Place, plain, shown
from bot.project.step_entry import read_slots

ASSERTION_KEYS = (
    "slot_was_set",
    "slot_was_not_set",
    "action_executed",
    "action_not_executed",
    "bot_uttered",
    "bot_did_not_utter",
    "intent",
    "active_loop",
    "replies",
    "refused",
)
UTTERED_KEYS = ("utter_name", "text_matches", "buttons", "evidence", "cards", "every_card")
BUTTON_KEYS = ("title", "payload")
CARD_KEYS = (
    "category",
    "brand",
    "not_brand",
    "colour",
    "not_colour",
    "size",
    "price_min",
    "price_max",
    "weight_max_g",
    "rating_min",
    "in_stock",
    "attributes",
)


@dataclass(frozen=True, slots=True)
class SlotWasSet:
    """The slot was set in this turn or holds the value after it; `given`: to this value."""

    name: str
    value: Any = None
    given: bool = True
    line: int = 0


@dataclass(frozen=True, slots=True)
class SlotWasNotSet:
    """The slot was not set; `given`: not to this value."""

    name: str
    value: Any = None
    given: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class ActionRan:
    """The action was executed; not `ran`: it was not."""

    name: str
    line: int = 0
    ran: bool = True


@dataclass(frozen=True, slots=True)
class Uttered:
    """The bot said something that fits in every way given here; not `said`: nothing that fits."""

    utter_name: str | None = None
    text_matches: str | None = None
    buttons: tuple[Mapping[str, Any], ...] = ()
    line: int = 0
    evidence: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    every_card: Mapping[str, Any] = field(default_factory=dict)
    said: bool = True


@dataclass(frozen=True, slots=True)
class IntentWas:
    """The message was understood as this intent."""

    name: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class LoopIs:
    """This form is open after the turn; None: no form is."""

    name: str | None
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReplyCount:
    """The bot answered with so many messages."""

    count: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """The server refuses the message with this HTTP status."""

    status: int
    line: int = 0


Assertion: TypeAlias = (
    SlotWasSet | SlotWasNotSet | ActionRan | Uttered | IntentWas | LoopIs | ReplyCount | Refused
)


def read_assertions(place: Place) -> tuple[Assertion, ...]:
    """Return the `assertions` of a user step; faults are noted."""
    if place.node.get("assertions") is None:
        return ()
    entries = place.child("assertions", f"'assertions' of {place.name}")
    if not entries.is_list():
        return ()
    found: list[Assertion] = []
    for entry in entries.node:
        one = Place(place.complaints, place.path, entry, "an assertion")
        if one.is_mapping():
            one.allow(ASSERTION_KEYS)
            found += _assertion(one)
    return tuple(found)


def read_slot_steps(place: Place, key: str) -> list[SlotWasSet | SlotWasNotSet]:
    """Return the slots of a `slot_was_set` or `slot_was_not_set`."""
    steps: tuple[SlotStep, ...] = read_slots(place.child(key, f"'{key}'"))
    kind = SlotWasSet if key == "slot_was_set" else SlotWasNotSet
    return [kind(one.name, one.value, one.given, one.line or place.line) for one in steps]


def _assertion(place: Place) -> list[Assertion]:
    found: list[Assertion] = [*_names(place)]
    for key in ("slot_was_set", "slot_was_not_set"):
        if place.node.get(key) is not None:
            found += read_slot_steps(place, key)
    for key, said in (("bot_uttered", True), ("bot_did_not_utter", False)):
        if place.node.get(key) is not None:
            found += _uttered(place.child(key, f"'{key}'"), place.line, said)
    for key, kind in (("replies", ReplyCount), ("refused", Refused)):
        number = _number(place, key)
        if number is not None:
            found.append(kind(number, place.line))
    return found


def _names(place: Place) -> list[Assertion]:
    found: list[Assertion] = []
    for key, ran in (("action_executed", True), ("action_not_executed", False)):
        action = place.text(key)
        if action is not None:
            found.append(ActionRan(action, place.line, ran))
    intent = place.text("intent")
    if intent is not None:
        found.append(IntentWas(intent, place.line))
    if "active_loop" in place.node:
        found.append(LoopIs(place.text("active_loop"), place.line))
    return found


def _number(place: Place, key: str) -> int | None:
    number = place.node.get(key)
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        place.wrong(key, f"'{key}' should be a number from 0, not {shown(number)}")
        return None
    return int(number)


def _uttered(place: Place, line: int, said: bool) -> list[Assertion]:
    if not place.is_mapping():
        return []
    place.allow(UTTERED_KEYS)
    if not place.node:
        place.complaints.add(
            place.path, place.line, f"{place.name} says nothing", f"give {', '.join(UTTERED_KEYS)}"
        )
    return [
        Uttered(
            place.text("utter_name"),
            _pattern(place),
            _buttons(place),
            line,
            place.texts("evidence"),
            place.texts("cards"),
            _card_rule(place),
            said,
        )
    ]


def _pattern(place: Place) -> str | None:
    pattern = place.text("text_matches")
    if pattern is None:
        return None
    try:
        re.compile(pattern)
    except re.error as error:
        place.wrong("text_matches", f"'text_matches' is no regular expression: {error}")
        return None
    return pattern


def _buttons(place: Place) -> tuple[Mapping[str, Any], ...]:
    if place.node.get("buttons") is None:
        return ()
    entries = place.child("buttons", f"'buttons' of {place.name}")
    if not entries.is_list():
        return ()
    found: list[Mapping[str, Any]] = []
    for entry in entries.node:
        one = Place(place.complaints, place.path, entry, "a button")
        if one.is_mapping():
            one.allow(BUTTON_KEYS)
            found.append(plain(one.node))
    return tuple(found)


def _card_rule(place: Place) -> Mapping[str, Any]:
    if place.node.get("every_card") is None:
        return {}
    rule = place.child("every_card", "'every_card'")
    if not rule.is_mapping():
        return {}
    rule.allow(CARD_KEYS)
    attributes = rule.node.get("attributes")
    if attributes is not None and not isinstance(attributes, Mapping):
        rule.wrong("attributes", f"'attributes' should be a mapping, not {shown(attributes)}")
        return {}
    read: Mapping[str, Any] = plain(rule.node)
    return read
