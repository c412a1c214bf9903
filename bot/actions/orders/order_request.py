"""The base of wishes about an order that the shop's people work on."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rasa_sdk.interfaces import Tracker

from bot.actions.orders.access import OrderAccess
from bot.actions.orders.order_buttons import order_status_button
from bot.actions.orders.order_write import OrderWriteAction
from bot.actions.speaker import TALK_TO_HUMAN, Speaker
from bot.answers.order_text import order_evidence, request_evidence
from bot.shop.records import RequestKind, ServiceRequest


class OrderRequestAction(OrderWriteAction):
    """Leaves a request about an order. Subclasses say of which kind and what is promised."""

    KIND: ClassVar[RequestKind]

    async def write_order(
        self, speaker: Speaker, tracker: Tracker, access: OrderAccess, key: str
    ) -> None:
        """Leave the request with what the customer said, and say its number."""
        order = access.order
        request = await self.tools.store.create_service_request(
            self.KIND,
            self.given(tracker),
            key,
            order_number=order.number,
            customer_id=access.customer_id,
        )
        speaker.say(
            self.promise(request),
            buttons=[order_status_button(order), TALK_TO_HUMAN],
            evidence=[order_evidence(order), request_evidence(request)],
        )

    @abstractmethod
    def promise(self, request: ServiceRequest) -> str:
        """Return the sentences that tell the customer what happens next."""
