"""Many texts through an encoder: each once, beside others of its length, with progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from retrieval.types import Encoder, Vectors

BATCH = 64
"""Texts per call of the encoder, so that progress can be shown."""

Progress = Callable[[int, int], None]
"""Hears how many of how many are done."""


def encoded(encoder: Encoder, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
    """Return a row for each text, shape (0, 0) for none.

    Batches are of about the same length: padding is most of the work else.
    """
    order = sorted(set(texts), key=lambda text: (len(text), text))
    if progress:
        progress(0, len(order))
    if not order:
        return np.zeros((0, 0), dtype=np.float32)
    parts = []
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        parts.append(np.asarray(encoder.encode(batch), dtype=np.float32))
        if progress:
            progress(start + len(batch), len(order))
    rows = {text: row for row, text in enumerate(order)}
    vectors: Vectors = np.concatenate(parts)[[rows[text] for text in texts]]
    return vectors
