from __future__ import annotations

import re

import pytest

from bot.e2e.matching import Expectation, mismatches
from bot.e2e.turn import BotMessage, Ran, Turn
from bot.project.e2e_assertion import (
    ActionRan,
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

TENT = Product("T1", "Low Tent", "Moraine", ("Camping", "Tents"), "A tent.", 90.0, "EUR")
DEAR = Product("T2", "High Tent", "Moraine", ("Camping", "Tents"), "A tent.", 900.0, "EUR")
PRODUCTS = {one.id: one for one in (TENT, DEAR)}

TURN = Turn(
    deeds=(
        Ran("order_status_form"),
        BotMessage("Which order?", "utter_ask_order_number"),
        Ran("action_answer_faq"),
        BotMessage(
            "Two to four days.",
            buttons=(
                {"title": "Track", "payload": "/order_status"},
                {"title": "Person", "payload": "/talk_to_human"},
            ),
            evidence=("shipping-time",),
            cards=("T1",),
        ),
    ),
    slots_set=(("order_number", "10042"), ("confirm", True), ("confirm", None)),
    slots={"order_number": "10042", "confirm": None, "email": "a@b.eu", "count": 1},
    intent="order_status",
    confidence=0.9,
    loop="order_status_form",
)


def differs(*expectations: Expectation, turn: Turn = TURN) -> tuple[str, ...]:
    return tuple(one.expected for one in mismatches(turn, expectations, PRODUCTS))


@pytest.mark.parametrize(
    "expectation",
    [
        BotUtters("utter_ask_order_number"),
        BotUtters("action_answer_faq"),
        BotSays("Two to four days."),
        SlotWasSet("order_number", "10042"),
        SlotWasSet("order_number", given=False),
        SlotWasSet("confirm", True),
        SlotWasSet("confirm", None),
        SlotWasSet("email", "a@b.eu"),
        SlotWasNotSet("email", "x@y.eu", given=True),
        SlotWasNotSet("size"),
        ActionRan("action_answer_faq"),
        ActionRan("action_cancel_order", ran=False),
        IntentWas("order_status"),
        LoopIs("order_status_form"),
        ReplyCount(2),
        Uttered(utter_name="utter_ask_order_number", text_matches=r"^Which \w+\?$"),
        Uttered(text_matches="four", buttons=({"title": "Track"}, {"payload": "/talk_to_human"})),
        Uttered(evidence=("shipping-time",), cards=("T1",)),
        Uttered(every_card={"category": "Tents", "price_max": 100}),
        Uttered(text_matches="10188", said=False),
    ],
)
def test_what_is_so_differs_in_nothing(expectation: Expectation) -> None:
    assert differs(expectation) == ()


@pytest.mark.parametrize(
    "expectation",
    [
        BotUtters("utter_ask_email"),
        BotUtters("action_cancel_order"),
        BotSays("Two to four"),
        SlotWasSet("order_number", "10043"),
        SlotWasSet("order_number", None),
        SlotWasSet("size", given=False),
        SlotWasSet("confirm", False),
        SlotWasSet("count", True),
        SlotWasNotSet("order_number"),
        SlotWasNotSet("confirm", True, given=True),
        ActionRan("action_cancel_order"),
        ActionRan("action_answer_faq", ran=False),
        IntentWas("greet"),
        LoopIs(None),
        LoopIs("cancel_form"),
        ReplyCount(0),
        Refused(413),
        Uttered(utter_name="utter_ask_order_number", text_matches="four days"),
        Uttered(buttons=({"title": "Track", "payload": "/cancel_order"},)),
        Uttered(evidence=("shipping-cost",)),
        Uttered(cards=("T1", "T2")),
        Uttered(text_matches="days", every_card={"price_max": 50}),
        Uttered(utter_name="utter_ask_order_number", every_card={"category": "Tents"}),
        Uttered(text_matches="four days", said=False),
    ],
)
def test_each_difference_is_told(expectation: Expectation) -> None:
    assert len(differs(expectation)) == 1


def test_steps_occur_in_their_order_and_each_once() -> None:
    ask, answer = BotUtters("utter_ask_order_number"), BotSays("Two to four days.")
    assert differs(ask, answer) == ()
    assert "it comes earlier" in differs(answer, ask)[0]
    assert len(differs(ask, ask)) == 1


def test_a_response_counts_once_though_its_action_is_an_event_too() -> None:
    turn = Turn(deeds=(Ran("utter_greet"), BotMessage("Hi", "utter_greet")))
    assert differs(BotUtters("utter_greet"), turn=turn) == ()
    assert len(differs(BotUtters("utter_greet"), BotUtters("utter_greet"), turn=turn)) == 1


def test_a_difference_says_what_came_and_where_it_is_expected() -> None:
    (mismatch,) = mismatches(TURN, [Uttered(text_matches="never", line=17)], PRODUCTS)
    assert mismatch.line == 17
    assert "text matching 'never'" in mismatch.expected
    assert "Which order?" in mismatch.got
    assert "shipping-time" in mismatch.got


def test_the_reason_is_given_when_there_is_one_message_only() -> None:
    turn = Turn(deeds=(BotMessage("Here", cards=("T1", "T2")),))
    (mismatch,) = mismatches(turn, [Uttered(every_card={"price_max": 100})], PRODUCTS)
    assert re.search(r"card T2 \(High Tent\) does not fit: price_max should be 100", mismatch.got)


def test_a_card_that_no_catalogue_has_is_a_difference() -> None:
    turn = Turn(deeds=(BotMessage("Here", cards=("T9",)),))
    (mismatch,) = mismatches(turn, [Uttered(every_card={"price_max": 100})], PRODUCTS)
    assert "'T9' is no product" in mismatch.got


def test_a_refused_message_is_one_difference_unless_it_is_expected() -> None:
    refused = Turn(refused=413, error="too long")
    expectations = [ReplyCount(1, line=4), IntentWas("greet")]
    (mismatch,) = mismatches(refused, expectations, PRODUCTS)
    assert mismatch.got == "refused with 413: too long"
    assert mismatches(refused, [Refused(413)], PRODUCTS) == ()
    assert len(mismatches(refused, [Refused(400)], PRODUCTS)) == 1
    assert len(mismatches(refused, [], PRODUCTS)) == 1
