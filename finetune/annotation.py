"""Entity annotations inside a training example, in every spelling Rasa knows.

[SF](city)   [NYC](city:New York)   [LA]{"entity": "city", "role": "to", "value": "Los Angeles"}
[SF][{"entity": "city"}, {"entity": "code"}]
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from finetune.types import EntitySpan

_ANNOTATION = re.compile(
    r"\[(?P<text>[^\[\]]+)\]"
    r"(?:\((?P<name>[^():]+)(?::(?P<value>[^()]+))?\)"
    r"|(?P<object>\{[^{}]*\})"
    r"|(?P<objects>\[\s*\{.*?\}\s*\]))"
)
# Looks like an annotation that the pattern above did not take: worth a complaint.
_BROKEN = re.compile(r"\][({]|\]\[\s*\{")
_KEYS = {"entity", "value", "role", "group"}


class AnnotationError(ValueError):
    """An annotation cannot be read; the text says what is wrong with it."""


def read_annotated(example: str) -> tuple[str, tuple[EntitySpan, ...]]:
    """Return the plain text of an annotated example and its entities, in order.

    Raises AnnotationError if an annotation is broken.
    """
    pieces: list[str] = []
    spans: list[EntitySpan] = []
    length = position = 0
    for match in _ANNOTATION.finditer(example):
        between = example[position : match.start()]
        pieces.extend((between, match["text"]))
        start = length + len(between)
        length = start + len(match["text"])
        spans.extend(_spans(match, start))
        position = match.end()
    pieces.append(example[position:])
    text = "".join(pieces)
    if broken := _BROKEN.search(text):
        around = text[max(0, broken.start() - 15) : broken.end() + 15]
        raise AnnotationError(
            f"the annotation near {around!r} cannot be read; "
            'write [text](entity) or [text]{"entity": "name"}'
        )
    return text, tuple(spans)


def write_annotated(text: str, entities: tuple[EntitySpan, ...]) -> str:
    """Return the example with its entities annotated; the inverse of `read_annotated`.

    Entities that overlap an earlier one at other bounds are left out.
    """
    pieces: list[str] = []
    position = 0
    ordered = sorted(entities, key=lambda span: (span.start, -span.end))
    for index, span in enumerate(ordered):
        if span.start < position:
            continue
        same = [
            other
            for other in ordered[index:]
            if (other.start, other.end) == (span.start, span.end)
        ]
        inner = text[span.start : span.end]
        pieces.extend((text[position : span.start], f"[{inner}]", _label(inner, same)))
        position = span.end
    return "".join((*pieces, text[position:]))


def _label(inner: str, spans: list[EntitySpan]) -> str:
    described = [
        {
            "entity": span.entity,
            **({"role": span.role} if span.role else {}),
            **({"group": span.group} if span.group else {}),
            **({"value": span.value} if span.value != inner else {}),
        }
        for span in spans
    ]
    if len(described) > 1:
        return json.dumps(described, ensure_ascii=False)
    if set(described[0]) == {"entity"}:
        return f"({described[0]['entity']})"
    return json.dumps(described[0], ensure_ascii=False)


def _spans(match: re.Match[str], start: int) -> list[EntitySpan]:
    inner = match["text"]
    span = EntitySpan("", start, start + len(inner), inner, extractor="annotation")
    if match["name"] is not None:
        value = match["value"] or inner
        return [replace(span, entity=match["name"].strip(), value=value)]
    source = match["object"] or match["objects"]
    try:
        parsed = json.loads(source)
    except json.JSONDecodeError as error:
        raise AnnotationError(f"{source} is not valid JSON: {error.msg}") from None
    return [_described(span, each) for each in (parsed if isinstance(parsed, list) else [parsed])]


def _described(span: EntitySpan, description: Any) -> EntitySpan:
    if not isinstance(description, dict) or not isinstance(description.get("entity"), str):
        raise AnnotationError(f'{json.dumps(description)} needs an "entity" with a name')
    if unknown := sorted(set(description) - _KEYS):
        raise AnnotationError(
            f"key {unknown[0]!r} is unknown in an annotation; use {', '.join(sorted(_KEYS))}"
        )
    return replace(
        span,
        entity=description["entity"].strip(),
        value=description.get("value", span.value),
        role=_optional(description, "role"),
        group=_optional(description, "group"),
    )


def _optional(description: dict[str, Any], key: str) -> str | None:
    value = description.get(key)
    return None if value is None else str(value)
