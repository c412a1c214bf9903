"""Buttons that carry an order's number, so that nobody has to type it again."""

from __future__ import annotations

from bot.actions.speaker import FIND_PRODUCT, TALK_TO_HUMAN, TRACK_ORDER, intent_button
from bot.domain.message import Button
from bot.shop.order_rules import refusal_to_change
from bot.shop.records import Order, OrderStatus


def order_button(title: str, intent: str, order: Order) -> Button:
    """Return a button for an intent about this order."""
    return intent_button(title, intent, order_number=order.number)


def order_status_button(order: Order) -> Button:
    """Return a button that shows where the order is."""
    return order_button(f"Order {order.number}", "order_status", order)


def next_steps(order: Order) -> list[Button]:
    """Return what a customer may want to do with an order in its state."""
    if refusal_to_change(order) is None:
        return [
            order_button("Change the address", "change_address", order),
            order_button("Cancel it", "cancel_order", order),
            TALK_TO_HUMAN,
        ]
    wrong = order_button("Something is wrong", "delivery_problem", order)
    by_status = {
        OrderStatus.SHIPPED: [wrong, TRACK_ORDER],
        OrderStatus.DELIVERED: [
            order_button("Return something", "return_order", order),
            wrong,
            order_button("Get the invoice", "request_invoice", order),
        ],
        OrderStatus.CANCELLED: [
            order_button("Where is my refund?", "refund_status", order),
            FIND_PRODUCT,
        ],
        OrderStatus.RETURNED: [
            order_button("Where is my refund?", "refund_status", order),
            FIND_PRODUCT,
        ],
    }
    return by_status.get(order.status, [TALK_TO_HUMAN, TRACK_ORDER])
