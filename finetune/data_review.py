"""Examples worth a second look: mislabelled, nearly the same under two intents, too few.

Every example is judged by heads over the encoder as it is that were fitted without it. One is
taken for mislabelled by confident learning (Northcutt et al. 2021): another intent is at least as
probable as it is for that intent's own examples on average.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finetune.known_texts import text_key
from finetune.types import Example

# Cosines of unrelated sentences are below 0.3, of paraphrases about 0.8; at this one hardly more
# than a letter or the order of words differs.
_NEARLY_THE_SAME = 0.97
# An intent overlaps with another that so much of it is surely taken for, and so many examples.
_OVERLAP_SHARE = 0.1
_OVERLAP_COUNT = 3
_FEW_EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: `kind`, where it stands ("file:line"), what it is, what to do."""

    kind: str
    source: str
    message: str
    fix: str
    weight: float

    def __str__(self) -> str:
        """Return `file:line: message; fix`."""
        return f"{self.source}: {self.message}; {self.fix}"


def review(
    examples: Sequence[Example], vectors: NDArray[np.float32], chances: NDArray[np.float64]
) -> list[Finding]:
    """Return findings, the gravest of each kind first.

    `vectors` are the examples' unit embeddings, shape (examples, width); `chances` what heads
    without them say, shape (examples, intents), intents in alphabetical order.
    """
    intents = sorted({each.intent for each in examples})
    labels = np.asarray([intents.index(each.intent) for each in examples])
    taken_for = _taken_for(labels, chances)
    return [
        *_mislabelled(examples, intents, labels, chances, taken_for),
        *_near_twins(examples, vectors),
        *_overlaps(examples, intents, labels, taken_for),
        *_too_few(examples),
    ]


def _taken_for(labels: NDArray[np.int64], chances: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the intent that each example surely belongs to instead, -1 for its own or none."""
    count = chances.shape[1]
    own = chances[np.arange(len(labels)), labels]
    usual = np.asarray(
        [
            own[labels == intent].mean() if (labels == intent).any() else 1.0
            for intent in range(count)
        ]
    )
    sure = np.where(chances >= usual, chances, 0.0)
    best = sure.argmax(axis=1)
    wrong = (sure.max(axis=1) > 0) & (best != labels)
    return np.where(wrong, best, -1)


def _mislabelled(
    examples: Sequence[Example],
    intents: Sequence[str],
    labels: NDArray[np.int64],
    chances: NDArray[np.float64],
    taken_for: NDArray[np.int64],
) -> list[Finding]:
    found = []
    for place in np.flatnonzero(taken_for >= 0).tolist():
        other, example = int(taken_for[place]), examples[place]
        chance, own = float(chances[place, other]), float(chances[place, labels[place]])
        found.append(
            Finding(
                "mislabelled",
                example.source,
                f"{example.text!r} under {example.intent} reads like {intents[other]} "
                f"({chance:.2f}, not {own:.2f})",
                f"move it to {intents[other]}, or add more like it to {example.intent}",
                chance - own,
            )
        )
    return sorted(found, key=lambda each: -each.weight)


def _near_twins(examples: Sequence[Example], vectors: NDArray[np.float32]) -> list[Finding]:
    """Return pairs of different intents that say nearly the same."""
    found = []
    keys = [text_key(each.text) for each in examples]
    for place, example in enumerate(examples):
        cosines = vectors[place + 1 :] @ vectors[place]
        for step in np.flatnonzero(cosines >= _NEARLY_THE_SAME).tolist():
            other = examples[place + 1 + step]
            if other.intent == example.intent:
                continue
            same = keys[place] == keys[place + 1 + step]
            found.append(
                Finding(
                    "near_duplicate",
                    example.source,
                    f"{example.text!r} under {example.intent} is {'' if same else 'nearly '}"
                    f"{other.text!r} under {other.intent} ({other.source})",
                    "keep the one that is right",
                    float(cosines[step]),
                )
            )
    return sorted(found, key=lambda each: -each.weight)


def _overlaps(
    examples: Sequence[Example],
    intents: Sequence[str],
    labels: NDArray[np.int64],
    taken_for: NDArray[np.int64],
) -> list[Finding]:
    sizes = Counter(labels.tolist())
    pairs = Counter(
        (own, other)
        for own, other in zip(labels.tolist(), taken_for.tolist(), strict=True)
        if other >= 0
    )
    found = []
    for (own, other), count in pairs.items():
        if count < _OVERLAP_COUNT or count < _OVERLAP_SHARE * sizes[own]:
            continue
        first = examples[labels.tolist().index(own)]
        found.append(
            Finding(
                "overlap",
                first.source,
                f"{count} of {sizes[own]} examples of {intents[own]} read like {intents[other]}",
                "merge the two intents, or say in their examples what tells them apart",
                count / sizes[own],
            )
        )
    return sorted(found, key=lambda each: -each.weight)


def _too_few(examples: Sequence[Example]) -> list[Finding]:
    counts = Counter(each.intent for each in examples)
    first = {each.intent: each.source for each in reversed(examples)}
    return [
        Finding(
            "too_few",
            first[intent],
            f"intent {intent} has {count} example{'' if count == 1 else 's'}",
            f"write at least {_FEW_EXAMPLES - count} more, as customers would say it",
            float(_FEW_EXAMPLES - count),
        )
        for intent, count in sorted(counts.items(), key=lambda item: (item[1], item[0]))
        if count < _FEW_EXAMPLES
    ]
