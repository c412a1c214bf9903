"""What to recommend next: several guesses blended, with weights that the log itself gives.

Each user's next-to-last item is held back, the weights that rank these best are kept, and then
everything is counted again with them. No item that is used for testing is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retrieval.encoding import Progress
from retrieval.item_histories import Histories
from retrieval.next_item import (
    FollowingItems,
    History,
    ItemScorer,
    LatentItems,
    LikeItems,
    PopularItems,
    Scores,
)

FOLLOWING, LATENT, LIKE, POPULAR = "item-item", "latent", "content", "popularity"
USUAL: Mapping[str, float] = {FOLLOWING: 1.0, LATENT: 0.5, LIKE: 0.3, POPULAR: 0.05}
"""Weights while the log is too short to give any."""
STEPS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)
ROUNDS = 2
MIN_USERS = 50
"""Fewer held-back items are no measure of weights."""
MAX_USERS = 4_000
POOL = 100
"""Best items of each guess that are looked at while fitting."""
TOP = 10
BATCH = 500
SEED = 3


class NextItemRecommender:
    """Recommends items by what users had before. Immutable; safe to share between threads."""

    def __init__(
        self,
        histories: Histories,
        features: sparse.csr_matrix | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.items = histories.items
        self._rows = {item: row for row, item in enumerate(histories.items)}
        self.scorers = scorers(histories, features)
        self.weights = {name: (weights or USUAL)[name] for name in self.scorers}

    @classmethod
    def fitted(
        cls,
        histories: Histories,
        features: sparse.csr_matrix | None = None,
        progress: Progress | None = None,
    ) -> NextItemRecommender:
        """Return a recommender with the weights that rank held-back last items best."""
        before, last = histories.without_last()
        weights = None
        if len(last) >= MIN_USERS:
            weights = learned_weights(scorers(before, features), before.rows, last, progress)
        return cls(histories, features, weights)

    def recommend(
        self, history: Sequence[str], top_k: int = TOP, allowed: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return up to `top_k` (item, score) a user has not had, best first.

        `allowed` limits what may come; unknown items of the history are passed over. Nothing is
        recommended that no guess speaks for.
        """
        known = [self._rows[item] for item in history if item in self._rows]
        scores = self.scores([known])[0]
        if allowed is not None:
            may = np.zeros(len(scores), dtype=np.bool_)
            may[[self._rows[item] for item in allowed if item in self._rows]] = True
            scores[~may] = -np.inf
        order = np.argsort(-scores, kind="stable")[: max(top_k, 0)]
        return [(self.items[row], float(scores[row])) for row in order if scores[row] > 0]

    def scores(self, histories: Sequence[History]) -> Scores:
        """Return the blended scores of all items for each history; what was had is -inf."""
        total = np.zeros((len(histories), len(self.items)), dtype=np.float32)
        for name, scorer in self.scorers.items():
            if self.weights[name]:
                total += np.float32(self.weights[name]) * unseen(scorer, histories)
        return without_seen(total, histories)


def scorers(
    histories: Histories, features: sparse.csr_matrix | None = None
) -> dict[str, ItemScorer]:
    """Return the guesses that the data allow, by name."""
    count = len(histories.items)
    found: dict[str, ItemScorer] = {
        FOLLOWING: FollowingItems(histories.rows, count),
        LATENT: LatentItems(histories.rows, count),
        POPULAR: PopularItems(histories.rows, count),
    }
    if features is not None:
        found[LIKE] = LikeItems(features)
    return found


def unseen(scorer: ItemScorer, histories: Sequence[History]) -> Scores:
    """Return scores in [0, 1], the best item that a user has not had at 1."""
    scores: Scores = without_seen(scorer.scores(histories), histories)
    np.maximum(scores, 0.0, out=scores)
    best = scores.max(axis=1, keepdims=True, initial=0.0)
    return (scores / np.where(best > 0, best, 1.0)).astype(np.float32)


def without_seen(scores: Scores, histories: Sequence[History]) -> Scores:
    """Return the scores with -inf where a user has had an item."""
    scores = scores.copy()
    for row, history in enumerate(histories):
        scores[row, list(history)] = -np.inf
    return scores


def batches(count: int) -> Iterator[slice]:
    """Yield slices over users that keep memory small."""
    for start in range(0, count, BATCH):
        yield slice(start, min(start + BATCH, count))


def learned_weights(
    found: Mapping[str, ItemScorer],
    histories: Sequence[History],
    last: Sequence[int],
    progress: Progress | None = None,
) -> dict[str, float]:
    """Return the weights with the best NDCG@10 of the last items, found one after the other."""
    chosen = np.sort(np.random.default_rng(SEED).permutation(len(last))[:MAX_USERS])
    asked = [histories[int(row)] for row in chosen]
    wanted = np.array([last[int(row)] for row in chosen])
    pools: list[tuple[NDArray[np.float32], NDArray[np.bool_]]] = []
    for part in batches(len(asked)):
        pools.append(_pool(found, asked[part], wanted[part]))
        if progress:
            progress(part.stop, len(asked))
    names = list(found)
    weights = np.array([USUAL[name] for name in names], dtype=np.float32)
    for _ in range(ROUNDS):
        for place, name in enumerate(names):
            if name != FOLLOWING:  # only how the others weigh against it matters
                tried = [_with(weights, place, step) for step in STEPS]
                weights = max(tried, key=lambda one: _gain(pools, one))
    return {name: round(float(one), 4) for name, one in zip(names, weights, strict=True)}


def _with(weights: NDArray[np.float32], place: int, step: float) -> NDArray[np.float32]:
    changed = weights.copy()
    changed[place] = step
    return changed


def _pool(
    found: Mapping[str, ItemScorer], histories: Sequence[History], wanted: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return the scores of each user's likeliest items, guess by guess, and which is wanted."""
    scored = [unseen(scorer, histories) for scorer in found.values()]
    size = min(POOL, scored[0].shape[1])
    tops = [np.argpartition(-one, size - 1, axis=1)[:, :size] for one in scored]
    rows = np.concatenate([wanted[:, None], *tops], axis=1)
    rows.sort(axis=1)
    repeated = np.zeros(rows.shape, dtype=np.bool_)
    repeated[:, 1:] = rows[:, 1:] == rows[:, :-1]
    users = np.arange(len(rows))[:, None]
    values = np.stack([one[users, rows] for one in scored], axis=-1)
    # an item proposed twice must not be in its own way
    values[repeated] = -1.0
    return values, (rows == wanted[:, None]) & ~repeated


def _gain(
    pools: Sequence[tuple[NDArray[np.float32], NDArray[np.bool_]]], weights: NDArray[np.float32]
) -> float:
    total, users = 0.0, 0
    for values, right in pools:
        scores = values @ weights
        own = scores[right][:, None]
        ranks = (scores >= own).sum(axis=1)
        total += float((1.0 / np.log2(ranks[ranks <= TOP] + 1.0)).sum())
        users += len(ranks)
    return total / max(users, 1)
