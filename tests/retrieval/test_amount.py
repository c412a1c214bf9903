from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.amount import Mode, read_amounts
from retrieval.analyzer import Analyzer
from retrieval.units import Family, name_of_attribute, unit_of_attribute

ANALYZER = Analyzer()


@pytest.mark.parametrize(
    ("text", "mode", "low", "high", "family"),
    [
        ("under 300", Mode.AT_MOST, 300, 300, None),
        ("max 80€", Mode.AT_MOST, 80, 80, Family.PRICE),
        ("€80 max", Mode.AT_MOST, 80, 80, Family.PRICE),
        ("80 euros or less", Mode.AT_MOST, 80, 80, Family.PRICE),
        ("cheaper than 60 bucks", Mode.AT_MOST, 60, 60, Family.PRICE),
        ("my budget is 150", Mode.AT_MOST, 150, 150, None),
        ("nothing over 1,000", Mode.AT_MOST, 1000, 1000, None),
        ("not more than 99.95 eur", Mode.AT_MOST, 99.95, 99.95, Family.PRICE),
        ("I don't want to spend more than 100", Mode.AT_MOST, 100, 100, None),
        ("under a hundred", Mode.AT_MOST, 100, 100, None),
        ("two hundred euros tops", Mode.AT_MOST, 200, 200, Family.PRICE),
        ("< 50", Mode.AT_MOST, 50, 50, None),
        ("at least 400 lumens", Mode.AT_LEAST, 400, 400, Family.LIGHT),
        ("over 4 stars", Mode.AT_LEAST, 4, 4, Family.STARS),
        ("40 l or more", Mode.AT_LEAST, 40, 40, Family.VOLUME),
        ("no less than 20", Mode.AT_LEAST, 20, 20, None),
        ("around 200", Mode.ABOUT, 200, 200, None),
        ("around 200 at most", Mode.AT_MOST, 200, 200, None),
        ("under 1k", Mode.AT_MOST, 1000, 1000, None),
        ("200 or so", Mode.ABOUT, 200, 200, None),
        ("between 50 and 100 euros", Mode.BETWEEN, 50, 100, Family.PRICE),
        ("from 100 to 200", Mode.BETWEEN, 100, 200, None),
        ("50-100 €", Mode.BETWEEN, 50, 100, Family.PRICE),
        ("2-3 person", Mode.BETWEEN, 2, 3, Family.PERSONS),
        ("2-person", Mode.EXACT, 2, 2, Family.PERSONS),
        ("two man", Mode.EXACT, 2, 2, Family.PERSONS),
        ("a family of four", Mode.EXACT, 4, 4, Family.PERSONS),
        ("me and my girlfriend", Mode.EXACT, 2, 2, Family.PERSONS),
        ("for my wife, two kids and me", Mode.EXACT, 4, 4, Family.PERSONS),
        ("2 adults and 3 children", Mode.EXACT, 5, 5, Family.PERSONS),
        ("my wife and I", Mode.EXACT, 2, 2, Family.PERSONS),
        ("for a couple", Mode.EXACT, 2, 2, Family.PERSONS),
        ("a family with two kids", Mode.EXACT, 4, 4, Family.PERSONS),
        ("just me", Mode.EXACT, 1, 1, Family.PERSONS),
        ("for me alone", Mode.EXACT, 1, 1, Family.PERSONS),
        ("two plus a dog", Mode.EXACT, 2, 2, None),
        ("600 lumens plus", Mode.AT_LEAST, 600, 600, Family.LIGHT),
        ("3-pack", Mode.EXACT, 3, 3, Family.PIECES),
        ("a pack of two", Mode.EXACT, 2, 2, Family.PIECES),
        ("set of 4", Mode.EXACT, 4, 4, Family.PIECES),
        ("45l", Mode.EXACT, 45, 45, Family.VOLUME),
        ("1.5 kg", Mode.EXACT, 1.5, 1.5, Family.MASS),
        ("down to -10 degrees", Mode.AT_MOST, -10, -10, Family.TEMPERATURE),
        ("-10°C", Mode.EXACT, -10, -10, Family.TEMPERATURE),
        ("minus five degrees", Mode.EXACT, -5, -5, Family.TEMPERATURE),
        ("twenty five euros", Mode.EXACT, 25, 25, Family.PRICE),
    ],
)
def test_amounts_are_read(
    text: str, mode: Mode, low: float, high: float, family: Family | None
) -> None:
    (amount,) = read_amounts(ANALYZER.tokens(text))
    assert (amount.mode, amount.low, amount.high) == (mode, low, high)
    assert (amount.unit.family if amount.unit else None) is family


@pytest.mark.parametrize(
    "text",
    [
        "for my wife",
        "a couple of tents",
        "a couple tents",
        "it rained for a couple days",
        "my dog and my tent",
        "help me, i need a tent",
        "a tent for me, I hike alone",
        "show me, my wife wants a tent",
        "tent for my son, I want green",
        "me, " * 600,
    ],
)
def test_whom_a_thing_is_for_is_not_how_many_it_holds(text: str) -> None:
    assert read_amounts(ANALYZER.tokens(text)) == []


def test_two_amounts_are_two() -> None:
    first, second = read_amounts(ANALYZER.tokens("up to 30 l and under 100"))
    assert (first.low, second.low) == (30, 100)
    assert first.end <= second.start


def test_sizes_in_a_list_are_no_range() -> None:
    assert all(one.mode is Mode.EXACT for one in read_amounts(ANALYZER.tokens("42 or 43")))


@pytest.mark.parametrize(
    "text", ["", "no numbers", "1.2.3.4", "9" * 400, "- - -", "under", "between 5", "€", "under €"]
)
def test_what_is_no_amount_fails_nobody(text: str) -> None:
    for amount in read_amounts(ANALYZER.tokens(text)):
        assert amount.low < 10**12


@given(st.text() | st.from_regex(r"(under|between|€|-|2|and| ){1,12}"))
@settings(deadline=None)
def test_amounts_of_any_text_lie_within_it_and_never_overlap(text: str) -> None:
    tokens = ANALYZER.tokens(text)
    last = 0
    for amount in read_amounts(tokens):
        assert last <= amount.start <= amount.number < amount.end <= len(tokens)
        assert amount.low <= amount.high
        last = amount.end


def test_units_of_attributes_are_told_from_their_names() -> None:
    volume, burn, capacity = map(unit_of_attribute, ("volume_l", "burn_hours", "capacity"))
    assert [unit and unit.family for unit in (volume, burn, capacity)] == [
        Family.VOLUME,
        Family.TIME,
        Family.PERSONS,
    ]
    assert unit_of_attribute("seasons") is None
    assert name_of_attribute("waterproof_mm") == "waterproof"
    assert name_of_attribute("r_value") == "r value"
