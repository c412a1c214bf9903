"""Writes the shop into SQLite, byte for byte the same for the same shop."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.demo_shop.customers import Customer
from scripts.demo_shop.orders import Order
from scripts.demo_shop.shop import Shop

CURRENCY = "EUR"
WELCOME_POINTS = 50  # for joining the loyalty programme; then one for each euro spent
FIRST_RETURN = 5001
SCHEMA = """
CREATE TABLE customers (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, first_name TEXT NOT NULL,
    last_name TEXT NOT NULL, street TEXT NOT NULL, postcode TEXT NOT NULL, city TEXT NOT NULL,
    country TEXT NOT NULL, phone TEXT NOT NULL, joined TEXT NOT NULL,
    loyalty_points INTEGER NOT NULL, newsletter INTEGER NOT NULL CHECK (newsletter IN (0, 1)),
    shoe_size TEXT, clothing_size TEXT
) WITHOUT ROWID;
CREATE TABLE orders (
    number TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers (id),
    placed_at TEXT NOT NULL,
    status TEXT NOT NULL CHECK (
        status IN ('processing', 'packed', 'shipped', 'delivered', 'cancelled', 'returned')
    ),
    total REAL NOT NULL, currency TEXT NOT NULL, shipping_street TEXT NOT NULL,
    shipping_postcode TEXT NOT NULL, shipping_city TEXT NOT NULL, shipping_country TEXT NOT NULL,
    payment_method TEXT NOT NULL, shipping_cost REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE order_items (
    order_number TEXT NOT NULL REFERENCES orders (number), product_id TEXT NOT NULL,
    size TEXT NOT NULL, colour TEXT NOT NULL, quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price REAL NOT NULL
);
CREATE TABLE shipments (
    order_number TEXT NOT NULL REFERENCES orders (number), carrier TEXT NOT NULL,
    tracking_number TEXT NOT NULL, shipped_at TEXT NOT NULL, expected_at TEXT NOT NULL,
    delivered_at TEXT
);
CREATE TABLE returns (
    id TEXT PRIMARY KEY, order_number TEXT NOT NULL REFERENCES orders (number),
    product_id TEXT NOT NULL, reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (
        status IN ('requested', 'label_sent', 'received', 'refunded', 'rejected')
    ),
    requested_at TEXT NOT NULL, refunded_at TEXT, amount REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE interactions (
    id INTEGER PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers (id),
    product_id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('view', 'cart', 'purchase')),
    at TEXT NOT NULL
);
CREATE TABLE service_requests (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, order_number TEXT, customer_id TEXT,
    payload TEXT NOT NULL, created_at TEXT NOT NULL, idempotency_key TEXT NOT NULL UNIQUE
) WITHOUT ROWID;
CREATE TABLE writes (
    idempotency_key TEXT PRIMARY KEY, result TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX order_items_by_order ON order_items (order_number);
CREATE INDEX shipments_by_order ON shipments (order_number);
CREATE INDEX returns_by_order ON returns (order_number);
CREATE INDEX interactions_by_customer ON interactions (customer_id);
CREATE INDEX service_requests_by_customer ON service_requests (customer_id);
CREATE INDEX service_requests_by_order ON service_requests (order_number);
"""


def write_database(shop: Shop, path: Path) -> None:
    """Replace the database at `path`; no clock and no chance goes into its bytes."""
    building = path.with_suffix(".building")
    building.unlink(missing_ok=True)
    database = sqlite3.connect(building, isolation_level=None)
    try:
        database.execute("PRAGMA page_size = 4096")
        database.execute("PRAGMA journal_mode = OFF")
        database.executescript("BEGIN;" + SCHEMA)
        for table, rows in _tables(shop):
            _insert(database, table, rows)
        database.execute("COMMIT")
        database.execute("VACUUM")
    finally:
        database.close()
    building.replace(path)


def _insert(database: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _tables(shop: Shop) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    spent = _spent(shop)
    known = {order.customer.id for order in shop.orders}
    yield (
        "customers",
        [_customer(one, spent.get(one.id, 0), one.id in known) for one in shop.customers],
    )
    yield "orders", [_order(order) for order in shop.orders]
    yield "order_items", list(_items(shop))
    yield "shipments", list(_shipments(shop))
    yield "returns", list(_returns(shop))
    events = enumerate(shop.interactions, start=1)
    yield (
        "interactions",
        [
            (number, event.customer_id, event.product_id, event.kind, event.at.isoformat())
            for number, event in events
        ],
    )


def _spent(shop: Shop) -> dict[str, int]:
    """Return the whole euros that each customer has kept for goods."""
    spent: dict[str, int] = {}
    for order in shop.orders:
        if order.status == "delivered":
            spent[order.customer.id] = spent.get(order.customer.id, 0) + int(order.goods)
    return spent


def _customer(one: Customer, spent: int, known: bool) -> tuple[Any, ...]:
    """Return a row; sizes are known of people who have ordered."""
    return (
        one.id,
        one.email,
        one.first_name,
        one.last_name,
        one.street,
        one.postcode,
        one.city,
        one.country,
        one.phone,
        one.joined.isoformat(),
        WELCOME_POINTS + spent if one.member else 0,
        int(one.newsletter),
        one.habit.shoe_size if known else None,
        one.habit.clothing_size if known else None,
    )


def _order(order: Order) -> tuple[Any, ...]:
    return (
        order.number,
        order.customer.id,
        order.placed_at.isoformat(),
        order.status,
        order.total,
        CURRENCY,
        order.street,
        order.postcode,
        order.city,
        order.customer.country,
        order.payment_method,
        order.shipping_cost,
    )


def _items(shop: Shop) -> Iterator[tuple[Any, ...]]:
    for order in shop.orders:
        for line in order.lines:
            yield (
                order.number,
                line.product.id,
                line.size,
                line.colour,
                line.quantity,
                line.unit_price,
            )


def _shipments(shop: Shop) -> Iterator[tuple[Any, ...]]:
    for order in shop.orders:
        parcel = order.shipment
        if parcel is None:
            continue
        yield (
            order.number,
            parcel.carrier,
            parcel.tracking_number,
            parcel.shipped_at.isoformat(),
            parcel.expected_at.isoformat(),
            parcel.delivered_at.isoformat() if parcel.delivered_at else None,
        )


def _returns(shop: Shop) -> Iterator[tuple[Any, ...]]:
    for place, one in enumerate(shop.returns):
        yield (
            f"R{FIRST_RETURN + place}",
            one.order.number,
            one.line.product.id,
            one.reason,
            one.status,
            one.requested_at.isoformat(),
            one.refunded_at.isoformat() if one.refunded_at else None,
            one.amount,
        )
