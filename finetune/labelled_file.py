"""Labelled texts from JSON lines: `{"text": ..., "intent": ..., "entities": [...]}`, one a line.

Other keys are left alone, so that published data sets can be read as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from finetune.types import EntitySpan, Example, NluData
from retrieval.json_lines import line_error, read_json_lines


def read_labelled(path: Path, oos_label: str) -> NluData:
    """Return a file's examples; those labelled `oos_label` are its out-of-scope texts.

    Raises SourceError with file and line of the first bad row.
    """
    inside: list[Example] = []
    outside: list[Example] = []
    for line, row in read_json_lines(path):
        example = _example(row, path, line)
        (outside if example.intent == oos_label else inside).append(example)
    if not inside and not outside:
        raise line_error(path, 0, "there are no rows", 'write lines {"text": ..., "intent": ...}')
    return NluData(examples=tuple(inside), out_of_scope=tuple(outside))


def _example(row: Mapping[str, Any], path: Path, line: int) -> Example:
    text = _words(row, "text", path, line)
    return Example(
        text=text,
        intent=_words(row, "intent", path, line),
        entities=_entities(row.get("entities"), text, path, line),
        source=f"{path}:{line}",
    )


def _words(row: Mapping[str, Any], key: str, path: Path, line: int) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise line_error(path, line, f"{key!r} is missing or no text", f'write "{key}": "..."')
    return value


def _entities(value: Any, text: str, path: Path, line: int) -> tuple[EntitySpan, ...]:
    if value is None:
        return ()
    shape = 'write "entities": [{"entity": "city", "start": 3, "end": 9}]'
    if not isinstance(value, list):
        raise line_error(path, line, "'entities' is not a list", shape)
    spans = []
    for one in value:
        name, start, end = _place(one, len(text))
        if not name:
            raise line_error(path, line, "an entity has no name or lies outside the text", shape)
        spans.append(EntitySpan(name, start, end, one.get("value", text[start:end])))
    return tuple(spans)


def _place(entity: Any, length: int) -> tuple[str, int, int]:
    """Return name, start and end of an entity; an empty name if it is none."""
    if not isinstance(entity, dict):
        return "", 0, 0
    name, start, end = entity.get("entity"), entity.get("start"), entity.get("end")
    if not isinstance(name, str) or type(start) is not int or type(end) is not int:
        return "", 0, 0
    return (name, start, end) if 0 <= start < end <= length else ("", 0, 0)
