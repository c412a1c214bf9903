"""The orders that tests, conversations and documents name by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from retrieval.types import Product
from scripts.demo_shop.basket import Line
from scripts.demo_shop.customers import Customer
from scripts.demo_shop.delivery import Shipment, shipping_cost, tracking_number
from scripts.demo_shop.orders import Order
from scripts.demo_shop.returned_goods import Return

CARRIER = "Nordpost"


def known_orders(customers: Sequence[Customer], products: Mapping[str, Product]) -> list[Order]:
    """Return the nine fixed orders of the first three customers."""
    mara, jonas, aylin = customers[:3]

    def line(product_id: str, size: str = "", colour: str = "", quantity: int = 1) -> Line:
        product = products[product_id]
        return Line(product, size, colour, quantity, product.price)

    tent = line("TNT-101", "2-person", "moss green")
    bag = line("SLB-104", "regular", "navy")
    boots = line("HKB-103", "42", "dark brown")
    shell = line("RNJ-102", "M", "petrol")
    socks = line("SCK-101", "39-42", "grey", quantity=2)
    pack = line("BKP-105", "40 l", "forest green")
    stove = line("STV-101", "", "silver")
    poles = line("TRP-101", "", "black")
    down = line("DWJ-101", "L", "navy")
    shoes = line("TRS-101", "39", "teal")
    lamp = line("HDL-101", "", "black")
    return [
        _order(
            "10042",
            mara,
            datetime(2026, 11, 18, 19, 42, 10, tzinfo=UTC),
            "shipped",
            (tent, bag),
            _parcel("10042", datetime(2026, 11, 19, 16, 5, 31, tzinfo=UTC), date(2026, 11, 27)),
        ),
        _order(
            "10077",
            mara,
            datetime(2026, 11, 20, 9, 14, 52, tzinfo=UTC),
            "processing",
            (boots,),
        ),
        _order(
            "10101",
            mara,
            datetime(2026, 11, 3, 20, 8, 17, tzinfo=UTC),
            "delivered",
            (shell, socks),
            _parcel(
                "10101",
                datetime(2026, 11, 4, 16, 21, 9, tzinfo=UTC),
                date(2026, 11, 12),
                datetime(2026, 11, 10, 11, 36, 40, tzinfo=UTC),
            ),
        ),
        _order(
            "10130",
            mara,
            datetime(2024, 2, 26, 18, 51, 33, tzinfo=UTC),
            "delivered",
            (pack,),
            _parcel(
                "10130",
                datetime(2024, 2, 27, 16, 44, 2, tzinfo=UTC),
                date(2024, 3, 6),
                datetime(2024, 3, 5, 13, 2, 25, tzinfo=UTC),
            ),
        ),
        _order(
            "10155",
            mara,
            datetime(2026, 9, 14, 21, 30, 4, tzinfo=UTC),
            "cancelled",
            (stove,),
        ),
        _order(
            "10188",
            jonas,
            datetime(2026, 11, 9, 12, 25, 48, tzinfo=UTC),
            "delivered",
            (poles,),
            _parcel(
                "10188",
                datetime(2026, 11, 9, 16, 12, 55, tzinfo=UTC),
                date(2026, 11, 13),
                datetime(2026, 11, 12, 10, 18, 3, tzinfo=UTC),
            ),
        ),
        _order(
            "10203",
            jonas,
            datetime(2026, 11, 20, 15, 37, 21, tzinfo=UTC),
            "processing",
            (down,),
        ),
        _order(
            "10240",
            aylin,
            datetime(2026, 10, 15, 20, 55, 12, tzinfo=UTC),
            "returned",
            (shoes,),
            _parcel(
                "10240",
                datetime(2026, 10, 16, 16, 33, 47, tzinfo=UTC),
                date(2026, 10, 22),
                datetime(2026, 10, 20, 14, 49, 18, tzinfo=UTC),
            ),
        ),
        _order(
            "10250",
            aylin,
            datetime(2026, 11, 19, 17, 3, 39, tzinfo=UTC),
            "packed",
            (lamp,),
        ),
    ]


def known_return(orders: Sequence[Order]) -> Return:
    """Return the refunded return R5001 of order 10240."""
    order = next(order for order in orders if order.number == "10240")
    return Return(
        order=order,
        line=order.lines[0],
        reason="too small",
        status="refunded",
        requested_at=datetime(2026, 10, 24, 18, 20, 5, tzinfo=UTC),
        refunded_at=datetime(2026, 11, 2, 10, 15, 0, tzinfo=UTC),
        amount=129.00,
    )


def _order(
    number: str,
    customer: Customer,
    placed_at: datetime,
    status: str,
    lines: tuple[Line, ...],
    shipment: Shipment | None = None,
) -> Order:
    goods = round(sum(line.quantity * line.unit_price for line in lines), 2)
    return Order(
        number=number,
        customer=customer,
        placed_at=placed_at,
        status=status,
        lines=lines,
        street=customer.street,
        postcode=customer.postcode,
        city=customer.city,
        payment_method="PayPal" if customer.id == "C1001" else "Visa",
        shipping_cost=shipping_cost(customer.country, goods, express=False),
        shipment=shipment,
    )


def _parcel(
    number: str, shipped_at: datetime, expected_at: date, delivered_at: datetime | None = None
) -> Shipment:
    return Shipment(
        CARRIER, tracking_number(CARRIER, number), shipped_at, expected_at, delivered_at
    )
