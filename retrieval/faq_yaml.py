"""Answered questions from YAML: `faq:` and a list of entries, each with its phrasings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retrieval.entry_list import EntryError, check_keys, entry_text, read_entries
from retrieval.product_row import shown
from retrieval.source_problem import SourceProblem
from retrieval.types import FaqEntry
from retrieval.yaml_file import line_of

_KEYS = ("id", "topic", "questions", "answer", "buttons")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
MAX_ANSWER_CHARS = 5_000
"""A longer answer does not fit a chat bubble; such text belongs into a policy."""
MAX_QUESTION_CHARS = 500
"""A phrasing is one question."""


def read_faq(path: Path) -> tuple[list[tuple[FaqEntry, int]], list[SourceProblem]]:
    """Return the entries of a file with their lines, and what is wrong with the others."""
    return read_entries(path, "faq", _entry)


def _entry(raw: Mapping[str, Any], line: int) -> FaqEntry:
    check_keys(raw, _KEYS)
    for key in ("id", "topic", "questions", "answer"):
        if key not in raw:
            raise EntryError(line, f"the key {key!r} is missing")
    for key in ("id", "topic"):
        if not isinstance(raw[key], str) or not _ID.fullmatch(raw[key]):
            remedy = "use letters, digits, '-', '_' and '.'"
            raise EntryError(line_of(raw, key), f"{key!r} cannot be {shown(raw[key])}", remedy)
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
        raise EntryError(line, "'questions' needs a list with at least one question")
    questions = [_text(listed, number, MAX_QUESTION_CHARS) for number in range(len(listed))]
    return tuple(dict.fromkeys(questions))


def _buttons(raw: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    listed = raw.get("buttons") or []
    if not isinstance(listed, list):
        raise EntryError(line_of(raw, "buttons"), "'buttons' needs a list")
    buttons = []
    for number, button in enumerate(listed):
        if not isinstance(button, Mapping) or set(button) != {"title", "payload"}:
            message = "a button needs exactly the keys 'title' and 'payload'"
            raise EntryError(line_of(listed, number), message)
        buttons.append(
            {key: _text(button, key, MAX_QUESTION_CHARS) for key in ("title", "payload")}
        )
    return tuple(buttons)


def _text(container: Any, key: str | int, max_chars: int) -> str:
    name = repr(key) if isinstance(key, str) else f"question {key + 1}"
    return entry_text(container, key, name, max_chars)
