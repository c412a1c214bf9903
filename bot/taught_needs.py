"""What the catalogue's needs teach the model: that they are wishes.

All examples tell search what is asked for (`retrieval.needs`). Some are trained on besides, or a
need that names no thing would be out of scope to the model, or a complaint. To draw them to what
meets them was tried: those trained on then lie apart from the others, and search finds less.
"""

from __future__ import annotations

from collections.abc import Iterable

from finetune.types import Example
from retrieval.types import Need

# Of each need so many examples become the intent's: it is learned, and no other is drowned.
_AS_WISHES = 2


def taught_examples(needs: Iterable[Need], intent: str) -> list[Example]:
    """Return some examples of each need as examples of an intent."""
    return [
        Example(text, intent, source=f"catalog/needs: {need.category} {need.kind}".rstrip())
        for need in needs
        if need.category
        for text in need.examples[:_AS_WISHES]
    ]
