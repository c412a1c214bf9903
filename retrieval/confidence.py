"""How likely the best answer is the right one: a logistic of what the search has seen. Pure.

The weights are fitted when an index is built, on the phrasings themselves. Each is asked with
itself left out (is the rest of its entry still found?), and some with their whole entry left out,
when nothing that is found can be right. So the figure means the same for every encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

MIN_OBSERVATIONS = 100
"""With fewer the defaults are better than a fit."""
RIDGE = 1.0
"""Pull of the fit towards the defaults, in observations: keeps the weights of few data sane."""
STEPS = 30
"""Newton steps; it has converged after about eight."""
DIGITS = 4
"""Stored digits: hides the last bits in which two runs of a matrix product may differ."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a found item, and whether it was right.

    `cosine` is its best; `margin` its lead over the best other item; `coverage` the share of
    the question's words that it has.
    """

    cosine: float
    margin: float
    coverage: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Confidence:
    """Weights of the logistic. The defaults are a fit on the demo shop with MiniLM's weights."""

    bias: float = -3.2
    cosine: float = 2.2
    margin: float = 0.7
    coverage: float = 1.0

    def of(self, seen: Observation) -> float:
        """Return the probability, in (0, 1), that the item answers the question."""
        return float(_logistic(_features([seen]) @ self._weights())[0])

    def to_json(self) -> dict[str, float]:
        """Return the weights by name."""
        return asdict(self)

    @classmethod
    def fit(cls, observations: Sequence[Observation]) -> Self:
        """Return the weights that fit observations best, the defaults if there are too few."""
        default = cls()
        rights = sum(one.right for one in observations)
        if min(rights, len(observations) - rights) < MIN_OBSERVATIONS:
            return default
        features = _features(observations)
        right = np.array([one.right for one in observations], dtype=np.float64)
        prior = default._weights()
        weights = prior.copy()
        for _ in range(STEPS):
            likely = _logistic(features @ weights)
            slope = features.T @ (likely - right) + RIDGE * (weights - prior)
            spread = features.T * (likely * (1 - likely)) @ features + RIDGE * np.eye(len(weights))
            weights = weights - np.linalg.solve(spread, slope)
        bias, cosine, margin, coverage = (round(float(one), DIGITS) for one in weights)
        # more likeness never makes an answer less likely, whatever odd data say
        return cls(bias, max(cosine, 0.0), max(margin, 0.0), max(coverage, 0.0))

    def _weights(self) -> NDArray[np.float64]:
        return np.array([self.bias, self.cosine, self.margin, self.coverage])


def _features(observations: Sequence[Observation]) -> NDArray[np.float64]:
    return np.array(
        [[1.0, one.cosine, one.margin, one.coverage] for one in observations], dtype=np.float64
    )


def _logistic(values: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))
    return result
