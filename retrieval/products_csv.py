"""Products from CSV, as a spreadsheet writes it.

Columns are named like the keys of a JSON row. A cell holds several values divided by `|`; the
category path is divided by `>`; stock is written `S=3|M=0`. An attribute has its own column
`attributes.capacity`, a relation `relations.accessory_of`. An empty cell means: not given.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from retrieval.product_row import LocatedProduct, ProductRow, read_row, shown, unknown_key_remedy
from retrieval.source_problem import SourceProblem

_INTEGER = re.compile(r"-?\d{1,18}")
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d+)?")
_LISTS = ("colours", "sizes")
_NUMBERS = ("price", "weight_g", "rating", "reviews")
_COLUMNS = tuple(
    name for name in ProductRow.model_fields if name not in ("attributes", "relations")
)

_REQUIRED = tuple(name for name in _COLUMNS if ProductRow.model_fields[name].is_required())


class _CellError(ValueError):
    """A cell whose text does not fit its column."""


def read_products_csv(path: Path) -> tuple[list[LocatedProduct], list[SourceProblem]]:
    """Return the products of a file and what is wrong with the other rows.

    The column of a problem counts cells from 1, as a spreadsheet shows them.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        message = "not UTF-8; the file is left out"
        return [], [SourceProblem(path, line, message, "save the file as CSV UTF-8")]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        problems = _header_problems(header, path)
        if problems:
            return [], problems
        return _read_rows(rows, header, path)
    except csv.Error as error:
        return [], [
            SourceProblem(path, rows.line_num, f"not valid CSV: {error}; the file is left out")
        ]


def _read_rows(
    rows: Any, header: Sequence[str], path: Path
) -> tuple[list[LocatedProduct], list[SourceProblem]]:
    products: list[LocatedProduct] = []
    problems: list[SourceProblem] = []
    line = rows.line_num + 1
    for cells in _unbroken(rows, path, problems):
        if any(cell.strip() for cell in cells):
            product, found = _read_cells(cells, header, path, line)
            if product is not None:
                products.append(LocatedProduct(product, path, line))
            problems.extend(found)
        line = rows.line_num + 1
    return products, problems


def _unbroken(rows: Any, path: Path, problems: list[SourceProblem]) -> Any:
    """Yield rows up to one whose quotes are broken: after it, cells could mean anything."""
    try:
        yield from rows
    except csv.Error as error:
        message = f"not valid CSV: {error}; this row and all after it are left out"
        problems.append(SourceProblem(path, rows.line_num, message, "close the quotes"))


def _read_cells(
    cells: Sequence[str], header: Sequence[str], path: Path, line: int
) -> tuple[Any, list[SourceProblem]]:
    if len(cells) != len(header):
        message = f"{len(cells)} cells, but the header has {len(header)}; the row is left out"
        return None, [SourceProblem(path, line, message, "check commas and quotes")]
    row: dict[str, Any] = {}
    for column, (name, cell) in enumerate(zip(header, cells, strict=True), start=1):
        if not cell.strip():
            continue
        try:
            _put(row, name, cell.strip())
        except _CellError as error:
            message = f"{name!r} {error}; the row is left out"
            return None, [SourceProblem(path, line, message, column=column)]

    def column_of(key: str) -> int:
        names = [name.partition(".")[0] for name in header]
        return names.index(key) + 1 if key in names else 0

    return read_row(row, path, line, column_of)


def _put(row: dict[str, Any], name: str, cell: str) -> None:
    group, _, key = name.partition(".")
    if group == "attributes":
        row.setdefault(group, {})[key] = _attribute(cell)
    elif group == "relations":
        row.setdefault(group, {})[key] = _parts(cell, "|")
    else:
        read: Callable[[str], Any] = _READERS.get(name, str)
        row[name] = read(cell)


def _attribute(cell: str) -> Any:
    if cell.lower() in ("true", "false"):
        return cell.lower() == "true"
    if _NUMBER.fullmatch(cell):
        return _number(cell)
    return _parts(cell, "|") if "|" in cell else cell


def _number(cell: str) -> int | float:
    if _INTEGER.fullmatch(cell):
        return int(cell)
    if _NUMBER.fullmatch(cell):
        return float(cell)
    raise _CellError(f"should be a number such as 249.00, got {shown(cell)}")


def _stock(cell: str) -> dict[str, int]:
    stock: dict[str, int] = {}
    for part in _parts(cell, "|"):
        size, equals, count = part.rpartition("=")
        if not equals or not _INTEGER.fullmatch(count.strip()):
            raise _CellError(f"should be written S=3|M=0, got {shown(part)}")
        stock[size.strip()] = int(count)
    return stock


def _parts(cell: str, divider: str) -> list[str]:
    return [part.strip() for part in cell.split(divider) if part.strip()]


def _delimiter(text: str) -> str:
    """Return the divider of the header: spreadsheets in half of Europe write a semicolon."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def _header_problems(header: Sequence[str], path: Path) -> list[SourceProblem]:
    problems = []
    for column, name in enumerate(header, start=1):
        group, dot, key = name.partition(".")
        known = name in _COLUMNS or (group in ("attributes", "relations") and dot and key)
        if not known:
            message = f"unknown column {shown(name)}; the file is left out"
            remedy = unknown_key_remedy(name, (*_COLUMNS, "attributes.<name>"))
            problems.append(SourceProblem(path, 1, message, remedy, column))
        elif name in header[: column - 1]:
            message = f"the column {name!r} stands there twice; the file is left out"
            problems.append(SourceProblem(path, 1, message, "remove one", column))
    missing = [name for name in _REQUIRED if name not in header]
    if missing and not problems:
        message = f"the column {missing[0]!r} is missing; the file is left out"
        problems.append(SourceProblem(path, 1, message, f"needed are {', '.join(_REQUIRED)}"))
    return problems


_READERS: Mapping[str, Callable[[str], Any]] = {
    "category": lambda cell: _parts(cell, ">"),
    "stock": _stock,
    **dict.fromkeys(_LISTS, lambda cell: _parts(cell, "|")),
    **dict.fromkeys(_NUMBERS, _number),
}
