"""Vectors without what they all share: what is left tells the texts of one subject apart.

All texts of one shop, or of one language that the encoder hardly knows, point in nearly the same
direction. With their mean taken out, cosines spread again; a text in a foreign field gains most.
"""

from __future__ import annotations

import numpy as np

from retrieval.dense import DenseIndex
from retrieval.types import Vectors, Vectors1d

FEW = 20.0
"""With so many vectors half of the mean is taken out: the mean of few is mostly themselves."""
TINY = 1e-6


class CentredIndex:
    """A dense index of centred vectors; questions are centred in the same way."""

    def __init__(self, vectors: Vectors) -> None:
        count = len(vectors)
        self._shared = vectors.sum(axis=0) / np.float32(count + FEW)
        self.dense = DenseIndex(_unit(vectors - self._shared))

    def cosines(self, vector: Vectors1d) -> Vectors1d:
        """Return the cosine of every vector and a question's."""
        own = _unit((vector - self._shared)[None, :])[0]
        return self.dense.cosines(own)


def _unit(vectors: Vectors) -> Vectors:
    """Return rows of length 1; a row that is the mean itself points anywhere."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    fallback = np.zeros_like(vectors)
    fallback[:, :1] = 1.0
    unit: Vectors = np.where(lengths > TINY, vectors / np.maximum(lengths, TINY), fallback)
    return unit.astype(np.float32)
