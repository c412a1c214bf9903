"""Everything that happened in the demo shop up to the reference moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from retrieval.types import Product
from scripts.demo_shop.customers import Customer, draw_customers
from scripts.demo_shop.interactions import Event, draw_interactions
from scripts.demo_shop.known_orders import known_orders, known_return
from scripts.demo_shop.orders import FIRST_NUMBER, Order, draw_orders
from scripts.demo_shop.returned_goods import Return, draw_returns
from scripts.demo_shop.taste import Taste

# Friday evening, after the last parcels have left.
REFERENCE = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
FIXED_CUSTOMERS = 3


@dataclass(frozen=True, slots=True)
class Shop:
    """Customers by id, orders by number, returns by date, interactions by time."""

    customers: tuple[Customer, ...]
    orders: tuple[Order, ...]
    returns: tuple[Return, ...]
    interactions: tuple[Event, ...]


def draw_shop(
    products: Sequence[Product], customers: int, orders: int, interactions: int, seed: int
) -> Shop:
    """Return a shop of the given sizes; the fixed customers and orders are among them."""
    people = draw_customers(customers, REFERENCE.date(), seed)
    taste = Taste(products)
    known = known_orders(people, taste.by_id)
    taken = {order.number for order in known}
    numbers = [str(FIRST_NUMBER + place) for place in range(orders)]
    free = [number for number in numbers if number not in taken]
    # The fixed customers have the fixed orders only, so that what tests say of them is true.
    drawn = draw_orders(free, people[FIXED_CUSTOMERS:], taste, REFERENCE, seed)
    drawn, returns = draw_returns(drawn, REFERENCE, seed)
    all_orders = sorted([*known, *drawn], key=lambda order: order.number)
    events = draw_interactions(interactions, all_orders, people, taste, REFERENCE, seed)
    return Shop(
        customers=tuple(people),
        orders=tuple(all_orders),
        returns=(known_return(known), *returns),
        interactions=tuple(events),
    )
