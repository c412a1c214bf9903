"""Sentences about orders and returns, made only of the shop's own records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.answers.money import format_money
from bot.answers.phrase import listed, on_day, spoken_date
from bot.domain.message import Evidence
from bot.shop.records import (
    Order,
    OrderItem,
    OrderStatus,
    ReturnRequest,
    ReturnStatus,
    ServiceRequest,
)
from retrieval.types import Product

ONE_SIZE = "one size"
# In a list of orders a status must fit behind a comma.
_STATUS_WORDS = {
    OrderStatus.PROCESSING: "being prepared",
    OrderStatus.PACKED: "packed",
    OrderStatus.SHIPPED: "on its way",
    OrderStatus.DELIVERED: "delivered",
    OrderStatus.CANCELLED: "cancelled",
    OrderStatus.RETURNED: "sent back",
}


def order_evidence(order: Order) -> Evidence:
    """Return the evidence that a sentence about `order` rests on."""
    return Evidence("order", order.number, f"Order {order.number}")


def return_evidence(request: ReturnRequest) -> Evidence:
    """Return the evidence that a sentence about a return rests on."""
    return Evidence("action", request.id, f"Return {request.id}")


def request_evidence(request: ServiceRequest) -> Evidence:
    """Return the evidence that a sentence about a service request rests on."""
    return Evidence("action", request.id, f"Request {request.id}")


def product_name(product_id: str, products: Mapping[str, Product]) -> str:
    """Return a product's name; one that the shop no longer sells is named by its id."""
    product = products.get(product_id)
    return product.name if product else f"item {product_id}"


def item_phrase(item: OrderItem, products: Mapping[str, Product]) -> str:
    """Return `2 × Ridge Sock (size M, grey)`."""
    sized = item.size and item.size != ONE_SIZE
    details = ([f"size {item.size}"] if sized else []) + ([item.colour] if item.colour else [])
    count = f"{item.quantity} × " if item.quantity > 1 else ""
    name = product_name(item.product_id, products)
    return f"{count}{name}" + (f" ({', '.join(details)})" if details else "")


def items_phrase(order: Order, products: Mapping[str, Product]) -> str:
    """Return the items of an order as a list in words."""
    return listed([item_phrase(item, products) for item in order.items]) or "no items"


def status_text(order: Order, products: Mapping[str, Product], today: date) -> str:
    """Return where an order is, in one to three sentences."""
    subject = f"Order {order.number} ({items_phrase(order, products)})"
    placed = on_day(day_of(order.placed_at), today)
    if order.status is OrderStatus.PROCESSING:
        return f"{subject} was placed {placed} and is being prepared. It has not left us yet."
    if order.status is OrderStatus.PACKED:
        return f"{subject} is packed and waits for the carrier to collect it."
    if order.status is OrderStatus.SHIPPED:
        return f"{subject} is on its way{_parcel_phrase(order, today)}"
    if order.status is OrderStatus.DELIVERED:
        when = f" {on_day(day_of(order.delivered_at), today)}" if order.delivered_at else ""
        return f"{subject} was delivered{when}."
    if order.status is OrderStatus.CANCELLED:
        return f"{subject} was cancelled and will not be sent."
    return f"{subject} was sent back to us."


def history_lead(shown: int, total: int) -> str:
    """Return the words above a list of `shown` orders out of `total`."""
    if total == 1:
        return "Your order:"
    of_all = f" of {total}" if total > shown else ""
    return f"Your latest {shown}{of_all} orders:"


def order_line(order: Order, products: Mapping[str, Product], today: date) -> str:
    """Return one line for a list of orders."""
    amount = format_money(order.total, order.currency)
    placed = spoken_date(day_of(order.placed_at), today)
    status = _STATUS_WORDS[order.status]
    return f"{order.number}: {items_phrase(order, products)}, {amount}, {placed}, {status}"


def order_summary(order: Order, products: Mapping[str, Product]) -> str:
    """Return what is in an order and what it came to, for a last look before it is changed."""
    amount = format_money(order.total, order.currency)
    return f"Order {order.number}: {items_phrase(order, products)}, {amount}."


def lines_summary(order: Order, product_id: str, products: Mapping[str, Product]) -> str | None:
    """Return one product of an order with what it cost, None if the order does not have it."""
    lines = [item for item in order.items if item.product_id == product_id]
    if not lines:
        return None
    value = format_money(sum(one.unit_price * one.quantity for one in lines), order.currency)
    told = listed([item_phrase(one, products) for one in lines])
    return f"From order {order.number}: {told}, {value}."


def refund_text(order: Order, request: ReturnRequest, name: str, today: date) -> str:
    """Return how far a refund is."""
    amount = format_money(request.amount, order.currency)
    asked = on_day(day_of(request.requested_at), today)
    what = f"return {request.id} of the {name}"
    if request.status is ReturnStatus.REFUNDED:
        paid = f" {on_day(day_of(request.refunded_at), today)}" if request.refunded_at else ""
        return f"The refund of {amount} for {what} was paid{paid} ({order.payment_method})."
    if request.status is ReturnStatus.RECEIVED:
        return f"Your {what} has arrived here. We are checking it and will pay back {amount}."
    if request.status is ReturnStatus.REJECTED:
        return f"We could not accept {what}, so there is no refund. A colleague can explain why."
    label = " The label is on its way to you." if request.status is ReturnStatus.REQUESTED else ""
    waiting = "We are waiting for the parcel; the refund follows once it is here."
    return f"Your {what} was registered {asked} ({amount}).{label} {waiting}"


def no_refund_text(order: Order) -> str:
    """Return what is to be said of refunds of an order that has no return."""
    if order.status is OrderStatus.CANCELLED:
        amount = format_money(order.total, order.currency)
        return (
            f"Order {order.number} was cancelled; its total of {amount} is paid back the way you "
            f"paid ({order.payment_method})."
        )
    return f"There is no return registered for order {order.number}."


def day_of(moment: str) -> date:
    """Return the day of an ISO date or date-time as the shop stores it."""
    return datetime.fromisoformat(moment).date()


def _parcel_phrase(order: Order, today: date) -> str:
    if not order.shipments:
        return "."
    parcel = order.shipments[-1]
    expected = day_of(parcel.expected_at)
    due = on_day(expected, today)
    tracked = f" with {parcel.carrier} (tracking number {parcel.tracking_number})"
    if expected >= today:
        return f"{tracked}, expected {due}."
    return f"{tracked}. It was expected {due}; sorry that it is late."
