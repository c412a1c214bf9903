"""YAML files that hold one list of entries: a fault costs its own entry and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from retrieval.product_row import is_readable, shown, unknown_key_remedy
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of, read_yaml

T = TypeVar("T")


class EntryError(ValueError):
    """What is wrong with an entry, where, and what to do about it."""

    def __init__(self, line: int, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.remedy = remedy


def read_entries(
    path: Path, key: str, read: Callable[[Mapping[str, Any], int], T]
) -> tuple[list[tuple[T, int]], list[SourceProblem]]:
    """Return the entries below `key` with their lines, and what is wrong with the others.

    `read` makes one of a mapping and its line, or raises EntryError.
    """
    try:
        document = read_yaml(path)
    except SourceError as error:
        return [], [
            SourceProblem(
                fault.path,
                fault.line,
                f"{fault.message}; the file is left out",
                fault.remedy,
                fault.column,
            )
            for fault in error.problems
        ]
    listed = document.get(key) if isinstance(document, Mapping) else None
    if not isinstance(listed, list) or set(document) != {key}:
        message = f"expected the one key {key!r} with a list of entries; the file is left out"
        problem = SourceProblem(path, line_of(document) or 1, message, f"start it with '{key}:'")
        return [], [problem]
    entries: list[tuple[T, int]] = []
    problems: list[SourceProblem] = []
    for number, raw in enumerate(listed):
        line = line_of(listed, number)
        try:
            entries.append((read(_mapping(raw, line), line), line))
        except EntryError as error:
            name = raw.get("id") if isinstance(raw, Mapping) else None
            who = f"entry {shown(name)}" if name else "the entry"
            problems.append(
                SourceProblem(path, error.line, f"{error}; {who} is left out", error.remedy)
            )
    return entries, problems


def _mapping(raw: Any, line: int) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise EntryError(line, f"expected an entry with keys, got {shown(raw)}")
    return raw


def check_keys(raw: Mapping[str, Any], known: Sequence[str]) -> None:
    """Raise EntryError for the first key that no entry has."""
    for key in raw:
        if key not in known:
            remedy = unknown_key_remedy(str(key), known)
            raise EntryError(line_of(raw, key), f"unknown key {shown(key)}", remedy)


def entry_text(container: Any, key: str | int, name: str, max_chars: int) -> str:
    """Return a text of an entry without space around it; `name` is what messages call it.

    Raises EntryError if it is no text, empty, too long or not readable.
    """
    value, line = container[key], line_of(container, key)
    if not isinstance(value, str):
        raise EntryError(line, f"{name} should be text, got {shown(value)}", "put it in quotes")
    text = str(value).strip()
    if not text or len(text) > max_chars:
        raise EntryError(line, f"{name} needs 1 to {max_chars} characters, has {len(text)}")
    if not is_readable(text):
        raise EntryError(line, f"{name} holds characters that are not text")
    return text
