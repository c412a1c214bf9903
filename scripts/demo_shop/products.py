"""Turns written items into the rows of products.jsonl; stock and reviews are drawn by seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scripts.demo_shop.item import Category, Item, words
from scripts.demo_shop.seeded import stream

BRANDS = (
    "Alderpeak",
    "Brightwater",
    "Cairnwell",
    "Drumlin",
    "Eastfell",
    "Fjordline",
    "Glenmore Works",
    "Highmark",
    "Ironbeck",
    "Juniper & Stone",
    "Kettlewood",
    "Larkspur",
    "Moraine",
    "Nordvik",
)
NO_SIZE = "one size"
# Pieces that tests and documentation rely on.
KNOWN_STOCK: Mapping[str, Mapping[str, int]] = {
    "TNT-101": {"2-person": 14},
    "HKB-103": {"39": 4, "40": 6, "42": 3, "44": 0},
    "RNJ-102": {"M": 6},
    "DWJ-101": {"L": 5},
    "TRS-101": {"39": 4},
    "SCK-101": {"39-42": 31, "43-46": 18},
}
# A size at the edge of the range sells out more often than one in the middle.
EMPTY_EDGE, EMPTY_MIDDLE = 0.16, 0.05
# Ratings of real shops crowd between four and five stars.
RATING_MEAN, RATING_SPREAD, RATING_LOWEST, RATING_HIGHEST = 4.35, 0.25, 3.5, 4.9


def rows(categories: tuple[Category, ...], seed: int) -> Iterator[dict[str, Any]]:
    """Yield one row for each item, in catalogue order."""
    fitting = _fitting(categories)
    for category in categories:
        for item in category.items:
            yield row(category, item, fitting.get(item.id, ()), seed)


def row(category: Category, item: Item, fitting: Sequence[str], seed: int) -> dict[str, Any]:
    """Return the catalogue row of one item, which goes together with the `fitting` ids."""
    draw = stream(seed, item.id)
    rating = item.rating if item.rating is not None else _rating(draw)
    reviews = item.reviews if item.reviews is not None else _reviews(draw, item)
    return {
        "id": item.id,
        "name": item.name,
        "brand": brand_of(item.name),
        "category": list(category.path),
        "description": item.text,
        "price": item.price,
        "currency": "EUR",
        "colours": list(words(item.colours)),
        "sizes": list(words(item.sizes)),
        "weight_g": item.weight_g,
        "material": item.material,
        "rating": rating,
        "reviews": reviews,
        "stock": _stock(draw, item),
        "attributes": {**item.attributes, "activities": list(words(item.activities))},
        "relations": {
            "accessory_of": list(words(item.accessory_of)),
            "compatible_with": list(fitting),
            "replaces": list(words(item.replaces)),
        },
        "image": f"/catalog/images/{category.slug}.svg",
        "url": f"/products/{item.id}",
    }


def _fitting(categories: tuple[Category, ...]) -> dict[str, list[str]]:
    """Return what goes together, in both directions, though it is written down in one."""
    found: dict[str, set[str]] = {}
    for category in categories:
        for item in category.items:
            for other in words(item.compatible_with):
                found.setdefault(item.id, set()).add(other)
                found.setdefault(other, set()).add(item.id)
    return {one: sorted(others) for one, others in found.items()}


def brand_of(name: str) -> str:
    """Return the brand that a product name starts with.

    Raises:
        ValueError: no known brand starts the name.
    """
    for brand in BRANDS:
        if name.startswith(brand + " "):
            return brand
    raise ValueError(f"product name {name!r} does not start with one of the shop's brands")


def as_lines(products: list[dict[str, Any]]) -> str:
    """Return the rows as JSON lines, non-ASCII letters kept."""
    return "".join(json.dumps(product, ensure_ascii=False) + "\n" for product in products)


def _stock(draw: random.Random, item: Item) -> dict[str, int]:
    sizes = words(item.sizes) or (NO_SIZE,)
    stock = {size: _pieces(draw, item, place, len(sizes)) for place, size in enumerate(sizes)}
    if item.sold_out:
        return dict.fromkeys(stock, 0)
    stock.update(KNOWN_STOCK.get(item.id, {}))
    if not any(stock.values()):
        stock[sizes[len(sizes) // 2]] = 3
    return stock


def _pieces(draw: random.Random, item: Item, place: int, sizes: int) -> int:
    """Draw the pieces of one size: dear things are stocked thinly, middle sizes deeply."""
    if sizes == 1:
        return max(2, round(draw.lognormvariate(3.2, 0.6) * _depth(item.price)))
    middle = 1 - abs(2 * place / (sizes - 1) - 1)
    empty = EMPTY_EDGE + (EMPTY_MIDDLE - EMPTY_EDGE) * middle
    if draw.random() < empty:
        return 0
    return max(1, round(draw.lognormvariate(1.9 + middle, 0.5) * _depth(item.price)))


def _depth(price: float) -> float:
    return 1.6 if price < 30 else 1.0 if price < 150 else 0.6


def _rating(draw: random.Random) -> float:
    drawn = draw.gauss(RATING_MEAN, RATING_SPREAD)
    return round(min(RATING_HIGHEST, max(RATING_LOWEST, drawn)), 1)


def _reviews(draw: random.Random, item: Item) -> int:
    """Draw a long-tailed count; inexpensive things and those rated by hand have more buyers."""
    popular = (0.6 if item.price < 100 else 0.0) + (0.8 if item.rating else 0.0)
    return max(3, round(draw.lognormvariate(3.0 + popular, 0.8)))
