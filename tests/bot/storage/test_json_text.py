from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.json_text import (
    checked_id,
    checked_int,
    checked_time,
    clean_text,
    object_from_json,
    to_json,
)

_TEXT = st.text(st.characters())
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(_TEXT, children, max_size=4),
    max_leaves=12,
)


@given(_TEXT)
def test_clean_text_can_always_be_encoded_and_is_stable(text: str) -> None:
    clean = clean_text(text)

    clean.encode("utf-8")
    assert "\x00" not in clean
    assert clean_text(clean) == clean


@given(st.text())
def test_valid_text_without_nul_is_left_alone(text: str) -> None:
    if "\x00" not in text:
        assert clean_text(text) == text


@given(st.dictionaries(_TEXT, _JSON, max_size=5))
def test_json_survives_but_for_what_is_not_text(value: dict[str, Any]) -> None:
    text = to_json(value)

    text.encode("utf-8")
    if json.dumps(value, ensure_ascii=False).isprintable():
        assert object_from_json(text) == value


@pytest.mark.parametrize(
    "value", [{"x": float("nan")}, {"x": float("-inf")}, {"x": {1, 2}}, {("a",): 1}, object()]
)
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json(value)


def test_nesting_without_end_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValueError, match="not JSON"):
        to_json(deep)


def test_an_integer_of_any_size_fits_into_json() -> None:
    assert object_from_json(to_json({"n": 2**90})) == {"n": 2**90}


def test_only_objects_are_read_back() -> None:
    with pytest.raises(ValueError, match="object"):
        object_from_json("[1]")


@pytest.mark.parametrize("value", [-1, 2**63, True, 1.0, "1", None])
def test_numbers_beyond_a_column_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="position"):
        checked_int("position", value)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 10**400, "now", None, False])
def test_times_that_are_no_seconds_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="at"):
        checked_time("at", value)


def test_good_values_pass() -> None:
    assert checked_int("n", 2**63 - 1) == 2**63 - 1
    assert checked_time("at", 3) == 3.0
    assert checked_id("id", "ü" * 8, 8) == "ü" * 8


@pytest.mark.parametrize("value", ["", "123456789", "\udc00", "a\x00", None, 5])
def test_ids_are_refused_never_altered(value: object) -> None:
    with pytest.raises(ValueError, match="sender"):
        checked_id("sender", value, 8)
