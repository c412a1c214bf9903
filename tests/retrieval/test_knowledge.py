from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.index import Index
from retrieval.knowledge_rows import View, knowledge_rows
from retrieval.search import Searcher
from retrieval.types import Hit, ItemKind
from tests.fakes.encoder import WordEncoder
from tests.retrieval.shop import FAQS, PASSAGES, small_catalog

ENCODER = WordEncoder()


def ask(searcher: Searcher, text: str, **more: object) -> list[Hit]:
    return searcher.search_knowledge(text, ENCODER.encode([text])[0], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", FAQS, ids=lambda entry: entry.id)
def test_every_phrasing_finds_its_entry_and_says_which_matched(
    searcher: Searcher, entry: object
) -> None:
    for question in entry.questions:  # type: ignore[attr-defined]
        best = ask(searcher, question)[0]
        assert (best.kind, best.id) == (ItemKind.FAQ, entry.id)  # type: ignore[attr-defined]
        assert best.matched == question
        assert best.cosine == pytest.approx(1.0, abs=1e-5)


def test_hits_are_grouped_by_item(searcher: Searcher) -> None:
    hits = ask(searcher, "how long does shipping cost", top_k=20)
    assert len({(hit.kind, hit.id) for hit in hits}) == len(hits)
    assert len(hits) == len(FAQS) + len(PASSAGES)


def test_a_policy_answers_where_no_entry_does(searcher: Searcher) -> None:
    best = ask(searcher, "repair prices of a zip")[0]
    assert (best.kind, best.id) == (ItemKind.PASSAGE, "repair#prices")
    assert "zip" in best.matched


def test_scores_are_probabilities_in_order(searcher: Searcher) -> None:
    near = ask(searcher, "how long is the warranty")
    far = ask(searcher, "quantum physics homework")
    for hits in (near, far):
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score < 1 for score in scores)
    assert near[0].score > 2 * far[0].score


def test_an_expected_topic_settles_a_tie_and_refuses_nothing(searcher: Searcher) -> None:
    plain = ask(searcher, "how long", top_k=6)
    led = ask(searcher, "how long", top_k=6, topics=["warranty"])
    assert {hit.id for hit in plain} == {hit.id for hit in led}
    place = [hit.id for hit in plain].index("warranty-length")
    assert [hit.id for hit in led].index("warranty-length") <= place
    sure = ask(searcher, "How much does shipping cost?", topics=["warranty"])
    assert sure[0].id == "shipping-cost"


def test_ranks_explain_hits(searcher: Searcher) -> None:
    hits = ask(searcher, "postage price", top_k=20)
    assert hits[0].dense_rank == hits[0].lexical_rank == 1
    dense = sorted(hit.dense_rank for hit in hits if hit.dense_rank is not None)
    assert dense == list(range(1, len(dense) + 1))


def test_hidden_rows_are_as_if_not_there(index: Index) -> None:
    search = index.knowledge
    number = next(n for n, row in enumerate(search.rows) if row.text == "postage price")
    item = search.item_of[number]
    terms = search.analyzer.terms("postage price")
    vector = search.dense.vectors[number]
    without = search.candidates(vector, terms, hidden=slice(number, number + 1))
    assert all(one.matched != "postage price" for one in without)
    gone = search.candidates(vector, terms, hidden=search.spans[item])
    assert all(one.item != item for one in gone)
    assert search.candidates(vector, terms)[0].item == item


def test_rows_hold_every_view_with_its_lead() -> None:
    rows = [row for row in knowledge_rows(small_catalog()) if row.item == "shipping-cost"]
    views = [row.view for row in rows]
    assert views == [*[View.QUESTION] * 3, View.ANSWER, *[View.SENTENCE] * 2]
    assert rows[3].text.startswith("How much does shipping cost? Standard shipping")
    assert rows[5].matched == "It is free from 75 EUR."


def test_a_single_sentence_is_not_repeated() -> None:
    rows = [row for row in knowledge_rows(small_catalog()) if row.item == "return-window"]
    assert [row.view for row in rows] == [*[View.QUESTION] * 3, View.ANSWER]


@given(st.text(), st.integers(-1, 9))
@settings(deadline=None)
def test_any_question_is_answered_within_bounds(searcher: Searcher, text: str, top_k: int) -> None:
    hits = ask(searcher, text, top_k=top_k)
    assert len(hits) <= max(top_k, 0)
    assert all(np.isfinite(hit.score) and 0 <= hit.score <= 1 for hit in hits)


def test_a_vector_of_another_model_is_refused(searcher: Searcher) -> None:
    with pytest.raises(ValueError, match="width"):
        searcher.search_knowledge("shipping", np.zeros(3, dtype=np.float32))
