"""How entities are looked for without the model, and those that can be found without examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from finetune.types import EntitySpan

EXTRACTOR = "DucklingEntityExtractor"


@dataclass(frozen=True, slots=True)
class PatternHabits:
    """What a project wants of patterns; the default is what needs no saying.

    `seen_values`: as in Rasa a word that was annotated is known from then on, and a value is what
    was written, or its synonym. `unannotated`: patterns and
    lookups count although no example shows their entity. `dimensions`: what is found in every
    text, by the names of Rasa's Duckling component.
    """

    seen_values: bool = False
    unannotated: bool = False
    dimensions: tuple[str, ...] = ()


def _number(text: str) -> Any:
    plain = text.replace(",", ".")
    return float(plain) if "." in plain else int(plain)


EMAIL_PATTERN = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?![\w-])"
# Dimension -> how it is written, and the value of what is found.
_DIMENSIONS: Mapping[str, tuple[re.Pattern[str], Callable[[str], Any]]] = {
    "number": (re.compile(r"(?<![\w.,@/-])-?\d{1,15}(?:[.,]\d{1,6})?(?![\w@/-]|[.,]\d)"), _number),
    "email": (re.compile(EMAIL_PATTERN), str),
    "url": (re.compile(r"\b(?:https?://|www\.)[^\s<>\"']{2,200}[^\s<>\"'.,;:!?)]"), str),
    "phone-number": (
        re.compile(r"(?<![\w.])(?:\+\d{1,3}[ -]?)?(?:\(\d{1,5}\)[ -]?)?\d(?:[ -]?\d){6,13}(?!\w)"),
        str,
    ),
}
DIMENSIONS = tuple(_DIMENSIONS)


def find_dimensions(text: str, dimensions: tuple[str, ...]) -> Iterator[EntitySpan]:
    """Yield what is found of these dimensions; unknown ones find nothing."""
    for name in dimensions:
        if name in _DIMENSIONS:
            pattern, value = _DIMENSIONS[name]
            for match in pattern.finditer(text):
                yield EntitySpan(
                    name, match.start(), match.end(), value(match[0]), extractor=EXTRACTOR
                )
