from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.fusion import blend, fuse

rankings = st.lists(st.lists(st.integers(0, 30), unique=True, max_size=15), max_size=4)


def test_the_best_of_both_comes_first() -> None:
    fused = fuse([[1, 2, 3], [3, 1]])
    assert [one.item for one in fused] == [1, 3, 2]
    assert fused[0].ranks == (1, 2)
    assert fused[2].ranks == (2, None)


def test_the_top_of_every_ranking_scores_one() -> None:
    assert fuse([[7], [7], [7]])[0].score == pytest.approx(1.0)


def test_a_weight_of_zero_leaves_a_ranking_out_of_the_score() -> None:
    fused = fuse([[1, 2], [2, 1]], weights=(1.0, 0.0))
    assert [one.item for one in fused] == [1, 2]


def test_equal_scores_go_by_item() -> None:
    assert [one.item for one in fuse([[5, 1], [1, 5]])] == [1, 5]


def test_an_item_named_twice_has_its_best_rank() -> None:
    assert fuse([[4, 9, 4]])[0].ranks == (1,)


@pytest.mark.parametrize("weights", [(1.0,), (1.0, -1.0), (1.0, 1.0, 1.0)])
def test_weights_must_fit_the_rankings(weights: Sequence[float]) -> None:
    with pytest.raises(ValueError, match="weight"):
        fuse([[1], [2]], weights)


@given(rankings)
@settings(deadline=None)
def test_every_item_appears_once_in_falling_order(given_rankings: list[list[int]]) -> None:
    fused = fuse(given_rankings)
    items = [one.item for one in fused]
    assert sorted(items) == sorted(set().union(*given_rankings) if given_rankings else set())
    assert all(a.score >= b.score for a, b in pairwise(fused))
    assert all(0 < one.score <= 1 + 1e-9 for one in fused)
    for one in fused:
        for ranking, rank in zip(given_rankings, one.ranks, strict=True):
            assert (rank is None) == (one.item not in ranking)
            assert rank is None or ranking[rank - 1] == one.item


@given(rankings)
@settings(deadline=None)
def test_better_in_all_rankings_is_better_fused(given_rankings: list[list[int]]) -> None:
    places = {one.item: place for place, one in enumerate(fuse(given_rankings))}
    full = [ranking for ranking in given_rankings if ranking]
    for a in places:
        for b in places:
            ranks = [(r.index(a), r.index(b)) for r in full if a in r and b in r]
            if len(ranks) == len(full) and all(x < y for x, y in ranks):
                assert places[a] < places[b]


def test_scores_are_blended_by_weight_and_keep_their_distances() -> None:
    dense, words = np.array([0.9, 0.1], np.float32), np.array([0.0, 0.4], np.float32)
    assert blend((dense, words), (3.0, 1.0)) == pytest.approx([0.675, 0.175])
    assert blend((dense, words), (0.0, 1.0)) == pytest.approx([0.0, 0.4])


@pytest.mark.parametrize("weights", [(1.0,), (0.0, 0.0), (1.0, -0.5), ()])
def test_weights_that_do_not_fit_are_refused(weights: tuple[float, ...]) -> None:
    channel = np.zeros(2, np.float32)
    with pytest.raises(ValueError, match="one weight of 0 or more"):
        blend((channel, channel), weights)
