"""Deliver my order somewhere else."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.orders.access import OrderAccess
from bot.actions.orders.order_buttons import order_status_button
from bot.actions.orders.order_write import OrderWriteAction
from bot.actions.speaker import TALK_TO_HUMAN, Speaker
from bot.answers.order_text import order_evidence
from bot.shop.order_rules import refusal_to_change
from bot.shop.records import Address


class ChangeAddressAction(OrderWriteAction):
    """Changes the delivery address of an order that has not been packed yet."""

    NAME = "action_change_address"
    SLOTS = ("new_street", "new_postcode", "new_city")

    async def refusal(self, access: OrderAccess) -> str | None:
        """Only orders in preparation can be sent elsewhere."""
        reason = refusal_to_change(access.order)
        lead = f"The address of order {access.order.number} cannot be changed."
        return f"{lead} {reason}" if reason else None

    async def write_order(
        self, speaker: Speaker, tracker: Tracker, access: OrderAccess, key: str
    ) -> None:
        """Change the address and read it back; the country stays as it was."""
        order = access.order
        street, postcode, city = self.given(tracker).values()
        address = Address(street, postcode, city, order.address.country)
        done = await self.tools.store.change_address(order.number, address, key)
        new = done.address
        speaker.say(
            f"Done: order {order.number} goes to {new.street}, {new.postcode} {new.city}, "
            f"{new.country}.",
            buttons=[order_status_button(order), TALK_TO_HUMAN],
            evidence=[order_evidence(order)],
        )
