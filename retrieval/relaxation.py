"""What to give up when nothing satisfies a query, said in the customer's words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from retrieval.filters import KIND, ProductTable
from retrieval.types import Filters, Query, Range

_LISTS = {
    "materials": "{}",
    "not_materials": "not {}",
    "colours": "{}",
    "not_colours": "not {}",
    "sizes": "size {}",
    "brands": "{}",
    "not_brands": "not {}",
    "not_categories": "no {}",
}
"""Lists of words in the order in which they are given up, and how each is said."""


def relax(query: Query, table: ProductTable) -> tuple[Query, str]:
    """Return the query with as few constraints less as needed to find something, and their words.

    What is easiest to give up goes first: attributes, rating, weight, material, colour, size,
    brand, price; the category last.
    """
    if table.mask(query.filters).any():
        return query, ""
    ways = list(constraints(query.filters))
    for count in (1, 2):
        for dropped in combinations(ways, count):
            filters = query.filters
            for _, without in dropped:
                filters = _apply(filters, without)
            if table.mask(filters).any():
                return replace(query, filters=filters), " and ".join(said for said, _ in dropped)
    return query, ""


def constraints(filters: Filters) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each constraint in words, with the changes to the filters that drop it.

    A change of a mapping is the key to take out of it.
    """
    for name in ("attributes", "not_attributes"):
        for key, value in getattr(filters, name).items():
            words = attribute_words(key, value)
            yield (f"not {words}" if name == "not_attributes" else words), {name: key}
    if filters.rating_min is not None:
        yield f"rated {filters.rating_min:g} or better", {"rating_min": None}
    if filters.weight_g is not None:
        yield f"weight {range_words(filters.weight_g)} g", {"weight_g": None}
    for name, phrase in _LISTS.items():
        words = getattr(filters, name)
        if words:
            yield phrase.format(" or ".join(words)), {name: ()}
    if filters.price_min is not None or filters.price_max is not None:
        price = Range(filters.price_min, filters.price_max)
        yield f"price {range_words(price)}", {"price_min": None, "price_max": None}
    if filters.in_stock:
        yield "in stock", {"in_stock": False}
    if filters.categories:
        yield " or ".join(filters.categories), {"categories": ()}


def attribute_words(key: str, value: Any) -> str:
    """Return an attribute constraint in words: `waterproof`, `capacity 4`, `fuel gas`."""
    name = key.replace("_", " ")
    if value is True:
        return name
    if value is False:
        return f"not {name}"
    if isinstance(value, Range):
        return f"{name} {range_words(value)}"
    if isinstance(value, tuple):
        value = _shared_end(value)
    return str(value) if key == KIND else f"{name} {value}"


def _shared_end(names: tuple[str, ...]) -> str:
    """Return the words that several names end with: chair for camp and folding chair."""
    words = [name.split()[::-1] for name in names]
    shared: list[str] = []
    for column in zip(*words, strict=False):
        if len(set(column)) > 1:
            break
        shared.insert(0, column[0])
    return " ".join(shared) or " or ".join(names)


def range_words(reach: Range) -> str:
    """Return a range in words: `up to 300`, `from 20`, `20 to 300`, `4`."""
    if reach.low is None:
        return f"up to {reach.high:g}" if reach.high is not None else "any"
    if reach.high is None:
        return f"from {reach.low:g}"
    if reach.low == reach.high:
        return f"{reach.low:g}"
    return f"{reach.low:g} to {reach.high:g}"


def _apply(filters: Filters, without: dict[str, Any]) -> Filters:
    changed: dict[str, Any] = {}
    for name, value in without.items():
        have = getattr(filters, name)
        if name in ("attributes", "not_attributes"):
            value = {key: one for key, one in have.items() if key != value}
        changed[name] = value
    return replace(filters, **changed)
