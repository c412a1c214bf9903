"""What of a turn differs from what a test case expects of it. Pure.

Steps after a user step (`utter`, `bot`) must occur among the bot's deeds of the turn, in their
order; slots and assertions hold in any order. Everything that differs is told, each with what
was expected and what came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.e2e.card_rule import unfit
from bot.e2e.turn import BotMessage, Deed, Turn
from bot.project.e2e_assertion import (
    ActionRan,
    Assertion,
    IntentWas,
    LoopIs,
    Refused,
    ReplyCount,
    SlotWasNotSet,
    SlotWasSet,
    Uttered,
)
from bot.project.e2e_file import BotSays, BotUtters
from retrieval.types import Product

Products = Mapping[str, Product]
Expectation = BotSays | BotUtters | Assertion
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One expectation that a turn did not meet; `line` is in the case's file."""

    line: int
    expected: str
    got: str


def mismatches(
    turn: Turn, expectations: Sequence[Expectation], products: Products
) -> tuple[Mismatch, ...]:
    """Return everything that differs, in the order of the expectations."""
    found = []
    position = 0
    refusal_expected = any(isinstance(one, Refused) for one in expectations)
    if turn.refused is not None and not refusal_expected:
        line = expectations[0].line if expectations else 0
        return (Mismatch(line, "an answer", str(turn)),)
    for one in expectations:
        if isinstance(one, BotSays | BotUtters):
            place = _next(turn.deeds, one, position)
            if place is not None:
                position = place + 1
                continue
            found.append(_not_in_order(turn, one, position))
        else:
            mismatch = _check(turn, one, products)
            if mismatch is not None:
                found.append(mismatch)
    return tuple(found)


def _next(deeds: Sequence[Deed], step: BotSays | BotUtters, start: int) -> int | None:
    """Return where the step occurs from `start` on."""
    for place in range(start, len(deeds)):
        deed = deeds[place]
        if isinstance(step, BotSays):
            if isinstance(deed, BotMessage) and deed.text.strip() == step.text:
                return place
        elif isinstance(deed, BotMessage):
            if deed.utter_name == step.name:
                return place
        # a response that an action uses is a message; its own action event would count it twice
        elif deed.name == step.name and not step.name.startswith("utter_"):
            return place
    return None


def _not_in_order(turn: Turn, step: BotSays | BotUtters, position: int) -> Mismatch:
    wanted = f"bot: {step.text!r}" if isinstance(step, BotSays) else f"utter: {step.name}"
    earlier = _next(turn.deeds, step, 0)
    note = " after what was matched before (it comes earlier)" if earlier is not None else ""
    return Mismatch(step.line, f"{wanted}{note if position else ''}", str(turn))


def _check(turn: Turn, one: Assertion, products: Products) -> Mismatch | None:
    if isinstance(one, SlotWasSet | SlotWasNotSet):
        return _check_slot(turn, one)
    if isinstance(one, Uttered):
        return _check_uttered(turn, one, products)
    if isinstance(one, ActionRan):
        if (one.name in turn.actions) is one.ran:
            return None
        expected = f"action {one.name} {'executed' if one.ran else 'not executed'}"
        return Mismatch(one.line, expected, str(turn))
    return _check_state(turn, one)


def _check_state(turn: Turn, one: IntentWas | LoopIs | ReplyCount | Refused) -> Mismatch | None:
    if isinstance(one, IntentWas):
        wanted, own, name = one.name, turn.intent, "intent"
    elif isinstance(one, LoopIs):
        wanted, own, name = one.name or "none", turn.loop or "none", "active form"
    elif isinstance(one, ReplyCount):
        wanted, own, name = str(one.count), str(len(turn.messages)), "number of replies"
    else:
        wanted, own, name = str(one.status), str(turn.refused), "refused with"
    return None if wanted == own else Mismatch(one.line, f"{name} {wanted}", str(turn))


def _check_slot(turn: Turn, one: SlotWasSet | SlotWasNotSet) -> Mismatch | None:
    was_set = _was_set(turn, one.name, one.value if one.given else _MISSING)
    if was_set is isinstance(one, SlotWasSet):
        return None
    value = f" to {one.value!r}" if one.given else ""
    negation = "" if isinstance(one, SlotWasSet) else "not "
    now = f"slot {one.name} is {turn.slots.get(one.name)!r} after the turn"
    return Mismatch(one.line, f"slot {one.name} {negation}set{value}", f"{now}\n{turn}")


def _was_set(turn: Turn, name: str, wanted: Any) -> bool:
    """Whether the turn set the slot (to `wanted`), or it holds that now; null: it is empty now."""
    now = turn.slots.get(name)
    if wanted is None:
        return now is None
    values = [now, *(value for slot, value in turn.slots_set if slot == name)]
    if wanted is _MISSING:
        return any(value is not None for value in values)
    return any(_same(value, wanted) for value in values)


def _same(own: Any, wanted: Any) -> bool:
    """Compare as JSON does, so that true is not 1."""
    if isinstance(own, bool) or isinstance(wanted, bool):
        return own is wanted
    return bool(own == wanted)


def _check_uttered(turn: Turn, one: Uttered, products: Products) -> Mismatch | None:
    reasons = [_unlike(message, one, products) for message in turn.messages]
    if any(not reason for reason in reasons) is one.said:
        return None
    if not one.said:
        return Mismatch(one.line, f"no message with {_described(one)}", str(turn))
    # with one message the reason is plain; with several the nearest is not
    why = f"{reasons[0]}\n" if len(reasons) == 1 else ""
    return Mismatch(one.line, f"a message with {_described(one)}", f"{why}{turn}")


def _unlike(message: BotMessage, wanted: Uttered, products: Products) -> str:
    """Return in what the message differs, "" if it fits."""
    if wanted.utter_name and message.utter_name != wanted.utter_name:
        return f"the response is {message.utter_name or 'none'}, not {wanted.utter_name}"
    if wanted.text_matches and not re.search(wanted.text_matches, message.text):
        return f"the text does not match {wanted.text_matches!r}"
    for button in wanted.buttons:
        if not any(button.items() <= dict(own).items() for own in message.buttons):
            return f"there is no button {dict(button)}"
    for kind, needed, own in (
        ("evidence", wanted.evidence, message.evidence),
        ("card", wanted.cards, message.cards),
    ):
        missing = [one for one in needed if one not in own]
        if missing:
            return f"there is no {kind} {', '.join(missing)}"
    return _unfit_card(message, wanted.every_card, products) if wanted.every_card else ""


def _unfit_card(message: BotMessage, rule: Mapping[str, Any], products: Products) -> str:
    if not message.cards:
        return "there are no cards"
    for card in message.cards:
        if card not in products:
            return f"card {card!r} is no product of the catalogue"
        reason = unfit(products[card], rule)
        if reason:
            return f"card {card} ({products[card].name}) does not fit: {reason}"
    return ""


def _described(one: Uttered) -> str:
    parts = [
        f"response {one.utter_name}" if one.utter_name else "",
        f"text matching {one.text_matches!r}" if one.text_matches else "",
        *(f"button {dict(button)}" for button in one.buttons),
        f"evidence {', '.join(one.evidence)}" if one.evidence else "",
        f"cards {', '.join(one.cards)}" if one.cards else "",
        f"every card {dict(one.every_card)}" if one.every_card else "",
    ]
    return ", ".join(part for part in parts if part)
