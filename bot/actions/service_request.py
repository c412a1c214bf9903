"""Wishes that the shop's people work on: warranty claims, delivery problems, invoices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.order_access import OrderAccess, open_order
from bot.actions.shop_action import TALK_TO_HUMAN, TRACK_ORDER, EventDict, ShopAction, Speaker
from bot.actions.write_action import OrderWriteAction
from bot.answers.order_text import day_of, order_evidence
from bot.domain.message import Evidence
from bot.shop.records import RequestKind, ServiceRequest

# A day more than the customer can count is better than one less.
DAYS_A_YEAR = timedelta(days=366)


class OrderRequestAction(OrderWriteAction):
    """Leaves a request about an order. Subclasses say of which kind and what is promised."""

    KIND: ClassVar[RequestKind]

    async def write_order(
        self, speaker: Speaker, tracker: Tracker, access: OrderAccess, key: str
    ) -> None:
        """Leave the request and say its number."""
        order = access.order
        request = await self.tools.store.create_service_request(
            self.KIND,
            self.payload(tracker, access),
            key,
            order_number=order.number,
            customer_id=access.customer.id,
        )
        speaker.say(
            self.promise(request, tracker),
            buttons=[TRACK_ORDER, TALK_TO_HUMAN],
            evidence=[order_evidence(order), Evidence("action", request.id)],
        )

    def payload(self, tracker: Tracker, access: OrderAccess) -> Mapping[str, Any]:
        """Return what the customer said, slot by slot."""
        return {slot: tracker.get_slot(slot) for slot in self.SLOTS}

    def promise(self, request: ServiceRequest, tracker: Tracker) -> str:
        """Return the sentence that tells the customer what happens next."""
        raise NotImplementedError


class WarrantyClaimAction(OrderRequestAction):
    """Files a warranty claim for one item."""

    NAME = "action_warranty_claim"
    KIND = RequestKind.WARRANTY_CLAIM
    SLOTS = ("warranty_item", "problem_description")

    def refusal(self, access: OrderAccess) -> str | None:
        """Only delivered goods, and only while the longest warranty of the order runs."""
        order, turn = access.order, current_turn()
        if order.delivered_at is None:
            return (
                f"Order {order.number} has not been delivered, so there is nothing to claim yet."
            )
        products = turn.searcher.catalog.products
        brands = [
            products[one.product_id].brand for one in order.items if one.product_id in products
        ]
        years = max((self.tools.facts.warranty.years_of(brand) for brand in brands), default=0)
        if turn.now.date() <= day_of(order.delivered_at) + DAYS_A_YEAR * years:
            return None
        return f"The {years} years of warranty on order {order.number} are over."

    def payload(self, tracker: Tracker, access: OrderAccess) -> Mapping[str, Any]:
        """Return the item and its fault; the item is not asked for when there is only one."""
        said = super().payload(tracker, access)
        only = access.order.items[0].product_id
        return {**said, "warranty_item": said["warranty_item"] or only}

    def promise(self, request: ServiceRequest, tracker: Tracker) -> str:
        """Name the claim and the item."""
        item = str(request.payload.get("warranty_item") or "")
        product = current_turn().searcher.catalog.products.get(item)
        name = f" for the {product.name}" if product else ""
        return (
            f"Your warranty claim {request.id}{name} is on its way to our workshop. They answer "
            "by e-mail and may ask you for a photo."
        )


class ReportDeliveryProblemAction(OrderRequestAction):
    """Reports a parcel that is missing, damaged or wrong."""

    NAME = "action_report_delivery_problem"
    KIND = RequestKind.DELIVERY_PROBLEM
    SLOTS = ("problem_description",)

    def promise(self, request: ServiceRequest, tracker: Tracker) -> str:
        """Name the report."""
        return (
            f"I am sorry about that. Your report {request.id} is with our shipping team now; they "
            "look into it and write to you."
        )


class SendInvoiceAction(ShopAction):
    """Has the invoice of an order sent to the address that the order was made with."""

    NAME = "action_send_invoice"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Ask for the invoice; it only ever goes to the order's own address."""
        access = await open_order(tracker, self.tools.store)
        if access is None:
            speaker.respond("utter_order_not_found")
            return []
        order = access.order
        request = await self.tools.store.create_service_request(
            RequestKind.INVOICE,
            {},
            current_turn().idempotency_key(self.NAME),
            order_number=order.number,
            customer_id=access.customer.id,
        )
        speaker.say(
            f"The invoice of order {order.number} goes to the e-mail address of your order.",
            buttons=[TRACK_ORDER],
            evidence=[order_evidence(order), Evidence("action", request.id)],
        )
        return []
