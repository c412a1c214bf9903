"""What somebody needs who names no thing: "my hips hurt from the hard ground" asks for a mat.

The shop's own examples teach it. A message is compared with the middle of each need's examples,
with the nearest of them, and with a linear classifier between all needs (ridge regression on one
for the right need and zero for the others); the three see different things, and their sum was
right more often than any of them or any two on descriptions written for this purpose.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.dense import DenseIndex
from retrieval.types import Need, Vectors, Vectors1d

NEAREST = 3
"""Examples that a message is compared with: one alone may be near by chance."""
RIDGE = 1.0
"""Regularisation of the classifier, in units of one example; flat between 0.3 and 3."""
MARGIN = 0.06
"""Kinds of the same category this close to the best one are meant too; scores are about 1.5."""
LEAST = 0.45
"""A message further than this from the nearest examples of every need tells of none."""
CLEAR = 1.35
"""A sum that tells of a need on its own: of the demo shop's out-of-scope examples 3 % reach it, of
50 descriptions of needs 88 %."""


class NeedReader:
    """Tells which needs a message may be about. Immutable; safe to share between threads."""

    def __init__(self, needs: Sequence[Need], vectors: Vectors) -> None:
        """Take needs and one unit vector for each of their examples, in their order."""
        owners = [number for number, need in enumerate(needs) for _ in need.examples]
        if len(owners) != len(vectors):
            raise ValueError("the vectors do not belong to the needs")
        self._needs = tuple(needs)
        self._owners = np.array(owners, dtype=np.int64)
        self._examples = DenseIndex(vectors) if owners else None
        self._places, self._filled = _places(np.bincount(self._owners, minlength=len(needs)))
        self._middles, self._weights = _learn(vectors, self._owners)

    def read(self, vector: Vectors1d) -> list[Need]:
        """Return the needs that a message may be about, all of one category, the likeliest first.

        Empty if it resembles none of them, or most of all what tells of no need.
        """
        nearest, scores = self._scores(vector)
        if not self._needs or nearest.max() < LEAST:
            return []
        order = np.argsort(-scores, kind="stable")
        best = self._needs[order[0]]
        if not best.category:
            return []
        return [
            self._needs[place]
            for place in order
            if self._needs[place].category == best.category
            and scores[place] >= scores[order[0]] - MARGIN
        ]

    def tells(self, vector: Vectors1d) -> bool:
        """Whether a message tells of a need so clearly that it may be taken for a wish."""
        _, scores = self._scores(vector)
        if not self._needs or scores.max() < CLEAR:
            return False
        return bool(self._needs[int(scores.argmax())].category)

    def _scores(self, vector: Vectors1d) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return for each need the cosine of its nearest examples, and all three together."""
        if self._examples is None:
            return np.zeros(0), np.zeros(0)
        cosines = self._examples.cosines(vector)
        # a row for each need, filled up with what is never among the nearest
        padded = np.where(self._filled, cosines[self._places], -np.inf)
        best = -np.partition(-padded, NEAREST - 1, axis=1)[:, :NEAREST]
        found = np.isfinite(best)
        nearest = np.where(found, best, 0.0).sum(axis=1) / found.sum(axis=1)
        return nearest, nearest + self._middles @ vector + self._weights @ np.append(vector, 1.0)


def _places(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the places of each need's examples in a row of its own, and which of them are its."""
    width = max(int(counts.max(initial=0)), NEAREST)
    columns = np.arange(width)[None, :]
    starts = np.cumsum(counts) - counts
    filled = columns < counts[:, None]
    return np.where(filled, starts[:, None] + columns, 0), filled


def _learn(
    vectors: Vectors, owners: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the middle of each need and the classifier's weights, the last for the bias."""
    counts = np.bincount(owners).astype(np.float64)
    sums = np.zeros((len(counts), vectors.shape[1]))
    np.add.at(sums, owners, vectors.astype(np.float64))
    middles = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    inputs = np.hstack([vectors.astype(np.float64), np.ones((len(vectors), 1))])
    moments = inputs.T @ inputs + RIDGE * np.eye(inputs.shape[1])
    # the sum over each need's examples is all that its column of targets contributes
    targets = np.hstack([sums, counts[:, None]])
    return middles, np.linalg.solve(moments, targets.T).T.astype(np.float64)
