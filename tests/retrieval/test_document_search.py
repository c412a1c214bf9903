from __future__ import annotations

import numpy as np
import pytest

from retrieval.analyzer import Analyzer
from retrieval.centred import CentredIndex
from retrieval.document_search import (
    DENSE_SHARE,
    MAX_SHARED,
    DocumentSearch,
    SameHeads,
    encoded,
)
from retrieval.documents import Document
from retrieval.evaluate_documents import evaluate_documents
from retrieval.letters import LetterIndex
from retrieval.questions import KnowledgeQuestion
from retrieval.self_questions import MIN_QUESTIONS, learned_dense_share
from tests.fakes.encoder import WordEncoder

ENCODER, ANALYZER = WordEncoder(), Analyzer()
PHONES = [
    Document("tg", "Panasonic KX-TG9341T cordless phone"),
    Document("tw", "Panasonic KX-TG9332S cordless phone"),
    Document("dcm", "Denon carousel changer DCM290P"),
    Document("tent", "Light tent", answer="It keeps rain out. Two people sleep in it."),
]


class BlindEncoder(WordEncoder):
    """Every text is a stranger to it, even to its own half."""

    def _vector(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        return super()._vector("".join(sign for sign in text if sign.isalnum())[::-1])


def found(search: DocumentSearch, text: str) -> list[str]:
    vector = encoded(ENCODER, [text])[0]
    return [one for one, _ in search.search(text, vector, 10)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("kxtg9341t", "tg"),
        ("phone KX TG9332S", "tw"),
        ("denon dcm290", "dcm"),
        ("what keeps the rain out", "tent"),
    ],
)
def test_codes_words_and_bodies_are_found(text: str, first: str) -> None:
    assert found(DocumentSearch(PHONES, ENCODER, ANALYZER), text)[0] == first


def test_codes_are_found_without_any_meaning() -> None:
    blind = DocumentSearch(PHONES, BlindEncoder(), ANALYZER)
    assert found(blind, "kx/tg-9341-t")[0] == "tg"


def test_every_document_is_ranked_once_and_only_so_many_are_returned() -> None:
    search = DocumentSearch(PHONES, ENCODER, ANALYZER)
    assert sorted(found(search, "tent")) == ["dcm", "tent", "tg", "tw"]
    assert len(search.search("tent", encoded(ENCODER, ["tent"])[0], 2)) == 2


def test_documents_of_the_same_head_are_found_together() -> None:
    documents = [
        Document("a1", "How do I close my account?", answer="Write to us about closing."),
        Document("b", "How do I open an account?", answer="Closing and closing your account."),
        Document("a2", "how do i close my account?", answer="Weather is nice."),
    ]
    search = DocumentSearch(documents, ENCODER, ANALYZER)
    assert set(found(search, "closing my account")[:2]) == {"a1", "a2"}
    joined = SameHeads(["x", "y", "X"]).joined(np.array([0.9, 0.5, 0.1], dtype=np.float32))
    assert joined[0] > joined[2] > joined[1]
    assert joined[0] - joined[2] < 0.01


def test_one_question_of_many_things_is_left_apart() -> None:
    scores = np.linspace(0, 1, MAX_SHARED + 1, dtype=np.float32)
    apart = SameHeads(["parking?"] * (MAX_SHARED + 1)).joined(scores)
    assert apart == pytest.approx(scores)
    together = SameHeads(["parking?"] * MAX_SHARED).joined(scores[1:])
    assert np.ptp(together) < 0.01


def test_one_document_and_a_single_vector_are_enough() -> None:
    search = DocumentSearch([Document("only", "tent")], ENCODER, ANALYZER)
    assert found(search, "whatever") == ["only"]
    alone = CentredIndex(encoded(ENCODER, ["tent"]))
    assert alone.cosines(encoded(ENCODER, ["tent"])[0])[0] == pytest.approx(1.0, abs=1e-3)


def test_centring_takes_out_what_all_share() -> None:
    shared = np.zeros(8, dtype=np.float32)
    shared[0] = 5.0
    rows = np.random.default_rng(1).standard_normal((200, 8)).astype(np.float32) + shared
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    before = (rows @ rows[0])[1:]
    after = CentredIndex(rows).cosines(rows[0])[1:]
    assert before.mean() > 0.8
    assert abs(after.mean()) < 0.3


def test_letters_see_through_splits_and_say_nothing_of_strangers() -> None:
    letters = LetterIndex(["KX-TG9341T phone", "web radio recorder", ""])
    same = letters.scores("kxtg 9341 t phone")
    assert same[0] == pytest.approx(1.0, abs=1e-5)
    assert letters.scores("webradio recorder").argmax() == 1
    assert letters.scores("zzzqqq").max() == 0
    assert letters.scores("").max() < 0.2


def far_apart(count: int) -> list[Document]:
    """Return documents whose heads and bodies share a word that nothing else has."""
    return [
        Document(str(one), f"question about thing{one}x", answer=f"It is thing{one}x. Fine.")
        for one in range(count)
    ]


def test_words_weigh_more_where_meaning_finds_nothing() -> None:
    documents = far_apart(MIN_QUESTIONS)
    # few dimensions: its wrong guesses are bold ones
    assert learned_dense_share(documents, BlindEncoder(3), ANALYZER) < DENSE_SHARE
    assert learned_dense_share(documents[1:], BlindEncoder(3), ANALYZER) == DENSE_SHARE


def test_meaning_weighs_more_where_words_find_nothing() -> None:
    class Riddler(WordEncoder):
        """Words of the same letters mean the same to it."""

        def _vector(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
            return super()._vector(" ".join("".join(sorted(word)) for word in text.split()))

    random = np.random.default_rng(5)
    words = ["".join(random.permutation(list("abcdefghijklmno"))[:9]) for _ in range(60)]
    documents = [
        Document(word, f"{word} {other}", answer=f"{other[::-1]} {word[::-1]} {wrong}")
        # each body has a word of another head
        for word, other, wrong in zip(
            words[::2], words[1::2], words[3::2] + words[1:2], strict=True
        )
    ]
    assert learned_dense_share(documents, Riddler(), ANALYZER) > DENSE_SHARE


def test_bodies_that_tell_nothing_apart_teach_nothing() -> None:
    documents = [Document(str(one), f"q {one}", answer="See above.") for one in range(100)]
    assert learned_dense_share(documents, ENCODER, ANALYZER) == DENSE_SHARE


def test_figures_are_of_full_rankings_with_intervals() -> None:
    search = DocumentSearch(PHONES, ENCODER, ANALYZER)
    questions = [
        KnowledgeQuestion("kxtg9341t", ("tg",)),
        KnowledgeQuestion("light tent", ("dcm",)),
    ]
    seen: list[tuple[int, int]] = []
    measured = evaluate_documents(search, ENCODER, questions, lambda *one: seen.append(one))
    result = measured.to_json()
    assert seen == [(1, 2), (2, 2)]
    assert result["hit@1"] == 0.5
    assert 0.5 < measured.figures["mrr"] < 1.0, "a right document is somewhere in every ranking"
    assert set(measured.figures) == {"map", "mrr", "ndcg@10", "hit@1", "hit@5"}
    for name, (low, high) in measured.intervals.items():
        assert low <= measured.figures[name] <= high
    assert set(measured.dense) == set(measured.lexical) == set(measured.figures)
    assert [row[0] for row in measured.rows()] == list(measured.figures)
