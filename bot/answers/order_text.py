"""Sentences about orders and returns, made only of the shop's own records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.answers.money import format_money
from bot.answers.phrase import listed, spoken_date
from bot.domain.message import Evidence
from bot.shop.records import Order, OrderItem, OrderStatus, ReturnRequest, ReturnStatus
from retrieval.types import Product

ONE_SIZE = "one size"


def order_evidence(order: Order) -> Evidence:
    """Return the evidence that a sentence about `order` rests on."""
    return Evidence("order", order.number, f"Order {order.number}")


def item_phrase(item: OrderItem, products: Mapping[str, Product]) -> str:
    """Return `2 × Ridge Sock (size M, grey)`."""
    product = products.get(item.product_id)
    name = product.name if product else f"item {item.product_id}"
    sized = item.size and item.size != ONE_SIZE
    details = ([f"size {item.size}"] if sized else []) + ([item.colour] if item.colour else [])
    count = f"{item.quantity} × " if item.quantity > 1 else ""
    return f"{count}{name}" + (f" ({', '.join(details)})" if details else "")


def items_phrase(order: Order, products: Mapping[str, Product]) -> str:
    """Return the items of an order as a list in words."""
    return listed([item_phrase(item, products) for item in order.items])


def status_text(order: Order, products: Mapping[str, Product], today: date) -> str:
    """Return where an order is, in one or two sentences."""
    subject = f"Order {order.number} ({items_phrase(order, products)})"
    placed = spoken_date(day_of(order.placed_at), today)
    if order.status is OrderStatus.PROCESSING:
        return f"{subject} was placed {placed} and is being prepared. It has not left us yet."
    if order.status is OrderStatus.PACKED:
        return f"{subject} is packed and waits for the carrier to collect it."
    if order.status is OrderStatus.SHIPPED:
        return f"{subject} is on its way{_parcel_phrase(order, today)}."
    if order.status is OrderStatus.DELIVERED:
        when = f" {spoken_date(day_of(order.delivered_at), today)}" if order.delivered_at else ""
        return f"{subject} was delivered{when}."
    if order.status is OrderStatus.CANCELLED:
        return f"{subject} was cancelled and will not be sent."
    return f"{subject} was sent back to us."


def order_line(order: Order, products: Mapping[str, Product], today: date) -> str:
    """Return one line for a list of orders."""
    amount = format_money(order.total, order.currency)
    placed = spoken_date(day_of(order.placed_at), today)
    return f"{order.number}: {items_phrase(order, products)}, {amount}, {placed}, {order.status}"


def refund_text(order: Order, request: ReturnRequest, product_name: str, today: date) -> str:
    """Return how far a refund is."""
    amount = format_money(request.amount, order.currency)
    asked = spoken_date(day_of(request.requested_at), today)
    what = f"return {request.id} of the {product_name}"
    if request.status is ReturnStatus.REFUNDED:
        paid = spoken_date(day_of(request.refunded_at or request.requested_at), today)
        return f"The refund of {amount} for {what} was paid {paid} by {order.payment_method}."
    if request.status is ReturnStatus.RECEIVED:
        return f"Your {what} has arrived here. We are checking it and will pay back {amount}."
    if request.status is ReturnStatus.REJECTED:
        return f"We could not accept {what}, so there is no refund. A colleague can explain why."
    waiting = "We are waiting for the parcel; the refund follows once it is here."
    return f"Your {what} was registered {asked} ({amount}). {waiting}"


def day_of(moment: str) -> date:
    """Return the day of an ISO date or date-time as the shop stores it."""
    return datetime.fromisoformat(moment).date()


def _parcel_phrase(order: Order, today: date) -> str:
    if not order.shipments:
        return ""
    parcel = order.shipments[-1]
    due = spoken_date(day_of(parcel.expected_at), today)
    when = f"expected {due}" if day_of(parcel.expected_at) >= today else f"was expected {due}"
    return f" with {parcel.carrier} (tracking number {parcel.tracking_number}), {when}"
