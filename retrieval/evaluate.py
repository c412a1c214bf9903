"""How good the search is: questions with known answers, queries with known constraints.

The metrics are pure; `evaluate_knowledge` and `evaluate_products` go through the same searcher
and reader as live turns, so that what is measured is what customers get.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log2

from retrieval.expectation import Expectation
from retrieval.questions import KnowledgeQuestion, ProductQuery
from retrieval.search import Searcher
from retrieval.types import Encoder

DEPTH = 10
"""How many hits are looked at for ranks."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that was not answered first: what was wanted and what was found instead."""

    text: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RetrievalEvaluation:
    """Shares in [0, 1]. `violations` are shown products that are not as their query expects.

    `broken` counts what they break: a price, a size, a colour and such, which filters must
    keep, or the category and the kind, which a mere description leaves to ranking.
    """

    questions: int
    hit_at_1: float
    hit_at_3: float
    hit_at_5: float
    mrr: float
    violations: int = 0
    broken: Mapping[str, int] = field(default_factory=dict)
    misses: tuple[Miss, ...] = ()


def hit_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1.0 if one of the first k items is relevant, else 0.0."""
    return float(any(item in relevant for item in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """Return 1 / the rank of the first relevant item, 0.0 if there is none."""
    return next((1.0 / rank for rank, item in enumerate(ranked, 1) if item in relevant), 0.0)


def average_precision(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """Return the mean of the precisions at each relevant item; missed ones count 0."""
    found = list(dict.fromkeys(ranked))
    hits, total = 0, 0.0
    for rank, item in enumerate(found, 1):
        if item in relevant:
            hits += 1
            total += hits / rank
    return total / len(set(relevant)) if relevant else 0.0


def ndcg_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the discounted gain of the first k items by that of the best order; gains are 1."""
    gains = [1.0 / log2(rank + 1) for rank in range(1, k + 1)]
    best = sum(gains[: len(set(relevant))])
    got = sum(gain for gain, item in zip(gains, ranked, strict=False) if item in relevant)
    return got / best if best else 0.0


def mean(values: Sequence[float]) -> float:
    """Return the mean, 0.0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def mrr(rankings: Sequence[Sequence[str]], relevant: Sequence[Collection[str]]) -> float:
    """Return the mean reciprocal rank over questions."""
    return mean([reciprocal_rank(*pair) for pair in zip(rankings, relevant, strict=True)])


def mean_average_precision(
    rankings: Sequence[Sequence[str]], relevant: Sequence[Collection[str]]
) -> float:
    """Return the mean average precision over questions."""
    return mean([average_precision(*pair) for pair in zip(rankings, relevant, strict=True)])


def evaluate_knowledge(
    searcher: Searcher,
    encoder: Encoder,
    questions: Sequence[KnowledgeQuestion],
    progress: Callable[[int, int], None] | None = None,
) -> RetrievalEvaluation:
    """Ask each question and see at which rank its answer comes, FAQ and policies together."""
    vectors = encoder.encode([question.text for question in questions]) if questions else ()
    rankings = []
    for number, (question, vector) in enumerate(zip(questions, vectors, strict=True), 1):
        hits = searcher.search_knowledge(question.text, vector, DEPTH)
        rankings.append([hit.id for hit in hits])
        if progress:
            progress(number, len(questions))
    relevant = [question.ids for question in questions]
    return _summary([question.text for question in questions], rankings, relevant)


def evaluate_products(
    searcher: Searcher,
    encoder: Encoder,
    queries: Sequence[ProductQuery],
    top_k: int = 5,
    progress: Callable[[int, int], None] | None = None,
) -> RetrievalEvaluation:
    """Ask each query as a customer would and see where the first relevant product comes.

    Each product among the first `top_k` that does not meet `expect` is a violation.
    """
    vectors = encoder.encode([query.text for query in queries]) if queries else ()
    rankings, relevant = [], []
    violations, broken = 0, Counter[str]()
    for number, (query, vector) in enumerate(zip(queries, vectors, strict=True), 1):
        read = searcher.reader.read(query.text)
        ranked = [hit.id for hit in searcher.search_products(read, vector, top_k)]
        expected = Expectation(query.expect)
        meeting = {
            product.id
            for product in searcher.catalog.products.values()
            if query.expect and expected.met_by(product)
        }
        rankings.append(ranked)
        relevant.append(meeting | set(query.ids))
        for one in ranked if query.expect else ():
            keys = expected.broken_by(searcher.catalog.products[one])
            violations += bool(keys)
            broken.update(keys)
        if progress:
            progress(number, len(queries))
    summary = _summary([query.text for query in queries], rankings, relevant)
    return replace(summary, violations=violations, broken=dict(sorted(broken.items())))


def _summary(
    texts: Sequence[str],
    rankings: Sequence[Sequence[str]],
    relevant: Sequence[Collection[str]],
) -> RetrievalEvaluation:
    pairs = list(zip(rankings, relevant, strict=True))
    misses = [
        Miss(text, tuple(sorted(wanted))[:DEPTH], tuple(ranked[:3]))
        for text, (ranked, wanted) in zip(texts, pairs, strict=True)
        if not hit_at_k(ranked, wanted, 1)
    ]
    hit_1, hit_3, hit_5 = (mean([hit_at_k(*pair, k) for pair in pairs]) for k in (1, 3, 5))
    return RetrievalEvaluation(
        questions=len(pairs),
        hit_at_1=hit_1,
        hit_at_3=hit_3,
        hit_at_5=hit_5,
        mrr=mrr(rankings, relevant),
        misses=tuple(misses),
    )
