"""Deliver my order somewhere else."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.order_access import OrderAccess
from bot.actions.shop_action import TRACK_ORDER, Speaker
from bot.actions.write_action import OrderWriteAction
from bot.answers.order_text import order_evidence
from bot.shop.order_rules import refusal_to_change
from bot.shop.records import Address


class ChangeAddressAction(OrderWriteAction):
    """Changes the delivery address of an order that has not been packed yet."""

    NAME = "action_change_address"
    SLOTS = ("new_street", "new_postcode", "new_city")

    def refusal(self, access: OrderAccess) -> str | None:
        """Only orders in preparation can be sent elsewhere."""
        reason = refusal_to_change(access.order)
        lead = f"The address of order {access.order.number} cannot be changed."
        return f"{lead} {reason}" if reason else None

    async def write_order(
        self, speaker: Speaker, tracker: Tracker, access: OrderAccess, key: str
    ) -> None:
        """Change the address and read it back; the country stays as it was."""
        order = access.order
        address = Address(
            street=str(tracker.get_slot("new_street") or ""),
            postcode=str(tracker.get_slot("new_postcode") or ""),
            city=str(tracker.get_slot("new_city") or ""),
            country=order.address.country,
        )
        done = await self.tools.store.change_address(order.number, address, key)
        new = done.address
        speaker.say(
            f"Done: order {order.number} goes to {new.street}, {new.postcode} {new.city}, "
            f"{new.country}.",
            buttons=[TRACK_ORDER],
            evidence=[order_evidence(order)],
        )
