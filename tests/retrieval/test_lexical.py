from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.lexical import LexicalIndex

DOCUMENTS = [
    ["green", "tent", "two"],
    ["red", "tent"],
    ["sleep", "bag", "warm", "bag"],
    ["waterproof", "boot"],
]
INDEX = LexicalIndex.build(DOCUMENTS)
words = st.sampled_from(["green", "red", "tent", "two", "sleep", "bag", "boot", "unknown"])
documents = st.lists(st.lists(words, max_size=6), max_size=8)


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    scores = INDEX.scores(["green", "tent"])
    assert scores.argmax() == 0
    assert scores[0] > scores[1] > scores[2] == 0
    assert INDEX.scores(["green"])[0] > INDEX.scores(["tent"])[0]


def test_a_repeated_query_word_counts_once() -> None:
    assert (INDEX.scores(["tent", "tent"]) == INDEX.scores(["tent"])).all()


def test_a_slip_finds_the_word_but_counts_less() -> None:
    slip, right = INDEX.scores(["waterprof"]), INDEX.scores(["waterproof"])
    assert slip.argmax() == 3
    assert 0 < slip[3] < right[3]


def test_short_words_are_not_corrected() -> None:
    assert not INDEX.scores(["tnet"]).any()


def test_coverage_is_the_share_of_the_question() -> None:
    assert INDEX.coverage(["green", "tent"])[0] == pytest.approx(1.0)
    assert 0 < INDEX.coverage(["green", "tent"])[1] < 0.5
    assert INDEX.coverage(["green", "zebra"])[0] < 0.6
    assert not INDEX.coverage([]).any()


def test_a_document_scores_the_same_outside_the_index() -> None:
    terms = ["sleep", "bag", "zebra"]
    score, covered = INDEX.score_of(DOCUMENTS[2], terms)
    assert score == pytest.approx(float(INDEX.scores(terms)[2]), rel=1e-5)
    assert covered == pytest.approx(float(INDEX.coverage(terms)[2]), rel=1e-5)


@given(documents, st.lists(words, max_size=5))
@settings(deadline=None)
def test_scores_are_finite_and_zero_exactly_without_shared_words(
    texts: Sequence[Sequence[str]], terms: Sequence[str]
) -> None:
    index = LexicalIndex.build(texts)
    scores, covered = index.scores(terms), index.coverage(terms)
    assert np.isfinite(scores).all()
    assert ((covered >= 0) & (covered <= 1.0001)).all()
    for number, document in enumerate(texts):
        shares = bool(set(document) & set(terms))
        assert (scores[number] > 0) == shares


@given(documents)
@settings(deadline=None)
def test_saved_and_read_it_is_the_same(texts: Sequence[Sequence[str]]) -> None:
    index = LexicalIndex.build(texts)
    files = index.to_files()
    arrays = {}
    for name, content in files.items():
        if not isinstance(content, bytes):
            buffer = io.BytesIO()
            np.save(buffer, content, allow_pickle=False)
            buffer.seek(0)
            arrays[name] = np.load(buffer, allow_pickle=False)
    vocabulary = files["vocabulary.json"]
    assert isinstance(vocabulary, bytes)
    read = LexicalIndex.from_files(vocabulary, arrays)
    terms = ["tent", "bag", "red"]
    assert (read.scores(terms) == index.scores(terms)).all()
    assert read.to_files()["vocabulary.json"] == vocabulary


def test_shares_compare_over_questions_of_any_length() -> None:
    index = LexicalIndex.build([["tent", "green"], ["bag"], ["bag", "red"]])
    one, more = index.shares(["tent"]), index.shares(["tent", "strange", "words"])
    assert 0 < more[0] < one[0] <= 1
    assert index.shares(["nothing"]).max() == 0
    assert index.shares([]).max() == 0
