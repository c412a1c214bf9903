from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.products.list_choice import choose, choose_several
from tests.fakes.products import ALL, BOOT, COL, FELL


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("the second one", FELL),
        ("number 3 please", BOOT),
        ("2", FELL),
        ("the last one", BOOT),
        ("first", COL),
        ("the Moraine one", COL),
        ("the navy one please", FELL),
        ("the cheaper one", BOOT),
        ("the most expensive", COL),
        ("the lighter tent", COL),
        ("the boot", BOOT),
        ("#1", COL),
    ],
)
def test_what_customers_point_at(text: str, picked: object) -> None:
    assert choose(text, ALL) == picked


@pytest.mark.parametrize("text", ["hello", "the tent", "number 9", "", "the fifth one"])
def test_nothing_or_several_is_none(text: str) -> None:
    assert choose(text, ALL) is None


def test_a_list_of_one_needs_no_number() -> None:
    assert choose("that one", [COL]) == COL
    assert choose("anything", []) is None


@given(st.text(max_size=60))
def test_any_text_is_safe(text: str) -> None:
    assert choose(text, ALL) in (None, *ALL)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("option two", FELL),
        ("two please", FELL),
        ("one", COL),
        ("the heavier one", FELL),
        ("the best rated one", COL),
        ("the polyester one", FELL),
        ("the hiking boots", BOOT),
        ("the Highmark looks nice", BOOT),
        ("then the lighter one it is", COL),
    ],
)
def test_more_ways_to_point(text: str, picked: object) -> None:
    assert choose(text, ALL) == picked


@pytest.mark.parametrize(
    "text",
    [
        "is it cheap?",
        "is it light?",
        "is it for two people",
        "this is my second one of these",
        "the first time I go",
        "that one",
        "I need three of them",
        "is it expensive",
    ],
)
def test_questions_point_at_nothing(text: str) -> None:
    assert choose(text, ALL) is None


def test_a_wish_is_no_pointer_where_wishes_are_meant() -> None:
    assert choose("something cheaper", ALL, superlatives=False) is None
    assert choose("like the second one but cheaper", ALL, superlatives=False) == FELL


def test_the_bigger_one_is_told_by_what_it_holds() -> None:
    big = replace(FELL, id="TNT-3", attributes={"capacity": 4})
    assert choose("the bigger one", [COL, big]) == big
    assert choose("the smallest", [COL, big]) == COL
    assert choose("the largest", [BOOT, replace(BOOT, id="HKB-2")]) is None


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("compare the first and the third", [COL, BOOT]),
        ("1 and 2", [COL, FELL]),
        ("the Moraine and the Nordvik", [COL, FELL]),
        ("the first and the last", [COL, BOOT]),
        ("those two", []),
    ],
)
def test_several_can_be_pointed_at(text: str, picked: list[object]) -> None:
    assert choose_several(text, ALL) == picked
