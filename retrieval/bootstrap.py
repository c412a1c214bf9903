"""How sure a mean is: bootstrap intervals, the same for the same values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

ROUNDS = 1_000
"""Enough for two digits of a 95 % interval."""
LEVEL = 95.0
SEED = 20
CHUNK = 2_000_000
"""Numbers drawn at once, so that many values need no more memory than few."""


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % percentile interval of the mean; (0, 0) of nothing."""
    if not len(values):
        return 0.0, 0.0
    numbers = np.asarray(values, dtype=np.float64)
    random = np.random.default_rng(SEED)
    rounds = max(CHUNK // len(numbers), 1)
    means: list[float] = []
    while len(means) < ROUNDS:
        drawn = random.integers(0, len(numbers), (min(rounds, ROUNDS - len(means)), len(numbers)))
        means.extend(numbers[drawn].mean(axis=1))
    rest = (100.0 - LEVEL) / 2
    low, high = np.percentile(means, [rest, 100.0 - rest])
    return float(low), float(high)
