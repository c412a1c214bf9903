"""Texts that stand in the training data word for word."""

from __future__ import annotations

import pytest

from finetune.known_texts import OUTSIDE, KnownTexts, text_key


@pytest.mark.parametrize("written", ["Nah", " nah ", "nah.", "NAH!!"])
def test_case_blanks_and_punctuation_make_no_difference(written: str) -> None:
    assert text_key(written) == text_key("nah")


def test_a_taught_text_is_known_and_others_are_not() -> None:
    known = KnownTexts.of([("nah", "deny"), ("tell me a joke", OUTSIDE)])
    assert known.intent_of("Nah!") == "deny"
    assert known.intent_of("tell me a joke") == OUTSIDE
    assert known.intent_of("nah nah") is None


def test_a_text_of_two_intents_is_not_known() -> None:
    known = KnownTexts.of([("ok", "affirm"), ("OK", "thank"), ("ok", "affirm")])
    assert known.intent_of("ok") is None
