"""Which size of a product a customer takes."""

from __future__ import annotations

from retrieval.types import Product
from scripts.demo_shop.customers import Customer

# Gloves and gaiters come in pairs of clothing sizes.
DOUBLE_SIZES = {"XS": "S/M", "S": "S/M", "M": "S/M", "L": "L/XL", "XL": "L/XL", "XXL": "L/XL"}
KIDS_SHOES = {"104": "28", "110": "29", "116": "30", "122": "32", "128": "34"}
KIDS_SOCKS = {"104": "27-30", "110": "27-30", "116": "27-30", "122": "31-34", "128": "31-34"}
KIDS_HANDS = {"104": "2-4 y", "110": "4-6 y", "116": "4-6 y", "122": "6-8 y", "128": "6-8 y"}
TALL = frozenset({"L", "XL", "XXL"})
USUAL_KIDS_SIZE = "116"


def size_for(product: Product, customer: Customer) -> str | None:
    """Return the size to order: empty for a product without sizes, None if none fits."""
    sizes = product.sizes
    if not sizes:
        return ""
    if len(sizes) == 1:
        return sizes[0]
    habit = customer.habit
    if product.attributes.get("fit") == "kids":
        return _first(sizes, _kids_sizes(habit.kids_size or USUAL_KIDS_SIZE))
    wanted = [
        habit.clothing_size,
        DOUBLE_SIZES[habit.clothing_size],
        habit.shoe_size,
        _sock_size(habit.shoe_size),
        "long" if habit.clothing_size in TALL else "regular",
        "130 cm" if habit.clothing_size in TALL else "120 cm",
        "140 cm" if habit.clothing_size in TALL else "125 cm",
        "wide",
    ]
    if "regular" in sizes:
        wanted.append("regular")
    return _first(sizes, wanted)


def _first(sizes: tuple[str, ...], wanted: list[str]) -> str | None:
    return next((size for size in wanted if size in sizes), None)


def _kids_sizes(clothing: str) -> list[str]:
    return [clothing, KIDS_SHOES[clothing], KIDS_SOCKS[clothing], KIDS_HANDS[clothing]]


def _sock_size(shoe: str) -> str:
    if int(shoe) <= 38:
        return "35-38"
    return "39-42" if int(shoe) <= 42 else "43-46"
