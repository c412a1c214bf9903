from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.evaluate import (
    average_precision,
    evaluate_knowledge,
    evaluate_products,
    hit_at_k,
    mean,
    mean_average_precision,
    mrr,
    ndcg_at_k,
    reciprocal_rank,
)
from retrieval.questions import KnowledgeQuestion, ProductQuery
from retrieval.search import Searcher
from tests.fakes.encoder import WordEncoder

ENCODER = WordEncoder()


def test_metrics_by_hand() -> None:
    ranked = ["a", "b", "c", "d"]
    assert hit_at_k(ranked, {"b"}, 1) == 0.0
    assert hit_at_k(ranked, {"b"}, 2) == 1.0
    assert reciprocal_rank(ranked, {"c", "d"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranked, {"z"}) == 0.0
    assert average_precision(ranked, {"a", "c"}) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(ranked, {"a", "z"}) == pytest.approx(0.5)
    assert average_precision(["a", "a"], {"a"}) == 1.0
    assert ndcg_at_k(ranked, {"a", "b"}, 10) == 1.0
    assert ndcg_at_k(ranked, {"b"}, 10) == pytest.approx(1 / 1.5849625)
    assert ndcg_at_k(ranked, {"c"}, 2) == ndcg_at_k(ranked, set(), 10) == 0.0
    assert mrr([["a"], ["b", "a"]], [{"a"}, {"a"}]) == pytest.approx(0.75)
    assert mean_average_precision([["a"], ["b"]], [{"a"}, {"a"}]) == pytest.approx(0.5)
    assert mean([]) == average_precision(["a"], set()) == 0.0


items = st.lists(st.sampled_from("abcdef"), max_size=8)


@given(items, st.sets(st.sampled_from("abcdefgh")), st.integers(1, 9))
@settings(deadline=None)
def test_metrics_lie_between_nothing_and_all(
    ranked: list[str], relevant: set[str], k: int
) -> None:
    for value in (
        hit_at_k(ranked, relevant, k),
        reciprocal_rank(ranked, relevant),
        average_precision(ranked, relevant),
    ):
        assert 0 <= value <= 1
    assert hit_at_k(ranked, relevant, k) <= hit_at_k(ranked, relevant, k + 1)


def test_questions_are_asked_of_the_live_search(searcher: Searcher) -> None:
    seen: list[tuple[int, int]] = []
    result = evaluate_knowledge(
        searcher,
        ENCODER,
        [
            KnowledgeQuestion("how long is the guarantee", ("warranty-length",)),
            KnowledgeQuestion("postage price", ("no-such-entry",)),
        ],
        progress=lambda done, of: seen.append((done, of)),
    )
    assert (result.questions, result.hit_at_1, result.hit_at_3) == (2, 0.5, 0.5)
    assert result.mrr == 0.5
    assert result.misses[0].found[0] == "shipping-cost"
    assert seen == [(1, 2), (2, 2)]


def test_queries_are_read_and_their_violations_counted(searcher: Searcher) -> None:
    result = evaluate_products(
        searcher,
        ENCODER,
        [
            ProductQuery("green tent under 300", {"category": ["Tents"], "price_max": 300}),
            ProductQuery("the Polar Night sleeping bag", ids=("SLB-102",)),
            ProductQuery("any tent", {"category": ["Tents"], "price_max": 250}),
        ],
    )
    assert result.hit_at_5 == 1.0
    assert result.broken == {"price_max": 2}
    assert result.violations == 2  # two of the tents cost more than the third query allows


def test_nothing_asked_is_nothing_measured(searcher: Searcher) -> None:
    assert evaluate_knowledge(searcher, ENCODER, []).questions == 0
    assert evaluate_products(searcher, ENCODER, []).hit_at_5 == 0.0
