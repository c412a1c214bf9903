"""Honest numbers: probabilities by temperature, and the decision whether a text is in scope.

The decision is a small logistic regression over signs of doubt, fitted on held-out texts; its
threshold is set by how many in-scope texts may be turned away. Plain numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finetune.errors import ModelError

Array = NDArray[np.float64]

# Search range and steps of the temperature: a factor of 10 to either side is beyond any model.
_MAX_LOG_TEMPERATURE = 2.3
_TEMPERATURE_STEPS = 60
# Strength of the pull to zero, in observations; a few hundred texts fit eight numbers.
_RIDGE = 1.0
_NEWTON_STEPS = 50
_CONVERGED = 1e-10
_MIN_SPREAD = 1e-6


def softmax(logits: Array) -> Array:
    """Return row-wise probabilities."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float64)


def fit_temperature(logits: Array, labels: Sequence[int]) -> float:
    """Return the temperature with the least negative log likelihood on held-out texts."""
    if not len(labels):
        return 1.0
    index = (np.arange(len(labels)), np.asarray(labels))

    def cost(log_temperature: float) -> float:
        probabilities = softmax(logits / np.exp(log_temperature))[index]
        return float(-np.log(np.maximum(probabilities, 1e-12)).mean())

    low, high = -_MAX_LOG_TEMPERATURE, _MAX_LOG_TEMPERATURE
    golden = (np.sqrt(5.0) - 1.0) / 2.0
    for _ in range(_TEMPERATURE_STEPS):
        left, right = high - golden * (high - low), low + golden * (high - low)
        if cost(left) <= cost(right):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2.0))


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """A logistic regression over signs; doubt 0.5 is its threshold, above is out of scope."""

    signs: tuple[str, ...]
    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    threshold: float

    def doubt(self, signs: Array) -> Array:
        """Return doubt in [0, 1] for rows of signs; above 0.5 is out of scope."""
        score = self._scores(signs) - self.threshold
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(score, -30.0, 30.0))), dtype=np.float64)

    def shares(self, signs: Array) -> dict[str, float]:
        """Return how much each sign of one text adds to doubt, in log-odds.

        Their sum less `threshold` is above 0 where the text is out of scope.
        """
        scaled = (signs - np.asarray(self.means)) / np.asarray(self.spreads)
        added = (scaled * np.asarray(self.weights)).tolist()
        return dict(zip(self.signs, added, strict=True))

    def _scores(self, signs: Array) -> Array:
        scaled = (signs - np.asarray(self.means)) / np.asarray(self.spreads)
        return np.asarray(scaled @ np.asarray(self.weights), dtype=np.float64)

    @staticmethod
    def fit(
        names: Sequence[str],
        inside: Array,
        outside: Array,
        rejection_rate: float,
        kept: NDArray[np.bool_] | None = None,
    ) -> ScopeRule:
        """Fit on signs of held-out in-scope and out-of-scope texts.

        The threshold turns away `rejection_rate` of the in-scope texts; with `kept`, of those of
        them that it marks: nothing is lost with a text that is taken for another intent anyway.
        """
        means = inside.mean(axis=0)
        spreads = np.maximum(inside.std(axis=0), _MIN_SPREAD)
        rows = (np.concatenate([inside, outside]) - means) / spreads
        labels = np.concatenate([np.zeros(len(inside)), np.ones(len(outside))])
        counts = np.where(labels > 0, 0.5 / max(len(outside), 1), 0.5 / len(inside)) * len(labels)
        weights, _ = _logistic(rows, labels, counts)
        rule = ScopeRule(
            signs=tuple(names),
            means=tuple(map(float, means)),
            spreads=tuple(map(float, spreads)),
            weights=tuple(map(float, weights)),
            threshold=0.0,
        )
        scores = rule._scores(inside if kept is None or not kept.any() else inside[kept])
        threshold = float(np.quantile(scores, 1.0 - rejection_rate, method="higher"))
        return ScopeRule(rule.signs, rule.means, rule.spreads, rule.weights, threshold)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "signs": list(self.signs),
            "means": list(self.means),
            "spreads": list(self.spreads),
            "weights": list(self.weights),
            "threshold": self.threshold,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> ScopeRule:
        """Read what `to_json` wrote; ModelError if it is something else."""
        try:
            rule = ScopeRule(
                signs=tuple(data["signs"]),
                means=tuple(map(float, data["means"])),
                spreads=tuple(map(float, data["spreads"])),
                weights=tuple(map(float, data["weights"])),
                threshold=float(data["threshold"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"not a scope rule: {error}") from None
        if len({len(rule.signs), len(rule.means), len(rule.spreads), len(rule.weights)}) != 1:
            raise ModelError("not a scope rule: its parts differ in length")
        return rule


def _logistic(rows: Array, labels: Array, counts: Array) -> tuple[Array, float]:
    """Return weights and bias of a ridge logistic regression, by Newton's method."""
    design = np.hstack([rows, np.ones((len(rows), 1))])
    ridge = np.full(design.shape[1], _RIDGE)
    ridge[-1] = 0.0
    solution = np.zeros(design.shape[1])
    for _ in range(_NEWTON_STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(design @ solution, -30.0, 30.0)))
        gradient = design.T @ (counts * (chances - labels)) + ridge * solution
        curvature = counts * chances * (1.0 - chances)
        hessian = (design * curvature[:, None]).T @ design + np.diag(ridge + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        solution = solution - step
        if float(np.abs(step).max()) < _CONVERGED:
            break
    return solution[:-1], float(solution[-1])
