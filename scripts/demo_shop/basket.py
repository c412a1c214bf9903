"""What goes into one order: main things, what belongs to them, sizes, colours, pieces, prices."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from retrieval.types import Product
from scripts.demo_shop.customers import Customer
from scripts.demo_shop.delivery import HOME_ZONE
from scripts.demo_shop.seeded import weighted
from scripts.demo_shop.sizing import size_for
from scripts.demo_shop.taste import Taste

# Bought again and again, and more than one at a time.
CONSUMABLES = frozenset(
    {"gas cartridge", "socks", "tablets", "care wax", "cleaner", "proofing", "ice pack"}
)
IN_NUMBERS = frozenset({"mug", "chair", "cutlery", "stool"})
ROAD_ONLY = "gas cartridge"  # dangerous goods stay within the home zone
ACCESSORY_AT_ONCE, ACCESSORY_LATER = 0.28, 0.5
ACCESSORY_DAYS = (6, 70)
SALE_SHARE, SALE_FACTOR = 0.25, 0.85
TRIES = 30
# When a successor came, its predecessor was sold out within weeks.
SUCCESSION = date(2025, 9, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order; size and colour are empty where the product has none."""

    product: Product
    size: str
    colour: str
    quantity: int
    unit_price: float


@dataclass(slots=True)
class Wardrobe:
    """What a customer owns, and the accessories that will be wanted from a day on."""

    owned: set[str] = field(default_factory=set)
    wished: list[tuple[date, Product]] = field(default_factory=list)


def fill_basket(
    draw: random.Random, taste: Taste, customer: Customer, wardrobe: Wardrobe, day: date
) -> list[Line]:
    """Draw the lines of an order on a day and note in the wardrobe what was bought."""
    chosen = _due(draw, wardrobe, day)
    wanted = weighted(draw, (1, 2, 3), (62, 25, 13)) - (1 if chosen and draw.random() < 0.6 else 0)
    for _ in range(TRIES):
        if wanted <= 0 and chosen:
            break
        product = taste.pick(draw, customer, day.month)
        if not _sellable(product, customer, wardrobe, chosen, day, taste):
            continue
        chosen.append(product)
        wanted -= 1
        chosen.extend(_belongings(draw, taste, customer, wardrobe, chosen, product, day))
    wardrobe.owned.update(product.id for product in chosen)
    return [_line(draw, customer, product, day) for product in chosen]


def _due(draw: random.Random, wardrobe: Wardrobe, day: date) -> list[Product]:
    due = [product for when, product in wardrobe.wished if when <= day]
    wardrobe.wished = [(when, product) for when, product in wardrobe.wished if when > day]
    unique = {product.id: product for product in due if product.id not in wardrobe.owned}
    return [product for product in unique.values() if draw.random() < 0.85]


def _belongings(
    draw: random.Random,
    taste: Taste,
    customer: Customer,
    wardrobe: Wardrobe,
    chosen: list[Product],
    main: Product,
    day: date,
) -> list[Product]:
    """Return an accessory taken along now, or wish for one later."""
    fitting = [
        product
        for product in taste.accessories_of(main)
        if _sellable(product, customer, wardrobe, chosen, day, taste)
    ]
    if not fitting:
        return []
    # What belongs to few things belongs to this one all the more.
    near = [1 / len(product.relations.accessory_of) for product in fitting]
    accessory = weighted(draw, fitting, near)
    chance = draw.random()
    if chance < ACCESSORY_AT_ONCE:
        return [accessory]
    if chance < ACCESSORY_AT_ONCE + ACCESSORY_LATER:
        wardrobe.wished.append((day + timedelta(days=draw.randint(*ACCESSORY_DAYS)), accessory))
    return []


def _sellable(
    product: Product,
    customer: Customer,
    wardrobe: Wardrobe,
    chosen: list[Product],
    day: date,
    taste: Taste,
) -> bool:
    kind = str(product.attributes["kind"])
    if any(product.id == other.id for other in chosen):
        return False
    if product.id in wardrobe.owned and kind not in CONSUMABLES:
        return False
    if kind == ROAD_ONLY and customer.country not in HOME_ZONE:
        return False
    if size_for(product, customer) is None:
        return False
    return _on_the_shelf(product, day, taste)


def _on_the_shelf(product: Product, day: date, taste: Taste) -> bool:
    """Whether the product was sold that day: successors follow their predecessors."""
    if product.relations.replaces:
        return day >= SUCCESSION - timedelta(days=20)
    if any(product.id in other.relations.replaces for other in taste.products):
        return day < SUCCESSION
    return True


def _line(draw: random.Random, customer: Customer, product: Product, day: date) -> Line:
    return Line(
        product=product,
        size=size_for(product, customer) or "",
        colour=_colour(draw, customer, product),
        quantity=_quantity(draw, product),
        unit_price=_price(draw, product, day),
    )


def _colour(draw: random.Random, customer: Customer, product: Product) -> str:
    if not product.colours:
        return ""
    liked = [colour for colour in customer.habit.colours if colour in product.colours]
    if liked and draw.random() < 0.75:
        return liked[0]
    return draw.choice(product.colours)


def _quantity(draw: random.Random, product: Product) -> int:
    kind = product.attributes["kind"]
    if kind in CONSUMABLES:
        return weighted(draw, (1, 2, 3), (6, 3, 1))
    if kind in IN_NUMBERS:
        return weighted(draw, (1, 2, 4), (4, 4, 2))
    return 1


def _price(draw: random.Random, product: Product, day: date) -> float:
    """Return today's price, reduced on some things in the winter and summer sales."""
    sale = day.month in (1, 7) and day.day >= 10
    if sale and draw.random() < SALE_SHARE:
        return round(product.price * SALE_FACTOR, 2)
    return product.price
