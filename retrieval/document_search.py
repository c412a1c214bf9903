"""Search over documents of any kind: meaning, words, codes and letters, blended by score.

Dense: half the head of a document, half its best passage led by the head. Lexical: 70 % BM25 over
all its terms, 30 % the letters of its head. Documents with the same head are answers to the same
question and found together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.analyzer import Analyzer, fold
from retrieval.centred import CentredIndex
from retrieval.documents import PASSAGE_WORDS, Document, passages
from retrieval.encoding import Progress, encoded
from retrieval.fusion import blend
from retrieval.letters import LetterIndex
from retrieval.lexical import LexicalIndex
from retrieval.types import Encoder, Vectors1d

DENSE_SHARE = 0.45
"""What meaning weighs against words. Flat from 0.4 to 0.5 over eight sets: paraphrases
of questions, product titles, German and Italian requests; none of them is a test set."""
HEAD_SHARE = 0.5
LETTER_SHARE = 0.3
"""Letters add to words what slips, compounds and split codes hide; the same sets, flat to 0.5."""
OWN_SHARE = 0.001
"""What a document's own score adds to what it shares with documents of the same head."""
MAX_SHARED = 20
"""Larger groups are one question asked of many things, each with its own answer; left apart."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Channels:
    """What each way of looking says of every document; higher is better."""

    dense: Scores
    lexical: Scores

    def fused(self, dense_share: float) -> Scores:
        """Return both as one, before documents of the same head are joined."""
        return blend((self.dense, self.lexical), (dense_share, 1.0 - dense_share))


class SameHeads:
    """Which documents have the same head, and what they say of each other."""

    def __init__(self, heads: Sequence[str]) -> None:
        folded = [fold(head) for head in heads]
        sizes = Counter(folded)
        names: dict[str | int, int] = {}
        keys = [
            head if sizes[head] <= MAX_SHARED else number for number, head in enumerate(folded)
        ]
        self._group = np.array([names.setdefault(key, len(names)) for key in keys])
        self._sizes = np.bincount(self._group).astype(np.float32)

    def joined(self, scores: Scores) -> Scores:
        """Return scores of which members of a group have nearly the same.

        What is asked is right for all of them or none; the best and the middle of them tell, the
        own score only orders them.
        """
        best = np.full(len(self._sizes), -np.inf, dtype=np.float32)
        np.maximum.at(best, self._group, scores)
        middle = np.bincount(self._group, scores).astype(np.float32) / self._sizes
        shared = blend((best, middle), (1.0, 1.0))[self._group]
        return blend((shared, scores), (1.0 - OWN_SHARE, OWN_SHARE))


class DocumentSearch:
    """Searches documents. Immutable; every method may be called from any thread."""

    def __init__(
        self,
        documents: Sequence[Document],
        encoder: Encoder,
        analyzer: Analyzer,
        *,
        dense_share: float = DENSE_SHARE,
        progress: Progress | None = None,
    ) -> None:
        self.documents = tuple(documents)
        self.dense_share = dense_share
        self._analyzer = analyzer
        heads = [_begin(one.head) for one in documents]
        self._same = SameHeads([one.head for one in documents])
        pieces = [_pieces(one) for one in documents]
        rows = [piece for own in pieces for piece in own]
        self._starts = np.cumsum([0] + [len(own) for own in pieces])[:-1]
        vectors = encoded(encoder, heads + rows, progress)
        self._heads = CentredIndex(vectors[: len(heads)])
        self._pieces = CentredIndex(vectors[len(heads) :])
        self._letters = LetterIndex([one.head for one in documents])
        self._words = LexicalIndex.build([self._terms(f"{d.head} {d.body}") for d in documents])

    def search(self, text: str, vector: Vectors1d, top_k: int) -> list[tuple[str, float]]:
        """Return up to `top_k` (id, score), best first; equal scores in the documents' order."""
        fused = self.fused(self.channels(text, vector))
        return [(self.documents[row].id, float(fused[row])) for row in ranked(fused)[:top_k]]

    def channels(self, text: str, vector: Vectors1d) -> Channels:
        """Return how much each document is like a question, by meaning and by words."""
        best = np.maximum.reduceat(self._pieces.cosines(vector), self._starts)
        dense = blend((self._heads.cosines(vector), best), (HEAD_SHARE, 1.0 - HEAD_SHARE))
        words = self._words.shares(self._terms(text))
        letters = self._letters.scores(text)
        return Channels(dense, blend((words, letters), (1.0 - LETTER_SHARE, LETTER_SHARE)))

    def fused(self, channels: Channels) -> Scores:
        """Return the scores that rank."""
        return self._same.joined(channels.fused(self.dense_share))

    def _terms(self, text: str) -> list[str]:
        return self._analyzer.terms(text) + self._analyzer.code_terms(text)


def ranked(scores: Scores) -> list[int]:
    """Return the rows, best first; equal scores by row."""
    return [int(row) for row in np.argsort(-scores, kind="stable")]


def _begin(head: str) -> str:
    """Return the beginning of a head: a long text without a title is looked at by passages."""
    return " ".join(head.split()[:PASSAGE_WORDS])


def _pieces(document: Document) -> list[str]:
    """Return the passages of a document, each led by its head; never none."""
    pieces = [f"{document.head} {passage}" for passage in passages(document.body)]
    return pieces or passages(document.head) or [document.head]
