"""Small changes to training texts, as customers make them.

Typing errors, lost capitals and punctuation, another product or city in the same sentence; all
drawn from the caller's seeded generator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from finetune.entity_tags import TagName
from finetune.types import EntitySpan, Example
from finetune.words import split_words

_NEIGHBOURS = {
    "a": "qsz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht",
    "h": "gjy", "i": "uok", "j": "hku", "k": "jli", "l": "kop", "m": "nj", "n": "bmh",
    "o": "ipl", "p": "ol", "q": "wa", "r": "etf", "s": "adw", "t": "ryg", "u": "yij",
    "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xas",
}  # fmt: skip
# Shorter words turn into other words when a letter changes.
_MIN_TYPO_LETTERS = 4
_CLOSING = ".?!,;:"


@dataclass(frozen=True, slots=True)
class AugmentationRates:
    """Chance of each change to one text."""

    typo: float = 0.2
    lower: float = 0.15
    punctuation: float = 0.2
    entity: float = 0.3


class Augmenter:
    """Varies examples; entity values are exchanged with others of the same kind."""

    def __init__(
        self,
        examples: Iterable[Example],
        lookups: Mapping[str, Sequence[str]],
        rates: AugmentationRates,
    ) -> None:
        self._rates = rates
        values: dict[TagName, dict[str, None]] = {}
        for example in examples:
            for span in example.entities:
                seen = values.setdefault(TagName.of(span), {})
                seen[example.text[span.start : span.end]] = None
        for name, seen in values.items():
            seen.update(dict.fromkeys(lookups.get(name.entity, ())))
        self._values = {name: tuple(seen) for name, seen in values.items()}

    def vary(self, example: Example, rng: np.random.Generator) -> Example:
        """Return the example, changed or not; entities keep their places in the new text."""
        rates = self._rates
        if rng.random() < rates.entity:
            example = self._other_entities(example, rng)
        if rng.random() < rates.typo:
            example = _with_typo(example, rng)
        if rng.random() < rates.punctuation:
            example = _without_closing(example)
        if rng.random() < rates.lower:
            lowered = example.text.lower()
            if len(lowered) == len(example.text):
                example = replace(example, text=lowered)
        return example

    def _other_entities(self, example: Example, rng: np.random.Generator) -> Example:
        for span in sorted(example.entities, key=lambda each: -each.start):
            values = self._values.get(TagName.of(span), ())
            overlapping = sum(
                other.start < span.end and span.start < other.end for other in example.entities
            )
            if len(values) > 1 and overlapping == 1:
                value = values[int(rng.integers(len(values)))]
                example = _replaced(example, span.start, span.end, value)
        return example


def _replaced(example: Example, start: int, end: int, new: str) -> Example:
    """Put `new` in place of characters [start, end) and move the entities behind it."""
    shift = len(new) - (end - start)
    text = example.text[:start] + new + example.text[end:]
    moved = tuple(_moved(span, start, end, shift, text) for span in example.entities)
    return replace(example, text=text, entities=moved)


def _moved(span: EntitySpan, start: int, end: int, shift: int, text: str) -> EntitySpan:
    if span.end <= start:
        return span
    if span.start >= end:
        return replace(span, start=span.start + shift, end=span.end + shift)
    return replace(span, end=span.end + shift, value=text[span.start : span.end + shift])


def _with_typo(example: Example, rng: np.random.Generator) -> Example:
    words = [
        word
        for word in split_words(example.text)
        if len(word.text) >= _MIN_TYPO_LETTERS and word.text.isalpha()
    ]
    if not words:
        return example
    word = words[int(rng.integers(len(words)))]
    return _replaced(example, word.start, word.end, mistype(word.text, rng))


def mistype(word: str, rng: np.random.Generator) -> str:
    """Return the word with one typing error: a swapped, lost, doubled or neighbouring letter."""
    place = int(rng.integers(1, len(word) - 1))
    kind = int(rng.integers(4))
    if kind == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    near = _NEIGHBOURS.get(word[place].lower(), word[place])
    return word[:place] + near[int(rng.integers(len(near)))] + word[place + 1 :]


def _without_closing(example: Example) -> Example:
    """Drop signs at the end and apostrophes inside, outside of entities."""
    end = max((span.end for span in example.entities), default=0)
    text = example.text
    kept = text[:end] + text[end:].rstrip(_CLOSING + " ")
    example = replace(example, text=kept or text)
    for place in range(len(example.text) - 1, 0, -1):
        inside = any(span.start <= place < span.end for span in example.entities)
        if example.text[place] in "'\u2019" and not inside:
            example = _replaced(example, place, place + 1, "")
    return example
