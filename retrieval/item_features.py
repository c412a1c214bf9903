"""What items are like, as sparse vectors: their attributes and the words said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from retrieval.analyzer import Analyzer
from retrieval.item_histories import read_lines
from retrieval.json_lines import json_object, line_error

TEXTS = ("title", "name", "text", "description", "brand", "category")


def read_items(path: Path, analyzer: Analyzer) -> dict[str, list[str]]:
    """Return the features of each item by id. Raises SourceError with the line.

    The file has a JSON object a line with `id` and any of `attributes` (a list), `title`, `name`,
    `text`, `description`, `brand`, `category`; or it is one JSON object, ids to attributes.
    """
    lines = read_lines(path)
    telling = [number for number, line in enumerate(lines, 1) if line.strip()]
    if not telling:
        raise line_error(path, 0, "there are no items in it", "write one JSON object a line")
    rows = {number: json_object(lines[number - 1], path, number) for number in telling}
    first = rows[telling[0]]
    if len(rows) == 1 and "id" not in first:
        return {
            item: _attributes(found, path, telling[0], f"item {item!r}")
            for item, found in first.items()
        }
    items: dict[str, list[str]] = {}
    for number, row in rows.items():
        one = row.get("id")
        if isinstance(one, bool) or not isinstance(one, str | int) or one == "":
            raise line_error(path, number, "'id' must be a text or a whole number", "give it")
        if str(one) in items:
            raise line_error(path, number, f"id {one!r} is there twice", "rename one")
        items[str(one)] = _attributes(row.get("attributes", []), path, number, "'attributes'")
        items[str(one)] += _words(row, analyzer)
    return items


def feature_matrix(
    items: Sequence[str], features: Mapping[str, Sequence[str]]
) -> sparse.csr_matrix:
    """Return a row of length 1 for each item, rare features more; empty for unknown items."""
    counts = [Counter(features.get(item, ())) for item in items]
    spread = Counter(name for count in counts for name in count)
    columns = {name: column for column, name in enumerate(sorted(spread))}
    idf = {name: float(np.log((len(items) + 1) / (n + 1))) for name, n in spread.items()}
    values, rows, places = [], [], []
    for row, count in enumerate(counts):
        weights = {name: (1 + np.log(n)) * idf[name] for name, n in sorted(count.items())}
        length = float(np.sqrt(sum(weight**2 for weight in weights.values())))
        for name, weight in weights.items() if length else ():
            values.append(weight / length)
            rows.append(row)
            places.append(columns[name])
    shape = (len(items), max(len(columns), 1))
    return sparse.csr_matrix((np.array(values, dtype=np.float32), (rows, places)), shape=shape)


def _attributes(found: object, path: Path, number: int, name: str) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(one, str | int) for one in found):
        raise line_error(path, number, f"{name} is not a list of texts", "write [...]")
    return [f"={one}" for one in found]


def _words(row: Mapping[str, Any], analyzer: Analyzer) -> list[str]:
    texts = [row[key] for key in TEXTS if isinstance(row.get(key), str)]
    return [term for text in texts for term in analyzer.terms(text)]
