"""My product broke."""

from __future__ import annotations

from datetime import date

from bot.actions.context import current_turn
from bot.actions.orders.access import OrderAccess
from bot.actions.orders.order_request import OrderRequestAction
from bot.answers.order_text import day_of, product_name
from bot.answers.phrase import counted, full_date
from bot.shop.records import Order, RequestKind, ServiceRequest


class WarrantyClaimAction(OrderRequestAction):
    """Files a warranty claim for one item."""

    NAME = "action_warranty_claim"
    KIND = RequestKind.WARRANTY_CLAIM
    SLOTS = ("warranty_item", "problem_description")

    async def refusal(self, access: OrderAccess) -> str | None:
        """Only delivered goods, and only while the warranty of one of them runs."""
        order = access.order
        if order.delivered_at is None:
            return (
                f"Order {order.number} has not been delivered, so there is nothing to claim yet."
            )
        reasons = list((await self.item_refusals(access)).values())
        return None if not reasons or None in reasons else reasons[0]

    async def item_refusals(self, access: OrderAccess) -> dict[str, str | None]:
        """Ask of each product whether its warranty is over."""
        order = access.order
        return {item.product_id: self._refusal_of(order, item.product_id) for item in order.items}

    def _refusal_of(self, order: Order, product_id: str) -> str | None:
        if order.delivered_at is None:
            return None
        turn = current_turn()
        products, today = turn.searcher.catalog.products, turn.now.date()
        product = products.get(product_id)
        years = self.tools.facts.warranty.years_of(product.brand if product else "")
        end = years_later(day_of(order.delivered_at), years)
        if today <= end:
            return None
        name = product_name(product_id, products)
        return (
            f"The {counted(years, 'year')} of warranty on the {name} from order {order.number} "
            f"ended on {full_date(end)}. Our workshop can still look at it."
        )

    def promise(self, request: ServiceRequest) -> str:
        """Name the claim and the item."""
        products = current_turn().searcher.catalog.products
        name = product_name(str(request.payload.get("warranty_item") or ""), products)
        return (
            f"Your warranty claim {request.id} for the {name} is on its way to our workshop. They "
            "answer by e-mail and may ask you for photos."
        )


def years_later(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
