"""Picking recommendations so that they are not five times the same thing. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from retrieval.types import Product, Recommendation

REPEAT_SHARE = 0.6
"""Each product already picked of the same category leaves so much of the score."""


def spread(
    candidates: Sequence[Recommendation], products: Mapping[str, Product], top_k: int
) -> list[Recommendation]:
    """Return the best candidates, each further one of a category counting less.

    Scores stay as they were; equal ones go by product id.
    """
    left = sorted(candidates, key=lambda one: (-one.score, one.product_id))
    picked: list[Recommendation] = []
    leaves: Counter[str] = Counter()
    while left and len(picked) < top_k:
        best = max(
            left,
            key=lambda one: (
                one.score * REPEAT_SHARE ** leaves[products[one.product_id].category[-1]]
            ),
        )
        left.remove(best)
        picked.append(best)
        leaves[products[best.product_id].category[-1]] += 1
    return picked
