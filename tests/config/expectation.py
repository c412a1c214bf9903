"""What a held-out product query expects of a product, read from its JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

KEYS = frozenset(
    {
        "category",
        "brand",
        "price_min",
        "price_max",
        "colour",
        "not_colour",
        "size",
        "in_stock",
        "attributes",
    }
)


def satisfies(product: Mapping[str, Any], expect: Mapping[str, Any]) -> bool:
    """Return whether a row of products.jsonl meets every constraint of `expect`."""
    checks: dict[str, Callable[[Any], bool]] = {
        "category": lambda leaves: product["category"][-1] in leaves,
        "brand": lambda brands: product["brand"] in brands,
        "price_min": lambda price: product["price"] >= price,
        "price_max": lambda price: product["price"] <= price,
        "colour": lambda words: _has_colour(product, words),
        "not_colour": lambda words: not _has_colour(product, words),
        "size": lambda sizes: any(product["stock"].get(size, 0) > 0 for size in sizes),
        "in_stock": lambda wanted: any(product["stock"].values()) is wanted,
        "attributes": lambda wanted: _has_attributes(product["attributes"], wanted),
    }
    return all(checks[key](value) for key, value in expect.items())


def _has_colour(product: Mapping[str, Any], words: list[str]) -> bool:
    return any(word in colour.lower() for word in words for colour in product["colours"])


def _has_attributes(attributes: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(
        name in attributes and _meets(attributes[name], value) for name, value in wanted.items()
    )


def _meets(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return bool(wanted.get("min", value) <= value <= wanted.get("max", value))
    if isinstance(value, list):
        return wanted in value
    return bool(value == wanted)
