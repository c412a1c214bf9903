"""Who may see an order: a customer whose identity is signed, or who knows its e-mail address.

Nothing about an order is said otherwise, not even whether its number exists.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from rasa_sdk.interfaces import Tracker

from bot.shop.records import Customer, Order
from bot.shop.store import ShopStore


@dataclass(frozen=True, slots=True)
class OrderAccess:
    """An order that this conversation may see, with its customer."""

    order: Order
    customer: Customer


def verified_customer_id(tracker: Tracker) -> str | None:
    """Return the customer whose signed identity came with this conversation."""
    if tracker.get_slot("verified") is not True:
        return None
    value = tracker.get_slot("customer_id")
    return str(value) if value else None


async def verified_customer(tracker: Tracker, store: ShopStore) -> Customer | None:
    """Return the record of the signed customer, None for anyone else."""
    customer_id = verified_customer_id(tracker)
    return None if customer_id is None else await store.customer_by_id(customer_id)


async def open_order(tracker: Tracker, store: ShopStore) -> OrderAccess | None:
    """Return the order in slot `order_number` if this conversation may see it."""
    number = tracker.get_slot("order_number")
    order = await store.order(str(number)) if number else None
    if order is None:
        return None
    customer = await store.customer_by_id(order.customer_id)
    if customer is None:
        return None
    if verified_customer_id(tracker) == customer.id:
        return OrderAccess(order, customer)
    email = str(tracker.get_slot("email") or "")
    return OrderAccess(order, customer) if same_email(email, customer.email) else None


def same_email(left: str, right: str) -> bool:
    """Compare two addresses without regard to case, in constant time."""
    return hmac.compare_digest(left.strip().casefold().encode(), right.strip().casefold().encode())
