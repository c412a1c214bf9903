"""Writes of the shop's database: checked against the order's state, done once for each key.

Each runs inside a transaction that the caller opens; what is refused leaves nothing behind.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from bot.shop.errors import KeyReuseError, OrderStateError, UnknownOrderError
from bot.shop.order_rules import refusal_to_change, refusal_to_return
from bot.shop.records import (
    Address,
    AddressChange,
    Cancellation,
    NewsletterChange,
    Order,
    OrderStatus,
    RequestKind,
    ReturnRequest,
    ReturnStatus,
    ServiceRequest,
)
from bot.storage import shop_rows
from bot.storage.json_text import object_from_json, to_json

R = TypeVar("R", Cancellation, AddressChange, ReturnRequest, ServiceRequest, NewsletterChange)

_FIRST_RETURN = 5001
_FIRST_REQUEST = 70001


def run_once(
    connection: sqlite3.Connection,
    key: str,
    wish: Mapping[str, Any],
    at: str,
    act: Callable[[], R],
    read: Callable[[Mapping[str, Any]], R],
) -> R:
    """Return the result stored under `key`, or that of `act`, which is stored then.

    Raises KeyReuseError when the key was used for another `wish`.
    """
    asked = json.loads(to_json(dict(wish)))
    row = connection.execute(
        "SELECT result FROM writes WHERE idempotency_key = ?", (key,)
    ).fetchone()
    if row is not None:
        stored = object_from_json(row["result"])
        if stored["wish"] != asked:
            raise KeyReuseError("this idempotency key was used for another request")
        return read(stored["result"])
    result = act()
    connection.execute(
        "INSERT INTO writes (idempotency_key, result, at) VALUES (?, ?, ?)",
        (key, to_json({"wish": asked, "result": asdict(result)}), at),
    )
    return result


def cancel_order(connection: sqlite3.Connection, number: str, at: str) -> Cancellation:
    """Call the order off; raises UnknownOrderError, OrderStateError."""
    order = _changeable(connection, number)
    connection.execute(
        "UPDATE orders SET status = ? WHERE number = ?", (OrderStatus.CANCELLED.value, number)
    )
    return Cancellation(number, at, refund=order.total, currency=order.currency)


def change_address(
    connection: sqlite3.Connection, number: str, address: Address, key: str, at: str
) -> AddressChange:
    """Deliver the order elsewhere; raises UnknownOrderError, OrderStateError."""
    order = _changeable(connection, number)
    connection.execute(
        "UPDATE orders SET shipping_street = ?, shipping_postcode = ?, shipping_city = ?, "
        "shipping_country = ? WHERE number = ?",
        (address.street, address.postcode, address.city, address.country, number),
    )
    payload = {"from": asdict(order.address), "to": asdict(address)}
    add_request(
        connection, RequestKind.ADDRESS_CHANGE, number, order.customer_id, payload, key, at
    )
    return AddressChange(number, address, at)


def create_return(
    connection: sqlite3.Connection, number: str, product_id: str, reason: str, at: str
) -> ReturnRequest:
    """Ask for a return of one product; raises UnknownOrderError, OrderStateError."""
    order = _order(connection, number)
    lines = [item for item in order.items if item.product_id == product_id]
    if not lines:
        raise UnknownOrderError(f"order {number} has no product {product_id}")
    returns = shop_rows.returns_of(connection, number)
    refusal = refusal_to_return(order, product_id, returns, date.fromisoformat(at[:10]))
    if refusal is not None:
        raise OrderStateError(number, order.status.value, refusal)
    wanted = ReturnRequest(
        id=_next_id(connection, "SELECT id FROM returns", "R", _FIRST_RETURN),
        order_number=number,
        product_id=product_id,
        reason=reason,
        status=ReturnStatus.REQUESTED,
        requested_at=at,
        refunded_at=None,
        amount=round(sum(item.unit_price * item.quantity for item in lines), 2),
    )
    connection.execute(
        "INSERT INTO returns (id, order_number, product_id, reason, status, requested_at, "
        "refunded_at, amount) VALUES (:id, :order_number, :product_id, :reason, :status, "
        ":requested_at, :refunded_at, :amount)",
        asdict(wanted) | {"status": wanted.status.value},
    )
    return wanted


def add_request(
    connection: sqlite3.Connection,
    kind: RequestKind,
    order_number: str | None,
    customer_id: str | None,
    payload: Mapping[str, Any],
    key: str,
    at: str,
) -> ServiceRequest:
    """Leave something to do for the shop's people; raises UnknownOrderError."""
    if order_number is not None:
        customer_id = customer_id or _order(connection, order_number).customer_id
    request_id = _next_id(connection, "SELECT id FROM service_requests", "S", _FIRST_REQUEST)
    text = to_json(dict(payload))
    connection.execute(
        "INSERT INTO service_requests (id, kind, order_number, customer_id, payload, created_at, "
        "idempotency_key) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (request_id, kind.value, order_number, customer_id, text, at, key),
    )
    return ServiceRequest(request_id, kind, order_number, customer_id, at, object_from_json(text))


