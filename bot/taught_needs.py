"""What the catalogue's needs teach the model: that they are wishes, and what meets them.

All examples tell search what is asked for (`retrieval.needs`). Some are trained on besides, or a
need that names no thing would be no wish to the model, and all needs would look alike to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from finetune.types import Example
from retrieval.types import Need

# Of each need so many examples become the intent's: it is learned, and no other is drowned.
_AS_WISHES = 2
# And so many are drawn to what meets them; each costs training time like a question of the FAQ.
_DRAWN = 3


def taught_examples(needs: Iterable[Need], intent: str) -> list[Example]:
    """Return some examples of each need as examples of an intent."""
    return [
        Example(text, intent, source=f"catalog/needs: {need.category} {need.kind}".rstrip())
        for need in needs
        if need.category
        for text in need.examples[:_AS_WISHES]
    ]


def taught_pairs(needs: Iterable[Need]) -> list[tuple[str, str]]:
    """Return what must come close: what customers say in a need, and what meets it."""
    return [
        (text, f"{need.kind}, {need.category}".removeprefix(", ").lower())
        for need in needs
        if need.category
        for text in need.examples[-_DRAWN:]
    ]
