"""BM25 over the terms of documents, with the weights computed once when it is built.

Saved as plain arrays and JSON: nothing in it is executed when it is read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

K1 = 1.2
"""Saturation of repeated terms: Robertson's usual value, texts here are short."""
B = 0.6
"""Length normalisation, a little below the usual 0.75: a long answer is not a worse answer."""
MIN_TYPO_CHARS = 5
"""Shorter unknown terms are left alone: nearly every short word is one letter from another."""
TYPO_WEIGHT = 0.7
"""A term that was only guessed counts less than one that was written."""
MAX_QUERY_TERMS = 200
"""More terms than any question has; bounds the work of a hostile text."""


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings of `count` documents, ordered by term; `vocabulary` gives a term's row.

    Row r has the documents `documents[offsets[r]:offsets[r + 1]]` with their BM25 `weights`.
    """

    count: int
    vocabulary: Mapping[str, int]
    offsets: NDArray[np.int64]
    documents: NDArray[np.int32]
    weights: NDArray[np.float32]
    idf: NDArray[np.float32]
    mean_length: float

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> LexicalIndex:
        """Index documents given as terms; their order gives their numbers."""
        counts = [Counter(document) for document in documents]
        terms = sorted(set().union(*counts)) if counts else []
        rows = {term: row for row, term in enumerate(terms)}
        lengths = np.array([len(document) for document in documents], dtype=np.float64)
        mean = max(float(lengths.mean()), 1.0) if counts else 1.0
        norm = _norm(lengths, mean)
        postings: list[list[tuple[int, float]]] = [[] for _ in terms]
        for number, count in enumerate(counts):
            for term in sorted(count):
                tf = count[term]
                postings[rows[term]].append((number, tf * (K1 + 1) / (tf + norm[number])))
        return cls._from_postings(len(documents), rows, postings, mean)

    @classmethod
    def _from_postings(
        cls,
        count: int,
        rows: Mapping[str, int],
        postings: Sequence[Sequence[tuple[int, float]]],
        mean_length: float,
    ) -> LexicalIndex:
        sizes = np.array([len(posting) for posting in postings], dtype=np.float64)
        idf = np.log1p((count - sizes + 0.5) / (sizes + 0.5)).astype(np.float32)
        flat = [pair for posting in postings for pair in posting]
        weights = np.array([weight for _, weight in flat], dtype=np.float32)
        repeated = np.repeat(idf, sizes.astype(np.int64))
        return cls(
            count=count,
            vocabulary=rows,
            offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            documents=np.array([number for number, _ in flat], dtype=np.int32),
            weights=(weights * repeated).astype(np.float32),
            idf=idf,
            mean_length=mean_length,
        )

    def known(self, terms: Sequence[str]) -> dict[int, float]:
        """Return the rows of the query's terms with their weight: 1, less if a typo was guessed.

        A row counts once however often the query repeats it.
        """
        found: dict[int, float] = {}
        for term in terms[:MAX_QUERY_TERMS]:
            row, weight = self.vocabulary.get(term), 1.0
            if row is None:
                row, weight = self._nearest(term), TYPO_WEIGHT
            if row is not None:
                found[row] = max(weight, found.get(row, 0.0))
        return found

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the BM25 score of each document, 0 where no term is shared."""
        scores = np.zeros(self.count, dtype=np.float32)
        for row, weight in self.known(terms).items():
            span = slice(self.offsets[row], self.offsets[row + 1])
            scores[self.documents[span]] += np.float32(weight) * self.weights[span]
        return scores

    def shares(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the BM25 score of each document as a share of the most that any could have.

        Comparable over questions of any length, in [0, 1].
        """
        most = self._total(terms, self.known(terms)) * (K1 + 1)
        return self.scores(terms) / np.float32(most) if most else self.scores(terms)

    def coverage(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return for each document the share, by idf, of the query's terms that it has.

        A term that no document has weighs as much as the rarest one, so that a question about
        something unknown is never fully covered.
        """
        covered = np.zeros(self.count, dtype=np.float32)
        rows = self.known(terms)
        total = self._total(terms, rows)
        for row, weight in rows.items():
            span = slice(self.offsets[row], self.offsets[row + 1])
            covered[self.documents[span]] += np.float32(weight * float(self.idf[row]))
        return covered / np.float32(total) if total else covered

    def score_of(self, document: Sequence[str], terms: Sequence[str]) -> tuple[float, float]:
        """Return BM25 score and coverage of a document that need not be in the index."""
        counts = Counter(document)
        rows = self.known(terms)
        words = list(self.vocabulary)
        norm = float(_norm(np.array([float(len(document))]), self.mean_length)[0])
        score = covered = 0.0
        for row, weight in rows.items():
            tf = counts[words[row]]
            if tf:
                score += weight * float(self.idf[row]) * tf * (K1 + 1) / (tf + norm)
                covered += weight * float(self.idf[row])
        total = self._total(terms, rows)
        return score, covered / total if total else 0.0

    def to_files(self) -> dict[str, bytes | NDArray[np.generic]]:
        """Return what is saved, by name: arrays, and the vocabulary as JSON bytes."""
        words = json.dumps(
            {
                "count": self.count,
                "mean_length": self.mean_length,
                "terms": list(self.vocabulary),
            },
            ensure_ascii=False,
        )
        return {
            "vocabulary.json": words.encode(),
            "offsets.npy": self.offsets,
            "documents.npy": self.documents,
            "weights.npy": self.weights,
            "idf.npy": self.idf,
        }

    @classmethod
    def from_files(cls, words: bytes, arrays: Mapping[str, NDArray[np.generic]]) -> LexicalIndex:
        """Rebuild from what `to_files` returned."""
        stored = json.loads(words)
        return cls(
            count=int(stored["count"]),
            mean_length=float(stored["mean_length"]),
            vocabulary={term: row for row, term in enumerate(stored["terms"])},
            offsets=arrays["offsets.npy"].astype(np.int64),
            documents=arrays["documents.npy"].astype(np.int32),
            weights=arrays["weights.npy"].astype(np.float32),
            idf=arrays["idf.npy"].astype(np.float32),
        )

    def _total(self, terms: Sequence[str], rows: Mapping[int, float]) -> float:
        """Return the idf of all of the query's terms; unknown ones weigh as the rarest."""
        rarest = float(np.log1p((self.count + 0.5) / 0.5))
        unknown = len(set(terms[:MAX_QUERY_TERMS])) - len(rows)
        return sum(float(self.idf[row]) for row in rows) + max(unknown, 0) * rarest

    def _nearest(self, term: str) -> int | None:
        """Return the row of the one term that is a single slip away, None if none or unclear."""
        if len(term) < MIN_TYPO_CHARS or not term.isalpha():
            return None
        near = [
            row
            for candidate, row in self.vocabulary.items()
            if candidate[0] == term[0]
            and abs(len(candidate) - len(term)) <= 1
            and OSA.distance(candidate, term, score_cutoff=1) <= 1
        ]
        if not near:
            return None
        return max(near, key=lambda row: (self.offsets[row + 1] - self.offsets[row], -row))


def _norm(lengths: NDArray[np.float64], mean: float) -> NDArray[np.float64]:
    """Return BM25's length normalisation."""
    result: NDArray[np.float64] = K1 * (1 - B + B * lengths / mean)
    return result
