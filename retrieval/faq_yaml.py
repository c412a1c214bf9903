"""Answered questions from YAML: `faq:` and a list of entries, each with its phrasings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retrieval.product_row import is_readable, shown, unknown_key_remedy
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.types import FaqEntry
from retrieval.yaml_file import line_of, read_yaml

_KEYS = ("id", "topic", "questions", "answer", "buttons")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
MAX_ANSWER_CHARS = 5_000
"""A longer answer does not fit a chat bubble; such text belongs into a policy."""
MAX_QUESTION_CHARS = 500
"""A phrasing is one question."""


class _EntryError(ValueError):
    """What is wrong with an entry, where, and what to do about it."""

    def __init__(self, line: int, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.remedy = remedy


def read_faq(path: Path) -> tuple[list[tuple[FaqEntry, int]], list[SourceProblem]]:
    """Return the entries of a file with their lines, and what is wrong with the others."""
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
    listed = document.get("faq") if isinstance(document, Mapping) else None
    if not isinstance(listed, list) or set(document) != {"faq"}:
        message = "expected the one key 'faq' with a list of entries; the file is left out"
        return [], [SourceProblem(path, line_of(document) or 1, message, "start it with 'faq:'")]
    return _read_entries(listed, path)


def _read_entries(
    listed: list[Any], path: Path
) -> tuple[list[tuple[FaqEntry, int]], list[SourceProblem]]:
    entries: list[tuple[FaqEntry, int]] = []
    problems: list[SourceProblem] = []
    for number, raw in enumerate(listed):
        line = line_of(listed, number)
        try:
            entries.append((_entry(raw, line), line))
        except _EntryError as error:
            name = raw.get("id") if isinstance(raw, Mapping) else None
            who = f"entry {shown(name)}" if name else "the entry"
            problems.append(
                SourceProblem(path, error.line, f"{error}; {who} is left out", error.remedy)
            )
    return entries, problems


def _entry(raw: Any, line: int) -> FaqEntry:
    if not isinstance(raw, Mapping):
        raise _EntryError(line, f"expected an entry with keys, got {shown(raw)}")
    for key in raw:
        if key not in _KEYS:
            remedy = unknown_key_remedy(str(key), _KEYS)
            raise _EntryError(line_of(raw, key), f"unknown key {shown(key)}", remedy)
    for key in ("id", "topic", "questions", "answer"):
        if key not in raw:
            raise _EntryError(line, f"the key {key!r} is missing")
    for key in ("id", "topic"):
        if not isinstance(raw[key], str) or not _ID.fullmatch(raw[key]):
            remedy = "use letters, digits, '-', '_' and '.'"
            raise _EntryError(line_of(raw, key), f"{key!r} cannot be {shown(raw[key])}", remedy)
    return FaqEntry(
        id=str(raw["id"]),
        topic=str(raw["topic"]),
        questions=_questions(raw),
        answer=_text(raw, "answer", MAX_ANSWER_CHARS),
        buttons=_buttons(raw),
    )


def _questions(raw: Mapping[str, Any]) -> tuple[str, ...]:
    listed = raw["questions"]
    if not isinstance(listed, list) or not listed:
        line = line_of(raw, "questions")
        raise _EntryError(line, "'questions' needs a list with at least one question")
    questions = [_text(listed, number, MAX_QUESTION_CHARS) for number in range(len(listed))]
    return tuple(dict.fromkeys(questions))


def _buttons(raw: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    listed = raw.get("buttons") or []
    if not isinstance(listed, list):
        raise _EntryError(line_of(raw, "buttons"), "'buttons' needs a list")
    buttons = []
    for number, button in enumerate(listed):
        if not isinstance(button, Mapping) or set(button) != {"title", "payload"}:
            message = "a button needs exactly the keys 'title' and 'payload'"
            raise _EntryError(line_of(listed, number), message)
        buttons.append(
            {key: _text(button, key, MAX_QUESTION_CHARS) for key in ("title", "payload")}
        )
    return tuple(buttons)


def _text(container: Any, key: str | int, max_chars: int) -> str:
    value, line = container[key], line_of(container, key)
    name = repr(key) if isinstance(key, str) else f"question {key + 1}"
    if not isinstance(value, str):
        raise _EntryError(line, f"{name} should be text, got {shown(value)}", "put it in quotes")
    text = str(value).strip()
    if not text or len(text) > max_chars:
        raise _EntryError(line, f"{name} needs 1 to {max_chars} characters, has {len(text)}")
    if not is_readable(text):
        raise _EntryError(line, f"{name} holds characters that are not text")
    return text
