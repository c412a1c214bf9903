"""Test questions for search, read from JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retrieval.expectation import Expectation
from retrieval.json_lines import line_error, read_json_lines


@dataclass(frozen=True, slots=True)
class KnowledgeQuestion:
    """A question and the FAQ entries or passages that answer it."""

    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProductQuery:
    """A query and what a relevant product is: one of `ids`, or one that meets `expect`."""

    text: str
    expect: Mapping[str, Any] = field(default_factory=dict)
    ids: tuple[str, ...] = ()


def read_questions(path: Path) -> list[KnowledgeQuestion]:
    """Read lines `{"text": ..., "ids": [...]}`. Raises SourceError with the line."""
    return [
        KnowledgeQuestion(_text(row, path, line), _ids(row, path, line))
        for line, row in _rows(path, {"text", "ids"})
    ]


def read_queries(path: Path) -> list[ProductQuery]:
    """Read lines with `text` and `expect` or `ids`. Raises SourceError with the line."""
    queries = []
    for line, row in _rows(path, {"text", "ids", "expect"}):
        expect = row.get("expect", {})
        if not isinstance(expect, dict) or not (expect or "ids" in row):
            raise line_error(path, line, "needs 'expect' with constraints, or 'ids'")
        unknown = Expectation(expect).unknown_keys()
        if unknown:
            raise line_error(path, line, f"unknown constraint {unknown[0]!r} in 'expect'")
        ids = _ids(row, path, line) if "ids" in row else ()
        queries.append(ProductQuery(_text(row, path, line), expect, ids))
    return queries


def _rows(path: Path, keys: set[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, row in read_json_lines(path):
        strange = sorted(set(row) - keys)
        if strange:
            raise line_error(path, number, f"unknown key {strange[0]!r}")
        yield number, row


def _text(row: Mapping[str, Any], path: Path, line: int) -> str:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise line_error(path, line, "'text' needs a question")
    return text


def _ids(row: Mapping[str, Any], path: Path, line: int) -> tuple[str, ...]:
    ids = row.get("ids")
    if not isinstance(ids, list) or not ids or not all(isinstance(one, str) for one in ids):
        raise line_error(path, line, "'ids' needs a list of ids")
    return tuple(ids)
