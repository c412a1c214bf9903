"""Likeness of texts by their letters: finds what is spelt, joined or split differently.

A text is the bag of its sequences of three and four letters and digits, spaces and signs left out,
weighted by how rare they are; likeness is the cosine. "kx-tg9341t" and "KXTG 9341 T" are equal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retrieval.analyzer import clean, fold

SIZES = (3, 4)
"""Two letters are everywhere, five rarely survive a slip."""
MAX_CHARS = 400
"""What names a thing stands at the beginning."""

_APART = re.compile(r"[\W_]+")


class LetterIndex:
    """TF-IDF over letter sequences. Immutable; any number of threads may ask."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(_sequences(text)) for text in texts]
        documents = Counter(one for count in counts for one in count)
        self._rows = {one: row for row, one in enumerate(sorted(documents))}
        spread = np.array([documents[one] for one in self._rows], dtype=np.float64)
        self._idf = np.log1p((len(texts) - spread + 0.5) / (spread + 0.5))
        self._unknown = float(np.log1p((len(texts) + 0.5) / 0.5))
        vectors = [self._vector(count) for count in counts]
        starts = np.cumsum([0] + [len(rows) for rows, _ in vectors])
        rows = np.concatenate([rows for rows, _ in vectors] or [np.zeros(0, dtype=np.int64)])
        weights = np.concatenate([weights for _, weights in vectors] or [np.zeros(0)])
        shape = (len(texts), len(self._rows))
        self._texts = sparse.csr_matrix((weights, rows, starts), shape=shape)

    def scores(self, text: str) -> NDArray[np.float32]:
        """Return the cosine of each text and this one, in [0, 1]."""
        rows, weights = self._vector(Counter(_sequences(text)))
        query = np.zeros(len(self._rows))
        query[rows] = weights
        result: NDArray[np.float32] = np.asarray(self._texts @ query, dtype=np.float32)
        return result

    def _vector(self, count: Counter[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the rows of the known sequences and their weights in a unit vector.

        Sequences that no text has make it longer: they are what is asked for and not there.
        """
        known = sorted((self._rows[one], n) for one, n in count.items() if one in self._rows)
        rows = np.array([row for row, _ in known], dtype=np.int64)
        weights = (1 + np.log([n for _, n in known])) * self._idf[rows] if known else np.zeros(0)
        missing = (len(count) - len(known)) * self._unknown**2
        length = float(np.sqrt(weights @ weights + missing)) or 1.0
        return rows, weights / length


def _sequences(text: str) -> list[str]:
    letters = f" {_APART.sub('', fold(clean(text[:MAX_CHARS])))} "
    return [
        letters[start : start + size]
        for size in SIZES
        for start in range(max(len(letters) - size + 1, 0))
    ]
