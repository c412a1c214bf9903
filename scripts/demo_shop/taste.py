"""How much a customer wants a product in a month; views and orders are both drawn from it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import accumulate

from retrieval.types import Product
from scripts.demo_shop.customers import Customer
from scripts.demo_shop.habits import Habit
from scripts.demo_shop.seasons import months_of

# Reviews stand for popularity; the exponent keeps a long tail instead of three best-sellers.
POPULARITY_POWER = 0.7
# Interest in something outside one's activities: presents, curiosity.
CURIOSITY = 0.05
# How far from one's price level a product may be before interest fades (share of the range).
PRICE_TOLERANCE = 0.3
# An accessory without its main thing is rarely looked for.
LONE_ACCESSORY = 0.12
FOR_SOMEONE_ELSE = 0.04


class Taste:
    """Draws products for customers; knows prices, popularity and seasons of all of them."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.products = tuple(products)
        self.by_id: Mapping[str, Product] = {product.id: product for product in products}
        self._months = [months_of(product) for product in self.products]
        self._price_rank = _price_ranks(self.products)
        self._base: dict[str, list[float]] = {}
        self._cumulated: dict[tuple[str, int], list[float]] = {}

    def pick(self, draw: random.Random, customer: Customer, month: int) -> Product:
        """Draw one product that the customer may want in the month (1 to 12)."""
        key = (customer.id, month)
        if key not in self._cumulated:
            base = self._base_of(customer)
            seasonal = zip(base, self._months, strict=True)
            weights = [weight * months[month - 1] for weight, months in seasonal]
            self._cumulated[key] = list(accumulate(weights))
        return draw.choices(self.products, cum_weights=self._cumulated[key])[0]

    def pick_like(self, draw: random.Random, customer: Customer, like: Product) -> Product | None:
        """Draw another product of the same leaf category, None if there is none to like."""
        base = self._base_of(customer)
        near = [
            (product, weight)
            for product, weight in zip(self.products, base, strict=True)
            if product.category == like.category and product.id != like.id and weight > 0
        ]
        if not near:
            return None
        return draw.choices([product for product, _ in near], [weight for _, weight in near])[0]

    def accessories_of(self, product: Product) -> list[Product]:
        """Return what belongs to a product, in catalogue order."""
        return [other for other in self.products if product.id in other.relations.accessory_of]

    def _base_of(self, customer: Customer) -> list[float]:
        if customer.id not in self._base:
            ranked = zip(self.products, self._price_rank, strict=True)
            self._base[customer.id] = [
                _interest(customer.habit, product, rank) for product, rank in ranked
            ]
        return self._base[customer.id]


def _interest(habit: Habit, product: Product, price_rank: float) -> float:
    activities = product.attributes["activities"]
    shared = sum(habit.activities.get(name, 0.0) for name in activities) + CURIOSITY
    distance = (price_rank - habit.price_level) / PRICE_TOLERANCE
    affordable = 0.1 + 0.9 / (1 + distance * distance)
    alone = LONE_ACCESSORY if product.relations.accessory_of else 1.0
    return (
        float(product.reviews**POPULARITY_POWER)
        * shared
        * affordable
        * alone
        * _fits(habit, product)
    )


def _fits(habit: Habit, product: Product) -> float:
    fit = product.attributes.get("fit", "unisex")
    if fit == "kids":
        return 1.0 if habit.kids_size else FOR_SOMEONE_ELSE / 2
    if fit in ("women", "men") and fit != habit.fit:
        return FOR_SOMEONE_ELSE
    return 1.0


def _price_ranks(products: Sequence[Product]) -> list[float]:
    """Return each product's place in its category from cheapest (0) to dearest (1)."""
    prices: dict[str, list[float]] = {}
    for product in products:
        prices.setdefault(product.category[-1], []).append(product.price)
    for values in prices.values():
        values.sort()
    return [
        prices[product.category[-1]].index(product.price)
        / max(1, len(prices[product.category[-1]]) - 1)
        for product in products
    ]
