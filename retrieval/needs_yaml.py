"""Needs from YAML: `needs:` and a list of entries, each with what customers say in that need."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retrieval.product_row import is_readable, shown, unknown_key_remedy
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.types import Need
from retrieval.yaml_file import line_of, read_yaml

_KEYS = ("category", "kind", "examples")
MAX_EXAMPLE_CHARS = 300
"""A customer's sentence; longer ones tell more than one need."""


class _EntryError(ValueError):
    def __init__(self, line: int, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.remedy = remedy


def read_needs(path: Path) -> tuple[list[tuple[Need, int]], list[SourceProblem]]:
    """Return the entries of a file with their lines, and what is wrong with the others."""
    try:
        document = read_yaml(path)
    except SourceError as error:
        first = error.problems[0]
        message = f"{first.message}; the file is left out"
        return [], [SourceProblem(path, first.line, message, first.remedy, first.column)]
    listed = document.get("needs") if isinstance(document, Mapping) else None
    if not isinstance(listed, list) or set(document) != {"needs"}:
        message = "expected the one key 'needs' with a list of entries; the file is left out"
        return [], [SourceProblem(path, line_of(document) or 1, message, "start it with 'needs:'")]
    found: list[tuple[Need, int]] = []
    problems: list[SourceProblem] = []
    for number, raw in enumerate(listed):
        line = line_of(listed, number)
        try:
            found.append((_need(raw, line), line))
        except _EntryError as error:
            message = f"{error}; the entry is left out"
            problems.append(SourceProblem(path, error.line, message, error.remedy))
    return found, problems


def _need(raw: Any, line: int) -> Need:
    if not isinstance(raw, Mapping):
        raise _EntryError(line, f"expected an entry with keys, got {shown(raw)}")
    for key in raw:
        if key not in _KEYS:
            remedy = unknown_key_remedy(str(key), _KEYS)
            raise _EntryError(line_of(raw, key), f"unknown key {shown(key)}", remedy)
    if "kind" in raw and "category" not in raw:
        raise _EntryError(line, "a kind needs its category", "add the key 'category'")
    for key in ("category", "kind"):
        if not isinstance(raw.get(key, ""), str):
            message = f"{key!r} should be text, got {shown(raw[key])}"
            raise _EntryError(line_of(raw, key), message, "put it in quotes")
    listed = raw.get("examples")
    if not isinstance(listed, list) or not listed:
        raise _EntryError(line, "'examples' needs a list with at least one sentence")
    examples = [_example(listed, number) for number in range(len(listed))]
    return Need(
        str(raw.get("category", "")), str(raw.get("kind", "")), tuple(dict.fromkeys(examples))
    )


def _example(listed: list[Any], number: int) -> str:
    value, line = listed[number], line_of(listed, number)
    if not isinstance(value, str):
        message = f"example {number + 1} should be text, got {shown(value)}"
        raise _EntryError(line, message, "put it in quotes")
    text = str(value).strip()
    if not text or len(text) > MAX_EXAMPLE_CHARS or not is_readable(text):
        message = f"example {number + 1} needs 1 to {MAX_EXAMPLE_CHARS} characters of text"
        raise _EntryError(line, message)
    return text
