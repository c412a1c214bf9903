"""When a parcel leaves and arrives: working days, shipping zones, carriers, tracking numbers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from scripts.demo_shop.seeded import weighted

HOME_ZONE = frozenset({"Austria", "Germany", "France"})
OUTSIDE_EU = frozenset({"Switzerland", "Norway"})
FREE_FROM = 75.0
EXPRESS_PRICE = 9.95
EXPRESS_DAYS = (1, 2)
CUT_OFF = time(14, 0)
CARRIERS: Mapping[str, str] = {"Nordpost": "NP", "Alpenkurier": "AK", "Viacolis": "VC"}
CARRIER_WEIGHTS = (7.0, 2.0, 1.5)


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel; `delivered_at` is None while it is on its way."""

    carrier: str
    tracking_number: str
    shipped_at: datetime
    expected_at: date
    delivered_at: datetime | None


def shipping_cost(country: str, goods: float, express: bool) -> float:
    """Return what sending goods of this value costs, as catalog/shop.yml has it."""
    if country in OUTSIDE_EU:
        return 14.90
    if country not in HOME_ZONE:
        return 8.95
    if express:
        return EXPRESS_PRICE
    return 0.0 if goods >= FREE_FROM else 4.95


def delivery_days(country: str, express: bool) -> tuple[int, int]:
    """Return the fewest and most working days on the way."""
    if country in OUTSIDE_EU:
        return (5, 8)
    if country not in HOME_ZONE:
        return (4, 6)
    return EXPRESS_DAYS if express else (2, 4)


def dispatch_time(draw: random.Random, placed_at: datetime) -> datetime:
    """Return when an order leaves the warehouse; one in seven waits for goods."""
    day = placed_at.date()
    if placed_at.time() > CUT_OFF or day.weekday() > 4:
        day = add_working_days(day, 1)
    if draw.random() < 0.14:
        day = add_working_days(day, draw.randrange(1, 4))
    leaves = time(16, draw.randrange(60), draw.randrange(60))
    return datetime.combine(day, leaves, UTC)


def send(
    draw: random.Random, number: str, country: str, shipped_at: datetime, express: bool
) -> Shipment:
    """Return the parcel of an order with the day it arrives, usually in time."""
    fewest, most = delivery_days(country, express)
    expected = add_working_days(shipped_at.date(), most)
    late = draw.randrange(1, 4) if draw.random() < 0.06 else 0
    days = most + late if late else draw.randint(fewest, most)
    arrives = time(draw.randrange(8, 18), draw.randrange(60), draw.randrange(60))
    carrier = weighted(draw, list(CARRIERS), CARRIER_WEIGHTS)
    return Shipment(
        carrier=carrier,
        tracking_number=tracking_number(carrier, number),
        shipped_at=shipped_at,
        expected_at=expected,
        delivered_at=datetime.combine(add_working_days(shipped_at.date(), days), arrives, UTC),
    )


def tracking_number(carrier: str, number: str) -> str:
    """Return the carrier's number of an order's parcel."""
    return f"{CARRIERS[carrier]}4{int(number):07d}0EU"


def add_working_days(day: date, count: int) -> date:
    """Return the day `count` working days (Monday to Friday) later."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day
