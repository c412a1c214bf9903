"""Twenty thousand views, carts and purchases: the way to every order, and browsing in between."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from retrieval.types import Product
from scripts.demo_shop.customers import Customer
from scripts.demo_shop.orders import FIRST_DAY, Order, draw_moment, trading_days
from scripts.demo_shop.seeded import stream, weighted
from scripts.demo_shop.taste import Taste

VIEW, CART, PURCHASE = "view", "cart", "purchase"
# Browsing: where the next look goes, and how seldom a look ends in the cart.
SAME_SHELF, BELONGING = 0.5, 0.15
ABANDONED_CART_SHARE = 0.055
LONGEST_VISIT = 8
PAUSE_S = (15, 210)
# People look at a dear thing on several days before they buy it.
DEAR = 120.0


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One interaction; events order by time, then by customer, product and kind."""

    at: datetime
    customer_id: str
    product_id: str
    kind: str


def draw_interactions(
    count: int,
    orders: Sequence[Order],
    customers: Sequence[Customer],
    taste: Taste,
    now: datetime,
    seed: int,
) -> list[Event]:
    """Return exactly `count` events in time order; every order line is one purchase.

    Raises:
        ValueError: the orders alone make more than `count` events.
    """
    draw = stream(seed, "interactions")
    events: list[Event] = []
    for order in sorted(orders, key=lambda order: order.number):
        events.extend(_way_to(draw, order, taste))
    if len(events) > count:
        raise ValueError(f"{len(orders)} orders make {len(events)} events, more than {count}")
    events.extend(_browsing(draw, count - len(events), customers, taste, now))
    return sorted(events)


def _way_to(draw: random.Random, order: Order, taste: Taste) -> list[Event]:
    """Return what led to an order: earlier looks, the visit with its carts, the purchase."""
    customer = order.customer
    events: list[Event] = []
    moment = order.placed_at
    for line in reversed(order.lines):
        moment -= timedelta(seconds=draw.randint(*PAUSE_S))
        events.append(Event(moment, customer.id, line.product.id, CART))
        moment -= timedelta(seconds=draw.randint(*PAUSE_S))
        events.append(Event(moment, customer.id, line.product.id, VIEW))
        for other in _alternatives(draw, customer, line.product, taste):
            moment -= timedelta(seconds=draw.randint(*PAUSE_S))
            events.append(Event(moment, customer.id, other.id, VIEW))
        events.extend(_earlier_looks(draw, order, line.product))
        events.append(Event(order.placed_at, customer.id, line.product.id, PURCHASE))
    return events


def _alternatives(
    draw: random.Random, customer: Customer, product: Product, taste: Taste
) -> list[Product]:
    found = [
        taste.pick_like(draw, customer, product)
        for _ in range(weighted(draw, (0, 1, 2, 3), (4, 4, 2, 1)))
    ]
    return list({other.id: other for other in found if other is not None}.values())


def _earlier_looks(draw: random.Random, order: Order, product: Product) -> list[Event]:
    looks = draw.choice((0, 1, 2)) if product.price >= DEAR else draw.choice((0, 0, 1))
    joined = order.customer.joined
    moments = [
        order.placed_at - timedelta(days=draw.randrange(1, 12), minutes=draw.randrange(600))
        for _ in range(looks)
    ]
    return [
        Event(moment, order.customer.id, product.id, VIEW)
        for moment in moments
        if moment.date() >= joined
    ]


def _browsing(
    draw: random.Random,
    count: int,
    customers: Sequence[Customer],
    taste: Taste,
    now: datetime,
) -> list[Event]:
    days, weights = trading_days(FIRST_DAY, now.date())
    # Browsing is spread more evenly over people than buying is.
    rhythms = [customer.habit.rhythm**0.6 for customer in customers]
    events: list[Event] = []
    while len(events) < count:
        start = draw_moment(draw, days, weights)
        customer = weighted(draw, customers, rhythms)
        visit = _visit(draw, customer, start, taste)
        if customer.joined <= start.date() and visit[-1].at <= now:
            events.extend(visit)
    return events[:count]


def _visit(draw: random.Random, customer: Customer, start: datetime, taste: Taste) -> list[Event]:
    moment = start
    product = taste.pick(draw, customer, start.month)
    events: list[Event] = []
    for _ in range(draw.randint(1, LONGEST_VISIT)):
        events.append(Event(moment, customer.id, product.id, VIEW))
        if draw.random() < ABANDONED_CART_SHARE:
            moment += timedelta(seconds=draw.randint(*PAUSE_S))
            events.append(Event(moment, customer.id, product.id, CART))
        moment += timedelta(seconds=draw.randint(*PAUSE_S))
        product = _next_look(draw, customer, product, start.month, taste)
    return events


def _next_look(
    draw: random.Random, customer: Customer, product: Product, month: int, taste: Taste
) -> Product:
    chance = draw.random()
    if chance < SAME_SHELF:
        return taste.pick_like(draw, customer, product) or product
    if chance < SAME_SHELF + BELONGING:
        belonging = taste.accessories_of(product)
        if belonging:
            return draw.choice(belonging)
    return taste.pick(draw, customer, month)
