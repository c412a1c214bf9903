"""Reads of the shop's database: rows to records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from bot.shop.records import (
    Address,
    Customer,
    Order,
    OrderItem,
    OrderStatus,
    ReturnRequest,
    ReturnStatus,
    Shipment,
)
from retrieval.types import Interaction

TABLES = (
    "customers",
    "orders",
    "order_items",
    "shipments",
    "returns",
    "interactions",
    "service_requests",
    "writes",
)


def missing_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of tables that a shop needs and this database lacks."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    found = {row["name"] for row in rows}
    return [table for table in TABLES if table not in found]


def customer_by_id(connection: sqlite3.Connection, customer_id: str) -> Customer | None:
    """Return the customer, or None."""
    row = connection.execute("SELECT * FROM customers WHERE id = ?", (customer_id,)).fetchone()
    return None if row is None else _customer(row)


def customer_by_email(connection: sqlite3.Connection, email: str) -> Customer | None:
    """Return the customer with this address in any case, or None."""
    query = "SELECT * FROM customers WHERE email = ? COLLATE NOCASE"
    row = connection.execute(query, (email.strip(),)).fetchone()
    return None if row is None else _customer(row)


def order(connection: sqlite3.Connection, number: str) -> Order | None:
    """Return the order with its items and shipments, or None."""
    rows = connection.execute("SELECT * FROM orders WHERE number = ?", (number,))
    return next(iter(_orders(connection, rows)), None)


def orders_of(connection: sqlite3.Connection, customer_id: str) -> list[Order]:
    """Return the customer's orders, newest first."""
    query = "SELECT * FROM orders WHERE customer_id = ? ORDER BY placed_at DESC, number DESC"
    return _orders(connection, connection.execute(query, (customer_id,)))


def returns_of(connection: sqlite3.Connection, order_number: str) -> list[ReturnRequest]:
    """Return the order's returns, oldest first."""
    query = "SELECT * FROM returns WHERE order_number = ? ORDER BY requested_at, id"
    return [
        ReturnRequest(
            id=row["id"],
            order_number=row["order_number"],
            product_id=row["product_id"],
            reason=row["reason"],
            status=ReturnStatus(row["status"]),
            requested_at=row["requested_at"],
            refunded_at=row["refunded_at"],
            amount=row["amount"],
        )
        for row in connection.execute(query, (order_number,))
    ]


def interactions(
    connection: sqlite3.Connection, customer_id: str | None = None
) -> list[Interaction]:
    """Return views, carts and purchases in time order, of one customer or of all."""
    query = "SELECT customer_id, product_id, kind, at FROM interactions"
    if customer_id is None:
        rows = connection.execute(f"{query} ORDER BY at, id")
    else:
        rows = connection.execute(f"{query} WHERE customer_id = ? ORDER BY at, id", (customer_id,))
    return [Interaction(*row) for row in rows]


def _customer(row: sqlite3.Row) -> Customer:
    return Customer(
        id=row["id"],
        email=row["email"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        address=Address(row["street"], row["postcode"], row["city"], row["country"]),
        phone=row["phone"],
        joined=row["joined"],
        loyalty_points=row["loyalty_points"],
        newsletter=bool(row["newsletter"]),
        shoe_size=row["shoe_size"],
        clothing_size=row["clothing_size"],
    )


def _orders(connection: sqlite3.Connection, rows: Iterable[sqlite3.Row]) -> list[Order]:
    return [
        Order(
            number=row["number"],
            customer_id=row["customer_id"],
            placed_at=row["placed_at"],
            status=OrderStatus(row["status"]),
            total=row["total"],
            currency=row["currency"],
            address=Address(
                row["shipping_street"],
                row["shipping_postcode"],
                row["shipping_city"],
                row["shipping_country"],
            ),
            payment_method=row["payment_method"],
            shipping_cost=row["shipping_cost"],
            items=_items(connection, row["number"]),
            shipments=_shipments(connection, row["number"]),
        )
        for row in rows
    ]


def _items(connection: sqlite3.Connection, number: str) -> tuple[OrderItem, ...]:
    query = (
        "SELECT product_id, size, colour, quantity, unit_price FROM order_items "
        "WHERE order_number = ? ORDER BY rowid"
    )
    return tuple(
        OrderItem(
            product_id=row["product_id"],
            size=row["size"] or "",
            colour=row["colour"] or "",
            quantity=row["quantity"],
            unit_price=row["unit_price"],
        )
        for row in connection.execute(query, (number,))
    )


def _shipments(connection: sqlite3.Connection, number: str) -> tuple[Shipment, ...]:
    query = (
        "SELECT carrier, tracking_number, shipped_at, expected_at, delivered_at FROM shipments "
        "WHERE order_number = ? ORDER BY rowid"
    )
    return tuple(Shipment(*row) for row in connection.execute(query, (number,)))
