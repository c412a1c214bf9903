"""Finding the answer to a question among the FAQ and the policies.

FAISS and the lexical index each propose items, reciprocal rank fusion takes the best of both, and
what was proposed is then ordered by all that is known of it: its best phrasing, the middle of its
phrasings, its answer, its best sentence and the words it shares with the question.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval.analyzer import Analyzer
from retrieval.confidence import Confidence, Observation
from retrieval.dense import DenseIndex
from retrieval.fusion import fuse
from retrieval.knowledge_rows import KnowledgeRow, View
from retrieval.lexical import LexicalIndex
from retrieval.types import Hit, ItemKind, Vectors1d

CANDIDATE_ROWS = 200
"""Vectors that FAISS proposes: about 25 items, far beyond what is ever shown."""
CANDIDATES = 40
"""Items that are looked at closely."""

# Weights of the views. From asking each phrasing of the demo shop's FAQ with itself left out, and
# from 147 paraphrases written for this purpose; both are flat around these values.
QUESTION_WEIGHT = 6.0
MIDDLE_WEIGHT = 5.0
ANSWER_WEIGHT = 4.0
SENTENCE_WEIGHT = 4.0
LEXICAL_WEIGHT = 0.15
"""Per unit of BM25; a good lexical match has about 15 to 25."""
PASSAGE_HANDICAP = 1.0
"""What an FAQ entry is ahead of a policy section: it was written as an answer."""
TOPIC_LEAD = 0.5
"""What an item of the expected topic is ahead: enough to settle a tie, no more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item looked at closely. `score` orders; the rest explains."""

    item: int
    score: float
    cosine: float
    coverage: float
    dense_rank: int | None
    lexical_rank: int | None
    matched: str


class KnowledgeSearch:
    """Search over rows of knowledge. Immutable; safe to share between threads."""

    def __init__(
        self,
        rows: Sequence[KnowledgeRow],
        dense: DenseIndex,
        lexical: LexicalIndex,
        topics: Sequence[str],
        confidence: Confidence,
        analyzer: Analyzer,
    ) -> None:
        self.rows = tuple(rows)
        self.dense = dense
        self.lexical = lexical
        self.confidence = confidence
        self.analyzer = analyzer
        self._topics = tuple(topics)
        self.items: list[tuple[ItemKind, str]] = []
        self.item_of: list[int] = []
        for row in self.rows:
            if not self.items or self.items[-1] != (row.kind, row.item):
                self.items.append((row.kind, row.item))
            self.item_of.append(len(self.items) - 1)
        starts = np.searchsorted(self.item_of, np.arange(len(self.items) + 1))
        self.spans = [slice(int(a), int(b)) for a, b in pairwise(starts)]
        self._views = np.array([list(View).index(row.view) for row in self.rows], dtype=np.int8)

    def search(
        self, text: str, vector: Vectors1d, top_k: int, topics: Collection[str] = ()
    ) -> list[Hit]:
        """Return the most likely answers; `score` is how likely an item is the right one.

        `topics` are expected, not demanded: they settle near ties.
        """
        found = self.candidates(vector, self.analyzer.terms(text), topics)
        hits: list[Hit] = []
        for place, one in enumerate(found[: max(top_k, 0)]):
            likely = self.confidence.of(observed(found, place))
            kind, item = self.items[one.item]
            hits.append(
                Hit(
                    kind=kind,
                    id=item,
                    # never above a better item, so that order and score agree
                    score=min([likely, *(hit.score for hit in hits[-1:])]),
                    cosine=one.cosine,
                    dense_rank=one.dense_rank,
                    lexical_rank=one.lexical_rank,
                    matched=one.matched,
                )
            )
        return hits

    def candidates(
        self,
        vector: Vectors1d,
        terms: Sequence[str],
        topics: Collection[str] = (),
        hidden: slice | None = None,
    ) -> list[Candidate]:
        """Return the items worth looking at, best first. `hidden` rows are as if not there."""
        if not self.rows:
            return []
        shown = np.ones(len(self.rows), dtype=np.bool_)
        words, covered = self.lexical.scores(terms), self.lexical.coverage(terms)
        if hidden is not None:
            shown[hidden] = False
            self._relearn(words, covered, terms, shown, hidden)
        dense = [self.item_of[row] for row, _ in self.dense.search(vector, CANDIDATE_ROWS, shown)]
        dense = list(dict.fromkeys(dense))
        lexical = [int(item) for item in np.argsort(-words, kind="stable") if words[item] > 0]
        proposed = fuse([dense, lexical[:CANDIDATES]])[:CANDIDATES]
        query = self.dense.checked(vector)
        found = []
        for one in proposed:
            if not shown[self.spans[one.item]].any():
                continue
            score, cosine, matched = self._likeness(one.item, query, shown)
            score += LEXICAL_WEIGHT * float(words[one.item]) + self._lead(one.item, topics)
            dense_rank, lexical_rank = one.ranks
            coverage = float(covered[one.item])
            found.append(
                Candidate(one.item, score, cosine, coverage, dense_rank, lexical_rank, matched)
            )
        return sorted(found, key=lambda one: (-one.score, one.item))

    def _likeness(
        self, item: int, query: Vectors1d, shown: NDArray[np.bool_]
    ) -> tuple[float, float, str]:
        """Return how alike an item's views and a question are, the best cosine and its text."""
        span = self.spans[item]
        vectors, views, seen = self.dense.vectors[span], self._views[span], shown[span]
        cosines = np.where(seen, vectors @ query, -1.0)
        question, answer, sentence = (
            float(cosines[views == view].max(initial=-1.0)) for view in range(len(View))
        )
        middle = vectors[(views == 0) & seen].sum(axis=0)
        length = float(np.linalg.norm(middle))
        centre = float(middle @ query) / length if length else question
        score = (
            QUESTION_WEIGHT * question
            + MIDDLE_WEIGHT * centre
            + ANSWER_WEIGHT * answer
            + SENTENCE_WEIGHT * max(sentence, answer)
        )
        best = int(np.argmax(cosines))
        return score, float(cosines[best]), self.rows[span.start + best].matched

    def _lead(self, item: int, topics: Collection[str]) -> float:
        lead = TOPIC_LEAD if self._topics[item] in topics else 0.0
        return lead - (PASSAGE_HANDICAP if self.items[item][0] is ItemKind.PASSAGE else 0.0)

    def _relearn(
        self,
        words: NDArray[np.float32],
        covered: NDArray[np.float32],
        terms: Sequence[str],
        shown: NDArray[np.bool_],
        hidden: slice,
    ) -> None:
        """Score the item of hidden rows by the words of what is left of it."""
        item = self.item_of[hidden.start]
        span = self.spans[item]
        left = [row for row, seen in zip(self.rows[span], shown[span], strict=True) if seen]
        document = item_terms(left, self.analyzer)
        words[item], covered[item] = self.lexical.score_of(document, terms)


def observed(found: Sequence[Candidate], place: int, right: bool = False) -> Observation:
    """Return what was seen of a candidate among all that were found."""
    one = found[place]
    others = [other.score for number, other in enumerate(found[:2]) if number != place]
    margin = one.score - others[0] if others else 0.0
    return Observation(one.cosine, margin, one.coverage, right)


def item_terms(rows: Sequence[KnowledgeRow], analyzer: Analyzer) -> list[str]:
    """Return the terms of an item's lexical document; sentences only repeat the answer."""
    return [
        term for row in rows if row.view is not View.SENTENCE for term in analyzer.terms(row.text)
    ]
