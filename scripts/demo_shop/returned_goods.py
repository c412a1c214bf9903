"""Returns of delivered orders: why, how far they have come, and what is paid back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from scripts.demo_shop.basket import Line
from scripts.demo_shop.delivery import HOME_ZONE, OUTSIDE_EU, add_working_days
from scripts.demo_shop.orders import Order
from scripts.demo_shop.seeded import stream, weighted

WHOLE_SHARE, PART_SHARE = 0.055, 0.05
# Of what arrived lately more comes back, so that a demo has returns at every stage.
RECENT, RECENT_FACTOR = timedelta(days=35), 3.0
REJECTED_SHARE = 0.06
# Opened ones are not taken back, for hygiene and safety.
EXCLUDED_CATEGORIES = frozenset({"Socks", "Water Filters"})
EXCLUDED_KINDS = frozenset({"gas cartridge", "underwear", "leggings"})
SIZED_REASONS = ("too small", "too big", "does not fit well", "ordered two sizes to compare")
OTHER_REASONS = (
    "changed my mind",
    "looks different from the picture",
    "heavier than I expected",
    "it was a present and not wanted",
    "found something that suits me better",
    "arrived too late for the trip",
    "faulty on arrival",
)


@dataclass(frozen=True, slots=True)
class Return:
    """One line on its way back; `amount` is what is or will be refunded."""

    order: Order
    line: Line
    reason: str
    status: str
    requested_at: datetime
    refunded_at: datetime | None
    amount: float


def return_fee(country: str) -> float:
    """Return what is deducted for the way back."""
    if country in HOME_ZONE:
        return 0.0
    return 12.90 if country in OUTSIDE_EU else 6.95


def draw_returns(
    orders: Sequence[Order], now: datetime, seed: int
) -> tuple[list[Order], list[Return]]:
    """Return the orders, those that came back whole marked so, and all returns by date."""
    draw = stream(seed, "returns")
    kept: list[Order] = []
    returns: list[Return] = []
    for order in orders:
        sent_back = _sent_back(draw, order, now)
        whole = len(sent_back) == len(order.lines) and all(
            one.status == "refunded" for one in sent_back
        )
        kept.append(replace(order, status="returned") if whole and sent_back else order)
        returns.extend(sent_back)
    returns.sort(key=lambda one: (one.requested_at, one.order.number, one.line.product.id))
    return kept, returns


def _sent_back(draw: random.Random, order: Order, now: datetime) -> list[Return]:
    if order.status != "delivered" or order.shipment is None:
        return []
    arrived = order.shipment.delivered_at
    if arrived is None:
        return []
    chance = draw.random() / (RECENT_FACTOR if now - arrived < RECENT else 1.0)
    allowed = [line for line in order.lines if _may_return(line)]
    if chance >= WHOLE_SHARE + PART_SHARE or not allowed:
        return []
    whole = chance < WHOLE_SHARE and len(allowed) == len(order.lines)
    lines = list(order.lines) if whole else [draw.choice(allowed)]
    requested_at = arrived + timedelta(
        hours=draw.randrange(5, 24 * 24), minutes=draw.randrange(60)
    )
    if requested_at > now:
        return []
    status, refunded_at = _progress(draw, requested_at, now)
    fee = return_fee(order.customer.country)
    shipping = order.shipping_cost if len(lines) == len(order.lines) else 0.0
    found: list[Return] = []
    for place, line in enumerate(lines):
        # Fee and shipping are settled once, with the first line.
        extra = shipping - fee if place == 0 else 0.0
        amount = max(0.0, round(line.quantity * line.unit_price + extra, 2))
        reason = _reason(draw, line)
        found.append(Return(order, line, reason, status, requested_at, refunded_at, amount))
    return found


def _may_return(line: Line) -> bool:
    product = line.product
    if product.category[-1] in EXCLUDED_CATEGORIES:
        return False
    return product.attributes["kind"] not in EXCLUDED_KINDS


def _progress(
    draw: random.Random, requested_at: datetime, now: datetime
) -> tuple[str, datetime | None]:
    """Return the status by now: label within a day, parcel in a week, money in five days."""
    label = requested_at + timedelta(hours=draw.randrange(1, 26))
    back = requested_at + timedelta(days=draw.randrange(4, 12), hours=draw.randrange(8))
    paid_day = add_working_days(back.date(), draw.randrange(2, 6))
    paid = datetime.combine(paid_day, time(10, draw.randrange(60)), UTC)
    if now < label:
        return "requested", None
    if now < back:
        return "label_sent", None
    if now < paid:
        return "received", None
    if draw.random() < REJECTED_SHARE:
        return "rejected", None
    return "refunded", paid


def _reason(draw: random.Random, line: Line) -> str:
    worn = line.product.category[0] in ("Footwear", "Clothing") and len(line.product.sizes) > 1
    if worn and draw.random() < 0.75:
        return weighted(draw, SIZED_REASONS, (4, 3, 2, 2))
    return draw.choice(OTHER_REASONS)
