from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.dense import DenseIndex
from retrieval.types import Vectors


def unit_rows(count: int, width: int = 16, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, width))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(1, 20), st.floats(0, 1))
@settings(deadline=None)
def test_it_agrees_with_brute_force(seed: int, count: int, top_k: int, share: float) -> None:
    vectors = unit_rows(count, seed=seed)
    query = unit_rows(1, seed=seed + 1)[0]
    allowed = np.random.default_rng(seed).random(count) < share
    found = DenseIndex(vectors).search(query, top_k, allowed)
    cosines = vectors @ query
    best = sorted(np.flatnonzero(allowed), key=lambda row: (-cosines[row], row))[:top_k]
    assert len(found) == len(best)
    assert all(allowed[row] for row, _ in found)
    assert [cosine for _, cosine in found] == pytest.approx(cosines[best].tolist(), abs=1e-5)


def test_an_item_is_nearest_to_itself_with_cosine_one() -> None:
    vectors = unit_rows(30)
    for row in range(30):
        (found, cosine), *_ = DenseIndex(vectors).search(vectors[row], 3)
        assert found == row
        assert cosine == pytest.approx(1.0, abs=1e-5)


def test_equal_vectors_come_in_the_order_of_their_rows() -> None:
    vectors = np.repeat(unit_rows(1), 5, axis=0)
    assert [row for row, _ in DenseIndex(vectors).search(vectors[0], 5)] == [0, 1, 2, 3, 4]


def test_cosines_are_those_of_all_rows() -> None:
    vectors = unit_rows(7)
    assert DenseIndex(vectors).cosines(vectors[2]) == pytest.approx(vectors @ vectors[2])


@pytest.mark.parametrize(
    "vectors",
    [
        2 * unit_rows(3),
        np.full((2, 4), np.nan, dtype=np.float32),
        np.zeros((2, 4), dtype=np.float32),
        np.zeros(4, dtype=np.float32),
    ],
)
def test_vectors_that_are_no_unit_rows_are_refused(vectors: Vectors) -> None:
    with pytest.raises(ValueError, match="vectors must"):
        DenseIndex(vectors)


@pytest.mark.parametrize(
    "query",
    [
        np.zeros(3, dtype=np.float32),
        np.zeros((1, 16), dtype=np.float32),
        np.full(16, np.inf, dtype=np.float32),
        np.full(16, np.nan, dtype=np.float32),
    ],
)
def test_a_query_that_does_not_fit_is_refused(query: Vectors) -> None:
    with pytest.raises(ValueError, match=r"width|finite"):
        DenseIndex(unit_rows(3)).search(query, 2)


def test_nothing_is_found_in_nothing() -> None:
    empty = DenseIndex(np.zeros((0, 0), dtype=np.float32))
    assert empty.search(unit_rows(1)[0], 5) == []
    assert DenseIndex(unit_rows(3)).search(unit_rows(1)[0], 0) == []
    assert DenseIndex(unit_rows(3)).search(unit_rows(1)[0], 5, np.zeros(3, dtype=np.bool_)) == []


def test_the_stored_vectors_cannot_be_changed() -> None:
    index = DenseIndex(unit_rows(3))
    with pytest.raises(ValueError, match="read-only"):
        index.vectors[0, 0] = 1.0
