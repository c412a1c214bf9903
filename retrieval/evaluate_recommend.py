"""How good recommendations are: each user's last item among all that the user has not had."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retrieval.bootstrap import interval
from retrieval.encoding import Progress
from retrieval.item_histories import Histories
from retrieval.next_item import History, Scores
from retrieval.next_item_blend import (
    FOLLOWING,
    POPULAR,
    NextItemRecommender,
    batches,
    without_seen,
)

DEPTH = 10
Ranks = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RecommendEvaluation:
    """Figures in [0, 1] of the blend, with intervals, and of guesses alone beside it."""

    users: int
    items: int
    repeats: int
    weights: Mapping[str, float]
    figures: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    alone: Mapping[str, Mapping[str, float]]

    def to_json(self) -> dict[str, object]:
        """Return the figures at the top, the rest beside them."""
        return {
            **self.figures,
            "intervals": {name: list(pair) for name, pair in self.intervals.items()},
            **{name: dict(figures) for name, figures in self.alone.items()},
            "weights": dict(self.weights),
            "users": self.users,
            "items": self.items,
            "repeats": self.repeats,
        }

    def table_rows(self) -> list[list[object]]:
        """Return a row for each figure: name, value, interval, and the same of guesses alone."""
        return [
            [
                name,
                f"{value:.4f}",
                " to ".join(f"{end:.4f}" for end in self.intervals[name]),
                *(f"{figures[name]:.4f}" for figures in self.alone.values()),
            ]
            for name, value in self.figures.items()
        ]


def evaluate_recommend(
    histories: Histories,
    features: sparse.csr_matrix | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> RecommendEvaluation:
    """Hold back every last item, learn from the rest, and see at which rank it comes.

    An item that the user has had before cannot come: it counts as not found and in `repeats`.
    """
    before, last = histories.without_last()
    recommender = NextItemRecommender.fitted(before, features, _stage("weights", progress))
    asked = {
        "": recommender.scores,
        **{name: _alone(recommender, name) for name in (POPULAR, FOLLOWING)},
    }
    ranks = _ranks(asked, before.rows, last, _stage("users", progress))
    figures = {name: _figures(found) for name, found in ranks.items()}
    return RecommendEvaluation(
        users=len(last),
        items=len(histories.items),
        repeats=sum(item in row for row, item in zip(before.rows, last, strict=True)),
        weights=recommender.weights,
        figures=_means(figures[""]),
        intervals={name: interval(list(values)) for name, values in figures[""].items()},
        alone={name: _means(found) for name, found in figures.items() if name},
    )


def _alone(recommender: NextItemRecommender, name: str) -> Callable[[Sequence[History]], Scores]:
    scorer = recommender.scorers[name]
    return lambda histories: without_seen(scorer.scores(histories), histories)


def _ranks(
    asked: Mapping[str, Callable[[Sequence[History]], Scores]],
    histories: Sequence[History],
    last: Sequence[int],
    progress: Progress | None,
) -> dict[str, Ranks]:
    """Return the rank, from 1, of each last item; of equal scores the wanted one comes last."""
    wanted = np.array(last, dtype=np.int64)
    parts: dict[str, list[Ranks]] = {name: [] for name in asked}
    for part in batches(len(wanted)):
        for name, score in asked.items():
            scores = score(histories[part])
            own = scores[np.arange(len(scores)), wanted[part]][:, None]
            parts[name].append((scores >= own).sum(axis=1))
        if progress:
            progress(part.stop, len(wanted))
    return {name: np.concatenate(found) for name, found in parts.items()}


def _figures(ranks: Ranks) -> dict[str, NDArray[np.float64]]:
    found = ranks <= DEPTH
    gains = np.where(found, 1.0 / np.log2(np.maximum(ranks, 1) + 1.0), 0.0)
    return {f"hr@{DEPTH}": found.astype(np.float64), f"ndcg@{DEPTH}": gains}


def _means(figures: Mapping[str, NDArray[np.float64]]) -> dict[str, float]:
    return {name: float(values.mean()) for name, values in figures.items()}


def _stage(name: str, progress: Callable[[str, int, int], None] | None) -> Progress | None:
    return (lambda done, total: progress(name, done, total)) if progress else None
