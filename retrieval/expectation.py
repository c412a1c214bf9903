"""What a test query expects of a product, in the words of its file. Independent of filters.

The keys are those of `config/tests/heldout/product_queries.jsonl`: category, brand, colour and
size are lists of which one must fit, `attributes` are values, or `{"min": ..., "max": ...}`.
It deliberately shares no code with `retrieval.filters`, whose work it checks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from retrieval.types import Product


@dataclass(frozen=True, slots=True)
class Expectation:
    """Constraints that a relevant product meets; all of them."""

    constraints: Mapping[str, Any]

    def unknown_keys(self) -> list[str]:
        """Return the constraints that nobody knows."""
        return [key for key in self.constraints if key not in _CHECKS]

    def met_by(self, product: Product) -> bool:
        """Whether a product meets every constraint. Raises KeyError for an unknown one."""
        return not self.broken_by(product)

    def broken_by(self, product: Product) -> list[str]:
        """Return the constraints that a product does not meet; attributes by their own name."""
        broken = [
            key
            for key, value in self.constraints.items()
            if key != "attributes" and not _CHECKS[key](product, value)
        ]
        wanted = self.constraints.get("attributes", {})
        return broken + [
            f"attributes.{key}"
            for key, value in wanted.items()
            if not _has_attributes(product, {key: value})
        ]


def _has_colour(product: Product, words: list[str]) -> bool:
    return any(word.lower() in colour.lower() for word in words for colour in product.colours)


def _has_attributes(product: Product, wanted: Mapping[str, Any]) -> bool:
    return all(
        key in product.attributes and _meets(product.attributes[key], value)
        for key, value in wanted.items()
    )


def _meets(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return bool(wanted.get("min", value) <= value <= wanted.get("max", value))
    if isinstance(value, list | tuple):
        return wanted in value
    return bool(value == wanted)


_CHECKS: Mapping[str, Callable[[Product, Any], bool]] = {
    "category": lambda product, leaves: product.category[-1] in leaves,
    "brand": lambda product, brands: product.brand in brands,
    "price_min": lambda product, price: product.price >= price,
    "price_max": lambda product, price: product.price <= price,
    "colour": _has_colour,
    "not_colour": lambda product, words: not _has_colour(product, words),
    "size": lambda product, sizes: any(product.stock.get(size, 0) > 0 for size in sizes),
    "in_stock": lambda product, wanted: product.in_stock is wanted,
    "attributes": _has_attributes,
}
