"""A thousand orders over three years, each with a status that its dates allow."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from scripts.demo_shop.basket import Line, Wardrobe, fill_basket
from scripts.demo_shop.customers import Customer
from scripts.demo_shop.delivery import HOME_ZONE, Shipment, dispatch_time, send, shipping_cost
from scripts.demo_shop.seasons import TRADE
from scripts.demo_shop.seeded import stream, weighted
from scripts.demo_shop.taste import Taste

FIRST_DAY = date(2023, 12, 1)
FIRST_NUMBER = 10001
CANCELLED_SHARE = 0.035
EXPRESS_SHARE = 0.08
AT_WORK_SHARE = 0.07
WITHOUT_ORDERS_SHARE = 0.1
# The newest days count more, so that a demo has enough orders that are still open.
RECENT_DAYS, RECENT_FACTOR = 4, 6.0
# Hours of the day when people order, from 0 to 23.
HOURS = (1, 0, 0, 0, 0, 1, 2, 4, 6, 7, 7, 7, 8, 7, 6, 6, 7, 8, 9, 11, 13, 12, 7, 3)
# Orders are packed in the order in which they come in; by then they can't be changed.
PACKED_AFTER = timedelta(hours=20)
INVOICE_RANGE = (20.0, 500.0)


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands on the reference day; `street` to `city` is where it goes."""

    number: str
    customer: Customer
    placed_at: datetime
    status: str
    lines: tuple[Line, ...]
    street: str
    postcode: str
    city: str
    payment_method: str
    shipping_cost: float
    shipment: Shipment | None

    @property
    def goods(self) -> float:
        """Value of the lines without shipping."""
        return round(sum(line.quantity * line.unit_price for line in self.lines), 2)

    @property
    def total(self) -> float:
        """What the customer pays."""
        return round(self.goods + self.shipping_cost, 2)


def draw_orders(
    numbers: Sequence[str],
    customers: Sequence[Customer],
    taste: Taste,
    now: datetime,
    seed: int,
) -> list[Order]:
    """Return one order for each number; numbers are dealt out so that they tell no dates."""
    draw = stream(seed, "orders")
    dealt = list(numbers)
    draw.shuffle(dealt)
    orders: list[Order] = []
    for customer, moments in _who_orders_when(draw, customers, len(dealt), now):
        wardrobe = Wardrobe()
        for placed_at in moments:
            lines = fill_basket(draw, taste, customer, wardrobe, placed_at.date())
            orders.append(_order(draw, dealt.pop(), customer, placed_at, lines, now))
    return orders


def draw_moment(draw: random.Random, days: Sequence[date], weights: Sequence[float]) -> datetime:
    """Draw a day and an hour at which people visit the shop."""
    day = weighted(draw, days, weights)
    hour = weighted(draw, range(24), HOURS)
    return datetime.combine(day, time(hour, draw.randrange(60), draw.randrange(60)), UTC)


def trading_days(first: date, last: date) -> tuple[list[date], list[float]]:
    """Return all days from first to last and how much is going on on each of them."""
    span = (last - FIRST_DAY).days
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    weights = [TRADE[day.month - 1] * (0.5 + (day - FIRST_DAY).days / span) for day in days]
    return days, weights


def _who_orders_when(
    draw: random.Random, customers: Sequence[Customer], count: int, now: datetime
) -> list[tuple[Customer, list[datetime]]]:
    buyers = [one for one in customers if draw.random() >= WITHOUT_ORDERS_SHARE]
    moments: dict[str, list[datetime]] = {buyer.id: [] for buyer in buyers}
    days, weights = trading_days(FIRST_DAY, now.date())
    for place in range(1, RECENT_DAYS + 1):
        weights[-place] *= RECENT_FACTOR
    rhythms = [buyer.habit.rhythm for buyer in buyers]
    while count:
        moment = draw_moment(draw, days, weights)
        buyer = weighted(draw, buyers, rhythms)
        if buyer.joined <= moment.date() and moment < now:
            moments[buyer.id].append(moment)
            count -= 1
    return [(buyer, sorted(moments[buyer.id])) for buyer in buyers]


def _order(
    draw: random.Random,
    number: str,
    customer: Customer,
    placed_at: datetime,
    lines: list[Line],
    now: datetime,
) -> Order:
    goods = round(sum(line.quantity * line.unit_price for line in lines), 2)
    express = customer.country in HOME_ZONE and draw.random() < EXPRESS_SHARE
    shipped_at = dispatch_time(draw, placed_at)
    status, shipment = "cancelled", None
    if draw.random() >= CANCELLED_SHARE:
        sent = send(draw, number, customer.country, shipped_at, express)
        status, shipment = _state(sent, placed_at, now)
    at_work = draw.random() < AT_WORK_SHARE
    return Order(
        number=number,
        customer=customer,
        placed_at=placed_at,
        status=status,
        lines=tuple(lines),
        street=f"c/o Reception, {customer.street}" if at_work else customer.street,
        postcode=customer.postcode,
        city=customer.city,
        payment_method=_payment(draw, customer.country, goods),
        shipping_cost=shipping_cost(customer.country, goods, express),
        shipment=shipment,
    )


def _state(sent: Shipment, placed_at: datetime, now: datetime) -> tuple[str, Shipment | None]:
    """Return how far an order has come by now, and its parcel once it has left."""
    if sent.shipped_at > now:
        waited = now - placed_at > PACKED_AFTER
        return ("packed" if waited else "processing"), None
    if sent.delivered_at is not None and sent.delivered_at > now:
        on_the_way = Shipment(
            sent.carrier, sent.tracking_number, sent.shipped_at, sent.expected_at, None
        )
        return "shipped", on_the_way
    return "delivered", sent


def _payment(draw: random.Random, country: str, goods: float) -> str:
    """Draw a way to pay that catalog/policies/payment.md offers in the country."""
    ways = {"PayPal": 30.0, "Visa": 22.0, "Mastercard": 16.0, "Apple Pay": 8.0}
    ways.update({"Google Pay": 6.0, "bank transfer": 5.0})
    if country in ("Austria", "Germany"):
        ways["direct debit"] = 9.0
        if INVOICE_RANGE[0] <= goods <= INVOICE_RANGE[1]:
            ways["invoice"] = 22.0
    return weighted(draw, list(ways), list(ways.values()))
