"""Send me the invoice."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.orders.access import open_order, say_not_found
from bot.actions.orders.order_buttons import order_status_button
from bot.actions.shop_action import EventDict, ShopAction
from bot.actions.speaker import TALK_TO_HUMAN, Speaker
from bot.answers.order_text import order_evidence, request_evidence
from bot.shop.records import RequestKind


class SendInvoiceAction(ShopAction):
    """Has the invoice of an order sent to the address that the order was made with.

    It asks for no confirmation: nothing changes, and it goes to nobody but the order's owner.
    """

    NAME = "action_send_invoice"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Ask for the invoice; it only ever goes to the order's own address."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            say_not_found(speaker, tracker)
            return []
        order = access.order
        request = await self.tools.store.create_service_request(
            RequestKind.INVOICE,
            {},
            current_turn().idempotency_key(self.NAME),
            order_number=order.number,
            customer_id=access.customer_id,
        )
        speaker.say(
            f"The invoice of order {order.number} goes to the e-mail address of your order.",
            buttons=[order_status_button(order), TALK_TO_HUMAN],
            evidence=[order_evidence(order), request_evidence(request)],
        )
        return []
