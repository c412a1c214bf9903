"""Products from JSON lines: one object a line; a bad line never hides the others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from retrieval.product_row import LocatedProduct, read_row
from retrieval.source_problem import SourceProblem

MAX_LINE_BYTES = 1_000_000
"""A product of a megabyte is a mistake (two lines run together, a picture pasted in)."""

_LEFT_OUT = "the line is left out"


class _RowError(ValueError):
    """A JSON text that Python accepts and a catalogue does not."""


def read_products_jsonl(path: Path) -> tuple[list[LocatedProduct], list[SourceProblem]]:
    """Return the products of a file and what is wrong with the other lines."""
    products: list[LocatedProduct] = []
    problems: list[SourceProblem] = []
    for number, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not raw.strip():
            continue
        row, text, found = _parse(raw, path, number)
        if row is not None:
            product, found = read_row(row, path, number, partial(_column, text))
            if product is not None:
                products.append(LocatedProduct(product, path, number))
        problems.extend(found)
    return products, problems


def _parse(
    raw: bytes, path: Path, line: int
) -> tuple[Mapping[str, Any] | None, str, list[SourceProblem]]:
    def problem(message: str, remedy: str = "", column: int = 0) -> list[SourceProblem]:
        return [SourceProblem(path, line, f"{message}; {_LEFT_OUT}", remedy, column)]

    if len(raw) > MAX_LINE_BYTES:
        return None, "", problem(f"the line is longer than {MAX_LINE_BYTES} bytes")
    try:
        text = raw.decode("utf-8-sig" if line == 1 else "utf-8")
        row = json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        return None, "", problem("not UTF-8", "save the file as UTF-8", error.start + 1)
    except json.JSONDecodeError as error:
        return None, "", problem(f"not valid JSON: {error.msg.lower()}", "", error.colno)
    except RecursionError:
        return None, "", problem("not valid JSON: nested too deeply")
    except _RowError as error:
        return None, "", problem(str(error), "", _column(text, error.args[1]))
    except ValueError:
        return None, "", problem("not valid JSON: a number has too many digits")
    if not isinstance(row, dict):
        return None, "", problem("expected a JSON object", "write one {...} a line", 1)
    return row, text, []


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for place, key in enumerate(keys) if key in keys[:place])
        raise _RowError(f"the key {twice!r} stands there twice", twice)
    return row


def _no_constant(name: str) -> NoReturn:
    raise _RowError(f"{name} is not a number that a catalogue can hold", name)


def _column(text: str, key: str) -> int:
    """Return the column, from 1, of a key or a bare word in a line; 0 if it is not there."""
    found = re.search(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:", text)
    found = found or re.search(rf"(?<![\w\"]){re.escape(key)}(?!\w)", text)
    return found.start() + 1 if found else 0