def set_newsletter(
    connection: sqlite3.Connection, email: str, subscribed: bool, key: str, at: str
) -> NewsletterChange:
    """Put an address on the newsletter's list or take it off."""
    customer = shop_rows.customer_by_email(connection, email)
    was = customer.newsletter if customer else _subscribed_by_request(connection, email)
    if was == subscribed:
        return NewsletterChange(email, subscribed, changed=False, at=at)
    if customer:
        connection.execute(
            "UPDATE customers SET newsletter = ? WHERE id = ?", (int(subscribed), customer.id)
        )
    payload = {"email": email.lower(), "subscribed": subscribed}
    customer_id = customer.id if customer else None
    add_request(connection, RequestKind.NEWSLETTER, None, customer_id, payload, key, at)
    return NewsletterChange(email, subscribed, changed=True, at=at)


def read_address_change(stored: Mapping[str, Any]) -> AddressChange:
    """Return the result that `run_once` kept."""
    return AddressChange(**{**stored, "address": Address(**stored["address"])})


def read_return(stored: Mapping[str, Any]) -> ReturnRequest:
    """Return the result that `run_once` kept."""
    return ReturnRequest(**{**stored, "status": ReturnStatus(stored["status"])})


def read_request(stored: Mapping[str, Any]) -> ServiceRequest:
    """Return the result that `run_once` kept."""
    return ServiceRequest(**{**stored, "kind": RequestKind(stored["kind"])})


def _changeable(connection: sqlite3.Connection, number: str) -> Order:
    order = _order(connection, number)
    refusal = refusal_to_change(order)
    if refusal is not None:
        raise OrderStateError(number, order.status.value, refusal)
    return order


def _order(connection: sqlite3.Connection, number: str) -> Order:
    order = shop_rows.order(connection, number)
    if order is None:
        raise UnknownOrderError(f"there is no order {number}")
    return order


def _subscribed_by_request(connection: sqlite3.Connection, email: str) -> bool:
    row = connection.execute(
        "SELECT json_extract(payload, '$.subscribed') AS subscribed FROM service_requests "
        "WHERE kind = ? AND json_extract(payload, '$.email') = ? "
        "ORDER BY CAST(substr(id, 2) AS INTEGER) DESC LIMIT 1",
        (RequestKind.NEWSLETTER.value, email.lower()),
    ).fetchone()
    return row is not None and bool(row["subscribed"])


def _next_id(connection: sqlite3.Connection, query: str, prefix: str, first: int) -> str:
    numbers = [
        int(row["id"].removeprefix(prefix))
        for row in connection.execute(query)
        if row["id"].removeprefix(prefix).isdecimal()
    ]
    return f"{prefix}{max(numbers, default=first - 1) + 1}"
