from __future__ import annotations

import numpy as np
import pytest

from retrieval.bootstrap import interval


def test_the_interval_holds_the_mean_and_narrows_with_more_values() -> None:
    values = list(np.random.default_rng(2).integers(0, 2, 400).astype(float))
    low, high = interval(values)
    assert low < np.mean(values) < high
    # two standard errors of a share of a half on either side
    assert high - low == pytest.approx(4 * 0.5 / 20, abs=0.02)
    few_low, few_high = interval(values[:40])
    assert few_high - few_low > 2 * (high - low)


def test_it_is_the_same_every_time_and_says_nothing_of_nothing() -> None:
    assert interval([0.0, 1.0, 1.0]) == interval([0.0, 1.0, 1.0])
    assert interval([0.25] * 5) == (0.25, 0.25)
    assert interval([]) == (0.0, 0.0)
