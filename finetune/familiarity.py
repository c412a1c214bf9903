"""How much a text reads like the training texts, letter by letter.

A model of three-letter sequences knows nothing of meaning, but gibberish and other languages
stand out in it, whatever the encoder makes of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from finetune.errors import ModelError

# Longer texts have shown their language by then.
_MAX_CHARACTERS = 300
# Trust in shorter contexts, in imagined observations.
_BACKOFF = 4.0
# Room for letters that training never saw.
_ALPHABET = 300
_BLANK = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Familiarity:
    """Counts of sequences of one to three characters."""

    counts: Mapping[str, int]

    @staticmethod
    def of(texts: Iterable[str]) -> Familiarity:
        """Count the sequences of training texts."""
        counts: Counter[str] = Counter()
        for text in texts:
            padded = _normalised(text)
            for place in range(2, len(padded)):
                counts.update((padded[place], padded[place - 1 : place + 1]))
                counts.update((padded[place - 2 : place + 1],))
                counts.update((f"|{padded[place - 1]}", f"|{padded[place - 2 : place]}", ""))
        return Familiarity(dict(counts))

    def score(self, text: str) -> float:
        """Return the mean log probability of a character; higher is more familiar."""
        padded = _normalised(text)
        if len(padded) <= 3:
            return math.log(1 / _ALPHABET)
        counts = self.counts
        total = 0.0
        for place in range(2, len(padded)):
            one, two = padded[place], padded[place - 1 : place + 1]
            p1 = (counts.get(one, 0) + 1) / (counts.get("", 0) + _ALPHABET)
            p2 = (counts.get(two, 0) + _BACKOFF * p1) / (
                counts.get(f"|{padded[place - 1]}", 0) + _BACKOFF
            )
            p3 = (counts.get(padded[place - 2 : place + 1], 0) + _BACKOFF * p2) / (
                counts.get(f"|{padded[place - 2 : place]}", 0) + _BACKOFF
            )
            total += math.log(p3)
        return total / (len(padded) - 2)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return dict(sorted(self.counts.items()))

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Familiarity:
        """Read what `to_json` wrote; ModelError if it is something else."""
        if not all(isinstance(value, int) for value in data.values()):
            raise ModelError("not a model's character counts")
        return Familiarity(dict(data))


def _normalised(text: str) -> str:
    folded = _DIGIT.sub("0", _BLANK.sub(" ", text.strip().casefold()[:_MAX_CHARACTERS]))
    return f"\n\n{folded}\n" if folded else ""
