from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.products.list_choice import choose
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
