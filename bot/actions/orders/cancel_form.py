"""What a cancellation needs."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.orders.access import OrderAccess
from bot.actions.orders.order_form import OrderForm
from bot.answers.order_text import order_summary


class CancelForm(OrderForm):
    """Order number and e-mail, then a yes."""

    FORM = "cancel_form"

    async def summary(self, access: OrderAccess, tracker: Tracker) -> str | None:
        """Say what is in the order before it is called off."""
        return order_summary(access.order, current_turn().searcher.catalog.products)
