"""Needs from YAML: `needs:` and a list of entries, each with what customers say in that need."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retrieval.entry_list import EntryError, check_keys, entry_text, read_entries
from retrieval.product_row import shown
from retrieval.source_problem import SourceProblem
from retrieval.types import Need
from retrieval.yaml_file import line_of

_KEYS = ("category", "kind", "examples")
MAX_EXAMPLE_CHARS = 300
"""A customer's sentence; longer ones tell more than one need."""


def read_needs(path: Path) -> tuple[list[tuple[Need, int]], list[SourceProblem]]:
    """Return the entries of a file with their lines, and what is wrong with the others."""
    return read_entries(path, "needs", _need)


def _need(raw: Mapping[str, Any], line: int) -> Need:
    check_keys(raw, _KEYS)
    if "kind" in raw and "category" not in raw:
        raise EntryError(line, "a kind needs its category", "add the key 'category'")
    for key in ("category", "kind"):
        if not isinstance(raw.get(key, ""), str):
            message = f"{key!r} should be text, got {shown(raw[key])}"
            raise EntryError(line_of(raw, key), message, "put it in quotes")
    listed = raw.get("examples")
    if not isinstance(listed, list) or not listed:
        raise EntryError(line, "'examples' needs a list with at least one sentence")
    examples = [
        entry_text(listed, number, f"example {number + 1}", MAX_EXAMPLE_CHARS)
        for number in range(len(listed))
    ]
    return Need(
        str(raw.get("category", "")), str(raw.get("kind", "")), tuple(dict.fromkeys(examples))
    )
