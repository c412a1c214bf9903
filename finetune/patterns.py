"""Entities found without the model: regular expressions, lookups, prices and e-mail addresses.

How far a pattern is trusted is counted on the training examples: the share of its matches that
are annotated. A pattern that also matches ordinary words then yields to the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from finetune.errors import ModelError
from finetune.lookup import Lookup
from finetune.pattern_habits import EMAIL_PATTERN, PatternHabits, find_dimensions
from finetune.price import ENTITY as PRICE
from finetune.price import find_prices, read_amount
from finetune.types import EntitySpan, Example, NluData

EMAIL = "email"

# Regular expressions are a project's own and may be slow on long texts: they see this much.
_MAX_CHARACTERS = 2_000
# A pattern never seen to match counts as right nine times of ten; two imagined matches.
_PRIOR, _PRIOR_WEIGHT = 0.9, 2.0
# What is found of entities that no example shows.
_UNCOUNTED = "declared"


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the finders are made of; JSON on disk.

    `trust` maps a source ("regex:size:0", "lookup:city", "lookup:category:pack") to the share of
    its matches that were right in training.
    """

    regexes: Mapping[str, tuple[str, ...]]
    lookups: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, str]
    builtin: tuple[str, ...] = ()
    trust: Mapping[str, float] | None = None
    # found although no example shows them, so that nothing can be counted about them
    declared: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    # the value of what a lookup finds is what was written, not the entry, before synonyms
    as_written: bool = False

    @staticmethod
    def of(nlu: NluData, habits: PatternHabits | None = None) -> Patterns:
        """Return a project's patterns, as far as they belong to entities that are annotated.

        Texts annotated with a synonym count as lookup entries: "boots" is known by its synonym.
        """
        wanted = habits or PatternHabits()
        seen: dict[str, dict[str, None]] = {}
        for example in nlu.examples:
            for span in example.entities:
                seen.setdefault(span.entity, {})[example.text[span.start : span.end]] = None
        variants = _variants(nlu.synonyms, seen)
        declared = sorted({*nlu.regexes, *nlu.lookups} - {*seen}) if wanted.unannotated else []
        lookups = {
            entity: _entries(
                nlu.lookups.get(entity, ()),
                variants.get(entity, ()),
                seen.get(entity, ()) if wanted.seen_values else (),
            )
            for entity in sorted((*seen, *declared))
        }
        known = {*seen, *declared}
        return Patterns(
            regexes={name: nlu.regexes[name] for name in sorted(nlu.regexes) if name in known},
            lookups={entity: values for entity, values in lookups.items() if values},
            synonyms=dict(nlu.synonyms),
            builtin=tuple(name for name in (EMAIL, PRICE) if name in seen),
            declared=tuple(declared),
            dimensions=wanted.dimensions,
            as_written=wanted.seen_values,
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "regexes": {name: list(values) for name, values in self.regexes.items()},
            "lookups": {name: list(values) for name, values in self.lookups.items()},
            "synonyms": dict(self.synonyms),
            "builtin": list(self.builtin),
            "trust": dict(self.trust or {}),
            "declared": list(self.declared),
            "dimensions": list(self.dimensions),
            "as_written": self.as_written,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Patterns:
        """Read what `to_json` wrote; ModelError if it is something else."""
        try:
            return Patterns(
                regexes={name: tuple(values) for name, values in data["regexes"].items()},
                lookups={name: tuple(values) for name, values in data["lookups"].items()},
                synonyms=dict(data["synonyms"]),
                builtin=tuple(data["builtin"]),
                trust={name: float(value) for name, value in data["trust"].items()},
                declared=tuple(map(str, data.get("declared", ()))),
                dimensions=tuple(map(str, data.get("dimensions", ()))),
                as_written=bool(data.get("as_written", False)),
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ModelError(f"not a model's patterns: {error}") from None


class PatternExtractor:
    """Finds a project's patterns in texts. Immutable and thread-safe."""

    def __init__(self, patterns: Patterns, is_word: Callable[[str], bool]) -> None:
        self._patterns = patterns
        self._trust = patterns.trust or {}
        self._lookup = Lookup(patterns.lookups, is_word)
        self._synonyms = {key.casefold(): value for key, value in patterns.synonyms.items()}
        self._variants = Lookup({"": tuple(patterns.synonyms)}, is_word)
        self._regexes = [
            (entity, f"regex:{entity}:{place}", re.compile(source, re.IGNORECASE))
            for entity, sources in patterns.regexes.items()
            for place, source in enumerate(sources)
        ]
        if EMAIL in patterns.builtin:
            self._regexes.append((EMAIL, "builtin:email", re.compile(EMAIL_PATTERN)))

    def find(self, text: str) -> list[EntitySpan]:
        """Return all findings, overlapping ones too, with their trust as confidence."""
        found = []
        for source, entry, span in self._findings(text[:_MAX_CHARACTERS]):
            trust = self._trust.get(f"{source}:{entry}", self._trust.get(source, _PRIOR))
            found.append(replace(span, confidence=span.confidence * trust))
        return found

    def normalised(self, span: EntitySpan) -> EntitySpan:
        """Return the span with its canonical value: synonyms, a price as a number, e-mail small.

        A mistyped variant of a synonym counts too.
        """
        value = span.value
        if not isinstance(value, str):
            return span
        if span.entity == PRICE:
            amount = read_amount(value)
            return span if amount is None else replace(span, value=amount)
        if span.entity == EMAIL:
            return replace(span, value=value.lower())
        known = self._synonyms.get(value.casefold())
        if known is None and (variant := self._variants.nearest(value)) is not None:
            known = self._synonyms[variant.casefold()]
        return span if known is None else replace(span, value=known)

    def trusted(self, examples: Sequence[Example]) -> Patterns:
        """Return the patterns with trust counted on annotated examples."""
        right: dict[str, int] = {}
        seen: dict[str, int] = {}
        for example in examples:
            for source, entry, span in self._findings(example.text):
                verdict = _verdict(span, example.entities)
                if verdict is None or source == _UNCOUNTED:
                    continue
                for name in (source, f"{source}:{entry}") if entry else (source,):
                    seen[name] = seen.get(name, 0) + 1
                    right[name] = right.get(name, 0) + verdict
        trust: dict[str, float] = {}
        for name in sorted(seen, key=lambda each: (each.count(":"), each)):
            parent = trust.get(name.rsplit(":", 1)[0], _PRIOR)
            trust[name] = (right[name] + _PRIOR_WEIGHT * parent) / (seen[name] + _PRIOR_WEIGHT)
        return replace(self._patterns, trust=trust)

    def _findings(self, text: str) -> Iterator[tuple[str, str, EntitySpan]]:
        """Yield source, entry and span of every match; the confidence is the likeness."""
        for entity, source, pattern in self._regexes:
            for match in pattern.finditer(text):
                if match.end() > match.start():
                    source = self._counted(entity, source)
                    yield source, "", _span(entity, match.start(), match.end(), match.group())
        if PRICE in self._patterns.builtin:
            for span in find_prices(text):
                yield f"builtin:price:{span.role}", "", span
        for span in find_dimensions(text, self._patterns.dimensions):
            yield _UNCOUNTED, "", span
        for found in self._lookup.find(text):
            value = text[found.start : found.end] if self._patterns.as_written else found.value
            span = EntitySpan(
                found.entity, found.start, found.end, value, found.similarity, "lookup"
            )
            source = self._counted(found.entity, f"lookup:{found.entity}")
            yield source, found.value.casefold().replace(":", " "), span

    def _counted(self, entity: str, source: str) -> str:
        return _UNCOUNTED if entity in self._patterns.declared else source


def _entries(*groups: Iterable[str]) -> tuple[str, ...]:
    """Return lookup entries without repetitions, whatever their case."""
    entries: dict[str, str] = {}
    for group in groups:
        for text in group:
            entries.setdefault(text.casefold(), text)
    return tuple(entries.values())


def _variants(
    synonyms: Mapping[str, str], seen: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Return, for each entity, the synonym variants of the values it was annotated with."""
    by_variant = {variant.casefold(): value for variant, value in synonyms.items()}
    by_value: dict[str, list[str]] = {}
    for variant, value in synonyms.items():
        by_value.setdefault(value.casefold(), []).append(variant)
    result = {}
    for entity, texts in seen.items():
        values = {by_variant.get(text.casefold(), "").casefold() for text in texts}
        result[entity] = tuple(
            variant for value in sorted(values - {""}) for variant in by_value.get(value, ())
        )
    return result


def _span(entity: str, start: int, end: int, value: str) -> EntitySpan:
    return EntitySpan(entity, start, end, value, extractor="pattern")


def _verdict(span: EntitySpan, annotated: Sequence[EntitySpan]) -> int | None:
    """Return 1 for a right finding, 0 for a wrong one, None for a part of something longer."""
    for other in annotated:
        if other.entity == span.entity and other.start < span.end and span.start < other.end:
            return 1
    for other in annotated:
        longer = other.end - other.start > span.end - span.start
        if longer and other.start <= span.start and span.end <= other.end:
            return None
    return 0
