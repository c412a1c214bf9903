from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.shop.order_rules import refusal_to_change, refusal_to_return, return_deadline
from bot.shop.records import (
    Address,
    Order,
    OrderItem,
    OrderStatus,
    ReturnRequest,
    ReturnStatus,
    Shipment,
)

DELIVERED = Order(
    number="10101",
    customer_id="C1001",
    placed_at="2026-11-05T10:00:00",
    status=OrderStatus.DELIVERED,
    total=199.0,
    currency="EUR",
    address=Address("Hauptstrasse 1", "6020", "Innsbruck", "AT"),
    payment_method="card",
    shipping_cost=4.9,
    items=(OrderItem("RNJ-102", "M", "blue", 1, 165.0),),
    shipments=(Shipment("Nordpost", "NP1", "2026-11-06", "2026-11-10", "2026-11-10"),),
)
RETURN = ReturnRequest(
    "R5001", "10101", "RNJ-102", "too small", ReturnStatus.REQUESTED, "2026-11-12", None, 165.0
)


@pytest.mark.parametrize("status", list(OrderStatus))
def test_only_an_order_in_processing_can_be_changed(status: OrderStatus) -> None:
    refusal = refusal_to_change(replace(DELIVERED, status=status))

    assert (refusal is None) == (status is OrderStatus.PROCESSING)
    assert refusal is None or refusal.endswith(".")


@pytest.mark.parametrize("status", list(OrderStatus))
def test_only_a_delivered_order_can_be_returned(status: OrderStatus) -> None:
    order = replace(DELIVERED, status=status)

    refusal = refusal_to_return(order, "RNJ-102", (), date(2026, 11, 20))

    assert (refusal is None) == (status is OrderStatus.DELIVERED)


@pytest.mark.parametrize(
    ("today", "possible"),
    [(date(2026, 11, 10), True), (date(2026, 12, 10), True), (date(2026, 12, 11), False)],
)
def test_the_window_ends_with_its_thirtieth_day(today: date, possible: bool) -> None:
    assert return_deadline(DELIVERED) == date(2026, 12, 10)
    refusal = refusal_to_return(DELIVERED, "RNJ-102", (), today)
    assert (refusal is None) == possible
    assert refusal is None or "2026-12-10" in refusal


@pytest.mark.parametrize("status", list(ReturnStatus))
def test_an_item_is_returned_once_unless_it_was_rejected(status: ReturnStatus) -> None:
    known = replace(RETURN, status=status)

    refusal = refusal_to_return(DELIVERED, "RNJ-102", (known,), date(2026, 11, 20))
    other = refusal_to_return(DELIVERED, "SCK-101", (known,), date(2026, 11, 20))

    assert (refusal is None) == (status is ReturnStatus.REJECTED)
    assert other is None


def test_an_order_has_arrived_with_its_last_parcel() -> None:
    later = Shipment("Nordpost", "NP2", "2026-11-07", "2026-11-14", "2026-11-14T08:00:00")
    on_its_way = replace(later, delivered_at=None)

    both = replace(DELIVERED, shipments=(*DELIVERED.shipments, later))
    one = replace(DELIVERED, shipments=(*DELIVERED.shipments, on_its_way))

    assert return_deadline(both) == date(2026, 12, 14)
    assert one.delivered_at is None
    assert return_deadline(one) is None
    assert return_deadline(replace(DELIVERED, shipments=())) is None
