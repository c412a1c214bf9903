"""An encoder that needs no weights: hashed words, so that texts sharing words are near."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.analyzer import Analyzer


class WordEncoder:
    """Each stem of a text is a fixed random direction; a text is the unit sum of its stems."""

    def __init__(self, width: int = 64, fingerprint: str = "words") -> None:
        self.width = width
        self.calls = 0
        self._fingerprint = fingerprint
        self._analyzer = Analyzer()

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls += 1
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> NDArray[np.float32]:
        stems = self._analyzer.terms(text) or [""]
        total = np.sum([self._direction(stem) for stem in stems], axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)

    def _direction(self, stem: str) -> NDArray[np.float64]:
        seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(self.width)
