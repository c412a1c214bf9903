from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analyzer import MAX_TEXT_CHARS, Analyzer, clean, fold

ANALYZER = Analyzer()


def test_words_are_stemmed_and_numbers_and_codes_kept() -> None:
    assert ANALYZER.terms("Hiking boots, size 42: HKB-103") == [
        "hike", "boot", "size", "42", "hkb103", "hkb", "103",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "term"),
    [("1,000", "1000"), ("1.000,50", "1000.50"), ("2,5", "2.5"), ("3.75", "3.75"), ("42", "42")],
)
def test_numbers_are_brought_into_one_form(written: str, term: str) -> None:
    assert ANALYZER.terms(written) == [term]


def test_a_code_is_found_however_it_is_written() -> None:
    assert ANALYZER.terms("tnt-101")[0] == ANALYZER.terms("TNT101")[0] == "tnt101"


def test_possessives_and_accents_do_not_matter() -> None:
    assert ANALYZER.phrase("women's") == ANALYZER.phrase("women’s") == ANALYZER.phrase("women")
    assert fold("Österreich É") == "osterreich e"


def test_positions_are_those_of_the_cleaned_text() -> None:
    text = "a 45 l rucksack"
    for token in ANALYZER.tokens(text):
        assert clean(text)[token.start : token.end] == token.raw


def test_other_languages_have_their_stems() -> None:
    assert Analyzer("german").terms("Zelte") == Analyzer("german").terms("Zelt")


def test_an_unknown_language_names_those_that_exist() -> None:
    with pytest.raises(ValueError, match="english"):
        Analyzer("klingon")


@given(st.text())
@settings(deadline=None)
def test_any_text_is_analysed(text: str) -> None:
    for token in ANALYZER.tokens(text):
        assert token.stem
        token.stem.encode()
    assert ANALYZER.terms(text) == ANALYZER.terms(text)


def test_long_and_broken_texts_are_cut_and_cleaned() -> None:
    assert len(clean("x" * (2 * MAX_TEXT_CHARS))) == MAX_TEXT_CHARS
    assert ANALYZER.terms("te\ud800nt") == ["tent"]
    assert ANALYZER.terms("a" * 10_000) == ["a" * 10_000]


def test_codes_are_joined_and_known_by_their_beginnings() -> None:
    analyzer = Analyzer()
    assert analyzer.code_terms("the KX-TG9341T phone")[0] == "kxtg9341t"
    assert "dcm290*" in analyzer.code_terms("DCM-290P")
    assert "dcm290*" in analyzer.code_terms("dcm290")
    assert analyzer.code_terms("42 1,000 2x words only") == []
    assert max(map(len, analyzer.code_terms("a1" * 500))) <= 25
