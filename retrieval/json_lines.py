"""Files with one JSON object on each line: the first bad line is an error that names it.

A catalogue is read with more patience (`retrieval.products_jsonl`): there a bad line costs itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.source_problem import SourceError, SourceProblem

_REMEDY = "write one JSON object a line"


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the lines that are not empty with their numbers. Raises SourceError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 at byte {error.start}"
        raise line_error(path, 0, message, "save the file as UTF-8") from None
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        raise line_error(path, 0, message, "correct the path") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, json_object(line, path, number)


def json_object(text: str, path: Path, line: int) -> dict[str, Any]:
    """Return the object in a text. Raises SourceError that names the place."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        raise line_error(path, line, "not valid JSON", _REMEDY) from None
    if not isinstance(row, dict):
        raise line_error(path, line, "not a JSON object", _REMEDY)
    return row


def line_error(path: Path, line: int, message: str, remedy: str = "") -> SourceError:
    """Return the error about one line."""
    return SourceError(SourceProblem(path, line, message, remedy))
