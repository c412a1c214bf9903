"""Exact search over unit vectors with FAISS: inner product, which is the cosine."""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.types import Vectors, Vectors1d

UNIT_TOLERANCE = 1e-3
"""How far a norm may be from 1; encoders in bfloat16 come within this."""


class DenseIndex:
    """A flat inner-product index. Immutable once made, so any number of threads may search."""

    def __init__(self, vectors: Vectors) -> None:
        if vectors.ndim != 2 or not np.isfinite(vectors).all():
            raise ValueError(f"vectors must be finite rows, got shape {vectors.shape}")
        norms = np.linalg.norm(vectors, axis=1)
        if vectors.shape[0] and float(np.abs(norms - 1).max()) > UNIT_TOLERANCE:
            raise ValueError(
                f"vectors must have length 1, got {float(norms.min()):.4f} to "
                f"{float(norms.max()):.4f}"
            )
        self.vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self.vectors.flags.writeable = False
        self._faiss = faiss.IndexFlatIP(max(self.vectors.shape[1], 1))
        if self.vectors.shape[0]:
            self._faiss.add(self.vectors)

    @property
    def count(self) -> int:
        """Number of vectors."""
        return int(self.vectors.shape[0])

    @property
    def width(self) -> int:
        """Number of components of a vector."""
        return int(self.vectors.shape[1])

    def search(
        self, vector: Vectors1d, top_k: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `top_k` (row, cosine), best first, among the rows that are allowed.

        Equal cosines go by row number. Raises ValueError if the vector does not fit the index.
        """
        rows = self.count if allowed is None else int(np.count_nonzero(allowed))
        top_k = min(top_k, rows)
        if top_k <= 0:
            return []
        query = self.checked(vector)
        cosines, found = self._faiss.search(query[None, :], top_k, params=_selection(allowed))
        pairs = [
            (int(row), float(cosine))
            for row, cosine in zip(found[0], cosines[0], strict=True)
            if row >= 0
        ]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def cosines(self, vector: Vectors1d) -> NDArray[np.float32]:
        """Return the cosine of every row."""
        result: NDArray[np.float32] = self.vectors @ self.checked(vector)
        return result

    def checked(self, vector: Vectors1d) -> Vectors1d:
        """Return the vector as the index needs it; ValueError if it cannot be compared."""
        query = np.ascontiguousarray(vector, dtype=np.float32)
        if query.shape != (self.width,):
            raise ValueError(f"the index has vectors of width {self.width}, got {query.shape}")
        if not np.isfinite(query).all():
            raise ValueError("the query vector has a component that is not a finite number")
        return query


def _selection(allowed: NDArray[np.bool_] | None) -> faiss.SearchParameters | None:
    if allowed is None:
        return None
    bits = np.packbits(allowed, bitorder="little")
    # the stubs describe the constructors of C++; Python's also keep their arguments alive
    selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
