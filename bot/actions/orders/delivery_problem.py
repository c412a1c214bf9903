"""The parcel is missing, damaged or wrong."""

from __future__ import annotations

from bot.actions.orders.access import OrderAccess
from bot.actions.orders.order_request import OrderRequestAction
from bot.shop.records import OrderStatus, RequestKind, ServiceRequest

_NOT_SENT = {
    OrderStatus.PROCESSING: "has not been sent yet: it is still being prepared",
    OrderStatus.PACKED: "has not been sent yet: it is packed and waits for the carrier",
    OrderStatus.CANCELLED: "was cancelled, so no parcel was sent",
}


class ReportDeliveryProblemAction(OrderRequestAction):
    """Reports a parcel that is missing, damaged or wrong."""

    NAME = "action_report_delivery_problem"
    KIND = RequestKind.DELIVERY_PROBLEM
    SLOTS = ("problem_description",)

    async def refusal(self, access: OrderAccess) -> str | None:
        """Only what was sent can have gone wrong on its way."""
        reason = _NOT_SENT.get(access.order.status)
        return f"Order {access.order.number} {reason}." if reason else None

    def promise(self, request: ServiceRequest) -> str:
        """Name the report."""
        return (
            f"I am sorry about that. Your report {request.id} is with our delivery team now; they "
            "look into it and write to you."
        )
