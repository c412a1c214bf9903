"""Whether the products that a message shows fit what a case asks of every card.

The comparison is with the catalogue's own figures and shares no code with the search, so that a
fault of the search's filters cannot hide itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from retrieval.types import Product

Check: TypeAlias = Callable[[Product, Any], bool]


def unfit(product: Product, rule: Mapping[str, Any]) -> str:
    """Return what of the rule the product breaks, "" if it fits."""
    for key, wanted in rule.items():
        if key == "attributes":
            for name, value in wanted.items():
                if not _has_attribute(product.attributes.get(name), value):
                    return f"{name} is {product.attributes.get(name)!r}, not {value!r}"
        elif not _CHECKS[key](product, wanted):
            return f"{key} should be {wanted!r}"
    return ""


def _category(product: Product, wanted: Any) -> bool:
    return bool({one.casefold() for one in product.category} & _words(wanted))


def _brand(product: Product, wanted: Any) -> bool:
    return product.brand.casefold() in _words(wanted)


def _colour(product: Product, wanted: Any) -> bool:
    """Whether a colour is wanted: "green" is also "moss green"."""
    own = [one.casefold() for one in product.colours]
    return any(
        colour == word or colour.endswith(f" {word}") for word in _words(wanted) for colour in own
    )


def _size(product: Product, wanted: Any) -> bool:
    """Whether one of the sizes can be bought."""
    stocked = {size.casefold() for size, count in product.stock.items() if count > 0}
    return bool(stocked & _words(wanted))


_CHECKS: Mapping[str, Check] = {
    "category": _category,
    "brand": _brand,
    "not_brand": lambda product, wanted: not _brand(product, wanted),
    "colour": _colour,
    "not_colour": lambda product, wanted: not _colour(product, wanted),
    "size": _size,
    "price_min": lambda product, wanted: product.price >= float(wanted),
    "price_max": lambda product, wanted: product.price <= float(wanted),
    "weight_max_g": lambda product, wanted: (
        product.weight_g is not None and product.weight_g <= float(wanted)
    ),
    "rating_min": lambda product, wanted: (product.rating or 0) >= float(wanted),
    "in_stock": lambda product, wanted: product.in_stock is bool(wanted),
}


def _words(wanted: Any) -> set[str]:
    many = wanted if isinstance(wanted, list | tuple) else (wanted,)
    return {str(one).casefold() for one in many}


def _has_attribute(own: Any, wanted: Any) -> bool:
    """Whether an attribute has a value; of a list one is enough, `{min, max}` is a range."""
    if isinstance(wanted, Mapping):
        low, high = wanted.get("min"), wanted.get("max")
        is_number = isinstance(own, int | float) and not isinstance(own, bool)
        return is_number and (low is None or own >= low) and (high is None or own <= high)
    if isinstance(own, list | tuple):
        return wanted in own
    return bool(own == wanted)
