"""What users had, item after item in time order: read from files, and counted."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.json_lines import line_error

_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Histories:
    """Histories as rows into `items`, oldest first; `shortest` of them have a single item."""

    items: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    shortest: int = 0

    @classmethod
    def of(cls, histories: Iterable[Sequence[str]], more_items: Iterable[str] = ()) -> Histories:
        """Number the items; `more_items` can be recommended though nobody has had them."""
        lines = [tuple(history) for history in histories if history]
        names = sorted({item for line in lines for item in line}.union(more_items))
        rows = {item: row for row, item in enumerate(names)}
        kept = tuple(tuple(rows[item] for item in line) for line in lines)
        return cls(tuple(names), kept, sum(len(one) == 1 for one in kept))

    def without_last(self) -> tuple[Histories, tuple[int, ...]]:
        """Return what came before each last item, and the last items; lone items are left out."""
        told = [row for row in self.rows if len(row) > 1]
        return replace(self, rows=tuple(row[:-1] for row in told)), tuple(row[-1] for row in told)


def read_histories(path: Path, *, user_ids: bool | None = None) -> tuple[list[list[str]], bool]:
    """Read a line for each user: ids of items in time order, parted by spaces or commas.

    A line may begin with the user's id; None finds out: user ids differ from line to line, first
    items do not. A line may also be a JSON list, which has items only. Returns the items, and
    whether lines began with user ids. Raises SourceError with the line.
    """
    found: list[list[str]] = []
    lines: list[int] = []
    is_list = False
    for number, line in enumerate(read_lines(path), start=1):
        if line.strip():
            fields = _fields(line.strip(), path, number)
            is_list = is_list or line.lstrip().startswith("[")
            found.append(fields)
            lines.append(number)
    if not found:
        raise line_error(path, 0, "there are no users in it", "write one line a user")
    if user_ids is None:
        user_ids = not is_list and len({fields[0] for fields in found}) == len(found) > 1
    if not user_ids:
        return found, False
    for fields, number in zip(found, lines, strict=True):
        if len(fields) < 2:
            remedy = "write the user's items after the id, or say that there are no user ids"
            raise line_error(path, number, f"user {fields[0]!r} has no items", remedy)
    return [fields[1:] for fields in found], True


def read_lines(path: Path) -> list[str]:
    """Return the lines of a text file, packed (.gz) or not. Raises SourceError."""
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except UnicodeDecodeError as error:
        remedy = "save it as UTF-8"
        raise line_error(path, 0, f"not UTF-8 (byte {error.start})", remedy) from None
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "not a gzip file"
        raise line_error(path, 0, f"cannot be read ({reason})", "correct the path") from None
    return text.split("\n")


def _fields(line: str, path: Path, number: int) -> list[str]:
    if not line.startswith(("[", "{")):
        fields = [field for field in _BETWEEN.split(line) if field]
        if not fields:
            raise line_error(path, number, "there is no id in it", "write ids parted by spaces")
        return fields
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        remedy = "write ids parted by spaces, or a JSON list"
        raise line_error(path, number, "not valid JSON", remedy) from None
    good = isinstance(row, list) and row and all(isinstance(one, str | int) for one in row)
    if not good:
        raise line_error(path, number, "not a list of item ids", "write [1, 2, 3]")
    return [str(one) for one in row]
