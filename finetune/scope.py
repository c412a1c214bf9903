"""Signs that a text is none of the intents, all from the one forward pass and the letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finetune.calibration import Array, softmax
from finetune.familiarity import Familiarity
from finetune.inference import Reading

SIGNS = (
    "log_odds",
    "margin",
    "cosine",
    "energy",
    "neighbours",
    "agreement",
    "likeness",
    "familiarity",
)
# Nearest training texts that are looked at: few, because an intent may have only a handful.
_NEIGHBOURS = 5
_MAX_PROBABILITY = 1.0 - 1e-6


@dataclass(frozen=True, slots=True)
class Memory:
    """The training texts: unit features of the intent head, embeddings, intent numbers.

    Features draw every text to some intent; embeddings, which stay near the encoder's own, know
    better when a text is like none of them.
    """

    features: NDArray[np.float32]
    embeddings: NDArray[np.float32]
    labels: NDArray[np.int64]


def scope_signs(
    texts: Sequence[str],
    reading: Reading,
    temperature: float,
    memory: Memory,
    familiarity: Familiarity,
) -> Array:
    """Return a row of signs for each text, in the order of `SIGNS`."""
    logits = reading.logits.astype(np.float64) / temperature
    ordered = np.sort(logits, axis=1)
    best = np.minimum(softmax(logits).max(axis=1), _MAX_PROBABILITY)
    top = ordered[:, -1]
    energy = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    cosines = reading.features @ memory.features.T
    count = min(_NEIGHBOURS, cosines.shape[1])
    nearest = np.argpartition(cosines, -count, axis=1)[:, -count:]
    likeness = np.partition(reading.embeddings @ memory.embeddings.T, -count, axis=1)[:, -count:]
    same = memory.labels[nearest] == logits.argmax(axis=1)[:, None]
    return np.column_stack(
        [
            np.log(best / (1.0 - best)),
            top - ordered[:, -2],
            reading.cosines.max(axis=1),
            energy,
            np.take_along_axis(cosines, nearest, axis=1).mean(axis=1),
            same.mean(axis=1),
            likeness.mean(axis=1),
            [familiarity.score(text) for text in texts],
        ]
    )
