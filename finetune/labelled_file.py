"""Labelled texts from JSON lines: `{"text": ..., "intent": ..., "entities": [...]}`, one a line.

Other keys are left alone, so that published data sets can be read as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from finetune.types import EntitySpan, Example, NluData
from retrieval.source_problem import SourceError, SourceProblem


def read_labelled(path: Path, oos_label: str) -> NluData:
    """Return a file's examples; those labelled `oos_label` are its out-of-scope texts.

    Raises SourceError with file and line of the first bad row.
    """
    inside: list[Example] = []
    outside: list[Example] = []
    for line, row in _rows(path):
        example = _example(row, path, line)
        (outside if example.intent == oos_label else inside).append(example)
    if not inside and not outside:
        raise _fault(path, 0, "there are no rows", 'write lines {"text": ..., "intent": ...}')
    return NluData(examples=tuple(inside), out_of_scope=tuple(outside))


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise _fault(
            path, 0, f"not UTF-8 at byte {error.start}", "save the file as UTF-8"
        ) from None
    except OSError as error:
        raise _fault(path, 0, f"cannot be read ({error.strerror})") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise _fault(path, number, "not valid JSON", "write one object on each line") from None
        if not isinstance(row, dict):
            raise _fault(path, number, "not a JSON object", "write one object on each line")
        yield number, row


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
        raise _fault(path, line, f"{key!r} is missing or no text", f'write "{key}": "..."')
    return value


def _entities(value: Any, text: str, path: Path, line: int) -> tuple[EntitySpan, ...]:
    if value is None:
        return ()
    shape = 'write "entities": [{"entity": "city", "start": 3, "end": 9}]'
    if not isinstance(value, list):
        raise _fault(path, line, "'entities' is not a list", shape)
    spans = []
    for one in value:
        name, start, end = _place(one, len(text))
        if not name:
            raise _fault(path, line, "an entity has no name or lies outside of the text", shape)
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


def _fault(path: Path, line: int, message: str, remedy: str = "") -> SourceError:
    return SourceError(SourceProblem(path, line, message, remedy))
