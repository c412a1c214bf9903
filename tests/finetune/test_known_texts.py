"""Texts that stand in the training data word for word."""

from __future__ import annotations

import pytest

from finetune.known_texts import OUTSIDE, KnownTexts, text_key


@pytest.mark.parametrize("written", ["Nah", " nah ", "nah.", "NAH!!"])
def test_case_blanks_and_punctuation_make_no_difference(written: str) -> None:
    assert text_key(written) == text_key("nah")


def test_which_digits_a_number_has_makes_no_difference_but_how_many() -> None:
    assert text_key("and 10101?") == text_key("And 10317")
    assert text_key("and 49") != text_key("and 10317")


def test_a_taught_text_is_known_and_others_are_not() -> None:
    known = KnownTexts.of([("nah", "deny"), ("tell me a joke", OUTSIDE)])
    assert known.intent_of("Nah!") == "deny"
    assert known.intent_of("tell me a joke") == OUTSIDE
    assert known.intent_of("nah nah") is None


def test_a_text_of_two_intents_is_not_known() -> None:
    known = KnownTexts.of([("ok", "affirm"), ("OK", "thank"), ("ok", "affirm")])
    assert known.intent_of("ok") is None
