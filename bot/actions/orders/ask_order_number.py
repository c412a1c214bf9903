"""Which order is it about?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.orders.access import verified_customer
from bot.actions.shop_action import EventDict, ShopAction
from bot.actions.speaker import TALK_TO_HUMAN, Speaker, intent_button
from bot.answers.order_text import order_evidence, order_line
from bot.shop.order_rules import refusal_to_change
from bot.shop.records import Order, OrderStatus

OFFERED = 4


class AskOrderNumberAction(ShopAction):
    """Asks for the order number; a signed customer picks one of the orders it may be."""

    NAME = "action_ask_order_number"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Ask, with the customer's own orders as buttons if there are any."""
        customer = await verified_customer(tracker, self.tools.store)
        orders = await self.tools.store.orders_of(customer.id) if customer else []
        if not orders:
            speaker.respond("utter_ask_order_number")
            return []
        turn = current_turn()
        products, today = turn.searcher.catalog.products, turn.now.date()
        shown = suitable(orders, tracker.active_loop_name or "")[:OFFERED]
        lines = [f"- {order_line(one, products, today)}" for one in shown]
        speaker.say(
            "\n".join(["Which order is it about?", *lines]),
            buttons=[
                *(
                    intent_button(f"Order {one.number}", "inform", order_number=one.number)
                    for one in shown
                ),
                TALK_TO_HUMAN,
            ],
            evidence=[order_evidence(one) for one in shown],
        )
        return []


def suitable(orders: list[Order], form: str) -> list[Order]:
    """Return the orders that a form may be about; all if none is, so that it can say why."""
    fits = {
        "cancel_form": lambda order: refusal_to_change(order) is None,
        "address_form": lambda order: refusal_to_change(order) is None,
        "return_form": lambda order: order.status is OrderStatus.DELIVERED,
        "warranty_form": lambda order: order.delivered_at is not None,
        "delivery_problem_form": lambda order: bool(order.shipments),
        "refund_status_form": lambda order: (
            order.status in (OrderStatus.RETURNED, OrderStatus.CANCELLED, OrderStatus.DELIVERED)
        ),
    }.get(form)
    chosen = [one for one in orders if fits(one)] if fits else orders
    return chosen or orders
