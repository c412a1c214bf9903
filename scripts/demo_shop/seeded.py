"""Repeatable chance: every part of the demo shop draws from its own named stream."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, name: str) -> random.Random:
    """Return a generator that depends on seed and name only, so parts do not shift each other."""
    return random.Random(f"{seed}:{name}")  # noqa: S311 - invented data, not a secret


def weighted(draw: random.Random, options: Sequence[T], weights: Sequence[float]) -> T:
    """Return one option, drawn with the given weights."""
    return draw.choices(options, weights)[0]
