"""Cutting labelled items into parts with the same mix of labels, by seed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

# A class keeps at least this many items for training before one is held out.
_MIN_KEPT = 3


def hold_out(labels: Sequence[Hashable], share: float, seed: int) -> tuple[list[int], list[int]]:
    """Return indexes (kept, held out): `share` of each label's items is held out, rounded.

    A label with too few items to spare one is kept whole.
    """
    rng = np.random.default_rng(seed)
    held: set[int] = set()
    for indexes in _by_label(labels):
        count = min(max(round(share * len(indexes)), 1), len(indexes) - _MIN_KEPT)
        if count > 0:
            held.update(int(index) for index in rng.permutation(indexes)[:count])
    return [i for i in range(len(labels)) if i not in held], sorted(held)


def folds(labels: Sequence[Hashable], count: int, seed: int) -> list[list[int]]:
    """Return `count` disjoint lists of indexes that together hold every item."""
    rng = np.random.default_rng(seed)
    parts: list[list[int]] = [[] for _ in range(count)]
    position = 0
    for indexes in _by_label(labels):
        for index in rng.permutation(indexes):
            parts[position % count].append(int(index))
            position += 1
    return [sorted(part) for part in parts]


def _by_label(labels: Sequence[Hashable]) -> list[list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for index, label in enumerate(labels):
        groups.setdefault(label, []).append(index)
    return list(groups.values())
