"""One list of entities from several finders: longest first, then most confident, no overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from finetune.types import EntitySpan

# Below this a finding is more often wrong than right.
_MIN_CONFIDENCE = 0.5


def merge_entities(candidates: Sequence[EntitySpan]) -> tuple[EntitySpan, ...]:
    """Return non-overlapping entities in order of place; the same candidates give the same result.

    Equal places of one entity are one finding: its confidence is the highest, a pattern's value
    (already normalised) wins over the model's, and a role or group that only one has is kept.
    """
    sure = [span for span in candidates if span.confidence >= _MIN_CONFIDENCE]
    kept: list[EntitySpan] = []
    for span in sorted(_agreeing(sure), key=_rank):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(_with_role(span, sure))
    return tuple(sorted(kept, key=lambda span: span.start))


def _rank(span: EntitySpan) -> tuple[int, float, int, str, str]:
    return (
        span.start - span.end,
        -span.confidence,
        span.start,
        span.entity,
        f"{span.extractor}{span.role}{span.group}{span.value}",
    )


def _agreeing(spans: Sequence[EntitySpan]) -> list[EntitySpan]:
    """Join findings of one entity at one place."""
    joined: dict[tuple[str, int, int], EntitySpan] = {}
    for span in sorted(spans, key=lambda each: (each.extractor == "model", *_rank(each))):
        place = (span.entity, span.start, span.end)
        first = joined.get(place)
        if first is None:
            joined[place] = span
            continue
        joined[place] = replace(
            first,
            confidence=max(first.confidence, span.confidence),
            role=first.role or span.role,
            group=first.group or span.group,
        )
    return list(joined.values())


def _with_role(span: EntitySpan, others: Sequence[EntitySpan]) -> EntitySpan:
    """Take role and group from an overlapping finding of the same entity if it has none."""
    if span.role and span.group:
        return span
    for other in sorted(others, key=_rank):
        if other.entity == span.entity and other.start < span.end and span.start < other.end:
            span = replace(span, role=span.role or other.role, group=span.group or other.group)
    return span
