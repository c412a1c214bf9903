"""What an order's state allows, as sentences a customer may read. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.shop.facts import ReturnFacts
from bot.shop.records import Order, OrderStatus


def cancel_refusal(order: Order) -> str | None:
    """Return why the order cannot be cancelled, None if it can."""
    if order.status is OrderStatus.PROCESSING:
        return None
    if order.status is OrderStatus.CANCELLED:
        return f"Order {order.number} is cancelled already, so there is nothing left to do."
    if order.status in (OrderStatus.DELIVERED, OrderStatus.RETURNED):
        return f"Order {order.number} has already been {order.status}, so it cannot be cancelled."
    return (
        f"Order {order.number} is already {order.status}, so it cannot be cancelled any more. "
        "You can send it back once it has arrived."
    )


def address_refusal(order: Order) -> str | None:
    """Return why the delivery address cannot be changed, None if it can."""
    if order.status is OrderStatus.PROCESSING:
        return None
    return (
        f"Order {order.number} is already {order.status}, so its delivery address cannot be "
        "changed any more."
    )


def return_refusal(order: Order, today: date, facts: ReturnFacts) -> str | None:
    """Return why nothing of the order can be sent back, None if it can."""
    if order.status is OrderStatus.RETURNED:
        return f"Order {order.number} has been sent back already."
    if order.status is not OrderStatus.DELIVERED or order.delivered_at is None:
        return (
            f"Order {order.number} has not been delivered yet, so there is nothing to send back "
            "so far."
        )
    last = datetime.fromisoformat(order.delivered_at).date() + timedelta(days=facts.window_days)
    if today > last:
        return (
            f"The {facts.window_days} days to return order {order.number} ended on {last.day} "
            f"{last:%B %Y}. If something is broken, the warranty may still help."
        )
    return None
