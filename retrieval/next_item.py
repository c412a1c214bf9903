"""Ways to guess what a user has next; each scores all items for many users at once.

`FollowingItems` counts what follows what, `LatentItems` draws the same counts together so that
items never had together can be near, `LikeItems` compares features, `PopularItems` needs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

History = Sequence[int]
Scores = NDArray[np.float32]

# Chosen on the next-to-last items of 8,000 users of one data set; flat around these values.
STEP_DECAY = 0.8
"""How much less a pair counts for each item between the two."""
BACKWARDS = 0.3
"""How much it says of an item that it came before, not after."""
REACH = 50
"""Items further apart are not paired; longer histories are of robots."""
RECENCY = 0.7
"""How much less each older item of a history says."""
FROM_POWER, TO_POWER = 0.5, 0.2
"""Popularity taken out of what is asked with and of what is found; 0.5 each is the cosine."""
SHRINKAGE = 5.0
"""Users added to each item: pairs of items that few had are chance."""
LATENT_POWER = 0.4
LATENT_SHRINKAGE = 2.0
FACTORS = 100
FEWEST_ITEMS = 20
"""Fewer items need no factors."""


class ItemScorer(Protocol):
    """Scores every item for each of some histories; higher is better, 0 says nothing."""

    def scores(self, histories: Sequence[History]) -> Scores:
        """Return an array of shape (histories, items)."""
        ...


class PopularItems:
    """How many had an item, on a scale of logarithms in [0, 1]."""

    def __init__(self, histories: Sequence[History], items: int) -> None:
        grown = np.log1p(_had(histories, items))
        self._scores = (grown / max(float(grown.max(initial=0.0)), 1.0)).astype(np.float32)

    def scores(self, histories: Sequence[History]) -> Scores:
        """Return the same for everybody."""
        return np.tile(self._scores, (len(histories), 1))


class FollowingItems:
    """Item-item co-occurrence that knows order and distance, and forgets popularity in part."""

    def __init__(self, histories: Sequence[History], items: int) -> None:
        had = _had(histories, items)
        counts = pair_counts(histories, items)
        self._following = _discounted(counts, had + SHRINKAGE, FROM_POWER, TO_POWER)

    def scores(self, histories: Sequence[History]) -> Scores:
        """Return what follows the items of each history, the newest counting most."""
        query = recent(histories, self._following.shape[0])
        found: Scores = np.asarray((query @ self._following).toarray(), dtype=np.float32)
        return found


class LatentItems:
    """The same counts through a few factors: a truncated singular value decomposition."""

    def __init__(self, histories: Sequence[History], items: int) -> None:
        self._items = items
        counts = pair_counts(histories, items)
        had = _had(histories, items) + LATENT_SHRINKAGE
        matrix = _discounted(counts, had, LATENT_POWER, LATENT_POWER)
        factors = min(FACTORS, items - 2) if items >= FEWEST_ITEMS and counts.nnz else 0
        self._left = np.zeros((items, 0))
        self._right = np.zeros((0, items))
        if factors > 0:
            # a fixed start gives the same factors on every run
            left, values, right = svds(matrix, k=factors, v0=np.ones(items))
            self._left, self._right = left * values, right

    def scores(self, histories: Sequence[History]) -> Scores:
        """Return what is near the items of each history."""
        query = recent(histories, self._items) @ self._left
        found: Scores = np.maximum(query @ self._right, 0.0).astype(np.float32)
        return found


class LikeItems:
    """Items whose features are like those of a history; finds items that nobody has had."""

    def __init__(self, features: sparse.csr_matrix) -> None:
        self._features = features

    def scores(self, histories: Sequence[History]) -> Scores:
        """Return the weighted sum of the cosines of each item and a history's items."""
        profiles = recent(histories, self._features.shape[0]) @ self._features
        found: Scores = np.asarray((profiles @ self._features.T).toarray(), dtype=np.float32)
        return found


def recent(histories: Sequence[History], items: int) -> sparse.csr_matrix:
    """Return histories as rows over items, each older item weighing less."""
    rows, columns, weights = [], [], []
    for row, history in enumerate(histories):
        for age, item in enumerate(reversed(history[-REACH:])):
            rows.append(row)
            columns.append(item)
            weights.append(RECENCY**age)
    return sparse.csr_matrix((weights, (rows, columns)), shape=(len(histories), items))


def pair_counts(histories: Sequence[History], items: int) -> sparse.csr_matrix:
    """Return how often the column's item came after the row's, near ones more, and before in part.

    Who has much says less of each pair.
    """
    rows, columns, weights = [], [], []
    steps = STEP_DECAY ** np.arange(REACH)
    for history in histories:
        share = 1.0 / np.log2(3.0 + len(history))
        own = np.asarray(history, dtype=np.int64)
        for start in range(len(own) - 1):
            after = own[start + 1 : start + 1 + REACH]
            rows.append(np.full(len(after), own[start]))
            columns.append(after)
            weights.append(share * steps[: len(after)])
    if not rows:
        return sparse.csr_matrix((items, items), dtype=np.float64)
    pairs = (np.concatenate(rows), np.concatenate(columns))
    forwards = sparse.csr_matrix((np.concatenate(weights), pairs), shape=(items, items))
    return (forwards + BACKWARDS * forwards.T).tocsr()


def _had(histories: Sequence[History], items: int) -> NDArray[np.float64]:
    """Return how many acts there were on each item."""
    all_rows = [np.asarray(history, dtype=np.int64) for history in histories]
    joined = np.concatenate(all_rows) if all_rows else np.zeros(0, dtype=np.int64)
    return np.bincount(joined, minlength=items).astype(np.float64)


def _discounted(
    counts: sparse.csr_matrix, had: NDArray[np.float64], from_power: float, to_power: float
) -> sparse.csr_matrix:
    return (sparse.diags(had**-from_power) @ counts @ sparse.diags(had**-to_power)).tocsr()
