"""Reciprocal rank fusion: several rankings become one, whatever their scores mean. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
