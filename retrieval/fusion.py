"""Several rankings become one: by ranks, whatever scores mean, or by scores that compare. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RANK_OFFSET = 60
"""The constant of the original method (Cormack et al. 2009): it flattens the first ranks."""


@dataclass(frozen=True, slots=True)
class Fused:
    """An item with its fused score and its rank, from 1, in each ranking that has it."""

    item: int
    score: float
    ranks: tuple[int | None, ...]


def fuse(
    rankings: Sequence[Sequence[int]],
    weights: Sequence[float] | None = None,
    rank_offset: int = RANK_OFFSET,
) -> list[Fused]:
    """Return all items of the rankings, best first; equal scores go by item number.

    An item's score is the sum of weight / (rank_offset + rank) over the rankings that have it,
    divided by what an item at the top of every ranking gets, so it lies in (0, 1].
    """
    weights = tuple(weights) if weights is not None else (1.0,) * len(rankings)
    if len(weights) != len(rankings) or any(weight < 0 for weight in weights):
        raise ValueError(f"need one weight of 0 or more for each ranking, got {weights}")
    places = [
        {item: rank for rank, item in reversed(list(enumerate(ranking, start=1)))}
        for ranking in rankings
    ]
    best = sum(weights) / (rank_offset + 1)
    fused = []
    # sorted, so that sums of floats never depend on the order of a set
    for item in sorted(set().union(*places)) if places else []:
        ranks = tuple(place.get(item) for place in places)
        score = sum(
            weight / (rank_offset + rank)
            for weight, rank in zip(weights, ranks, strict=True)
            if rank is not None
        )
        fused.append(Fused(item, score / best if best else 0.0, ranks))
    return sorted(fused, key=lambda entry: (-entry.score, entry.item))


def blend(
    channels: Sequence[NDArray[np.float32]], weights: Sequence[float]
) -> NDArray[np.float32]:
    """Return the weighted mean of channels that score the same items on scales that compare.

    Unlike ranks it keeps how much better one item is than the next. Raises ValueError if the
    weights do not fit or are all 0.
    """
    if len(weights) != len(channels) or min(weights, default=0.0) < 0 or not sum(weights):
        raise ValueError(f"need one weight of 0 or more for each channel, got {tuple(weights)}")
    total = np.zeros_like(channels[0])
    for channel, weight in zip(channels, weights, strict=True):
        total += np.float32(weight / sum(weights)) * channel
    return total
