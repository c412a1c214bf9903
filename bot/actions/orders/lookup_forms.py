"""The forms that only need an order and the right to see it."""

from __future__ import annotations

from bot.actions.orders.order_form import OrderForm


class OrderStatusForm(OrderForm):
    """Order number and e-mail for the state of an order."""

    FORM = "order_status_form"
    TOLD_BY = "action_order_status"


class RefundStatusForm(OrderForm):
    """Order number and e-mail for the state of a refund."""

    FORM = "refund_status_form"
    TOLD_BY = "action_refund_status"


class InvoiceForm(OrderForm):
    """Order number and e-mail for an invoice."""

    FORM = "invoice_form"
