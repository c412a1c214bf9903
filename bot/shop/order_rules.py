"""What may still be done with an order: pure rules, each refusal a sentence for the customer.

The actions ask before they collect details; the store asks again when it writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.shop.records import Order, OrderStatus, ReturnRequest, ReturnStatus

# The shop's return policy: this many days, counted from the day of delivery.
RETURN_WINDOW_DAYS = 30

_NOT_ANY_MORE = {
    OrderStatus.PACKED: "It is packed already and waits for the carrier.",
    OrderStatus.SHIPPED: "It is on its way already.",
    OrderStatus.DELIVERED: "It has been delivered already.",
    OrderStatus.CANCELLED: "It has been cancelled.",
    OrderStatus.RETURNED: "It has been returned.",
}
_NOT_YET = {
    OrderStatus.PROCESSING: "It has not been sent yet; it can still be cancelled instead.",
    OrderStatus.PACKED: "It has not been sent yet; a return is possible once it has arrived.",
    OrderStatus.SHIPPED: "It is still on its way; a return is possible once it has arrived.",
    OrderStatus.CANCELLED: "It has been cancelled.",
    OrderStatus.RETURNED: "It has been returned already.",
}


def refusal_to_change(order: Order) -> str | None:
    """Return why the order can be neither cancelled nor readdressed, or None if it can."""
    return _NOT_ANY_MORE.get(order.status)


def refusal_to_return(
    order: Order, product_id: str, returns: Sequence[ReturnRequest], today: date
) -> str | None:
    """Return why this product of the order cannot be sent back, or None if it can."""
    if order.status is not OrderStatus.DELIVERED:
        return _NOT_YET[order.status]
    if any(
        known.product_id == product_id and known.status is not ReturnStatus.REJECTED
        for known in returns
    ):
        return "A return of this item has been registered already."
    deadline = return_deadline(order)
    if deadline is not None and today > deadline:
        return f"The {RETURN_WINDOW_DAYS} days for returns ended on {deadline.isoformat()}."
    return None


def return_deadline(order: Order) -> date | None:
    """Return the last day for a return, or None while nobody knows when the order arrived."""
    if order.delivered_at is None:
        return None
    delivered = date.fromisoformat(order.delivered_at[:10])
    return delivered + timedelta(days=RETURN_WINDOW_DAYS)
