"""Who may see an order: a customer whose identity is signed, or who knows its e-mail address.

Nothing about an order is said otherwise, not even whether its number exists. Guessing is limited:
after some pairs of number and e-mail that do not go together, a conversation can look no order up
any more, and a person is offered.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from rasa_sdk.interfaces import Tracker

from bot.actions.speaker import Speaker
from bot.actions.turn_events import highest_value
from bot.shop.records import Customer, Order
from bot.shop.store import ShopStore

# A customer may mistype twice; whoever is wrong three times looks for orders of others.
MAX_WRONG_PAIRS = 3
WRONG_PAIRS = "wrong_order_pairs"


@dataclass(frozen=True, slots=True)
class OrderAccess:
    """An order that this conversation may see."""

    order: Order

    @property
    def customer_id(self) -> str:
        """Whose order it is."""
        return self.order.customer_id


def verified_customer_id(tracker: Tracker) -> str | None:
    """Return the customer whose signed identity came with this conversation."""
    if tracker.get_slot("verified") is not True:
        return None
    value = tracker.get_slot("customer_id")
    return str(value) if value else None


async def verified_customer(tracker: Tracker, store: ShopStore | None) -> Customer | None:
    """Return the record of the signed customer, None for anyone else or without a shop."""
    customer_id = verified_customer_id(tracker)
    if customer_id is None or store is None:
        return None
    return await store.customer_by_id(customer_id)


async def open_order(tracker: Tracker, store: ShopStore) -> OrderAccess | None:
    """Return the order in slot `order_number` if this conversation may see it."""
    number = tracker.get_slot("order_number")
    order = await store.order(str(number)) if number else None
    if order is None:
        return None
    if verified_customer_id(tracker) == order.customer_id:
        return OrderAccess(order)
    email = str(tracker.get_slot("email") or "")
    if not email or is_guessing(tracker):
        return None
    customer = await store.customer_by_id(order.customer_id)
    known = customer is not None and same_email(email, customer.email)
    return OrderAccess(order) if known else None


def wrong_pairs(tracker: Tracker) -> int:
    """Return how many pairs of number and e-mail were wrong in this conversation."""
    return int(highest_value(tracker, WRONG_PAIRS))


def is_guessing(tracker: Tracker) -> bool:
    """Whether so many pairs were wrong that no further one is tried."""
    return wrong_pairs(tracker) >= MAX_WRONG_PAIRS


def say_not_found(speaker: Speaker, tracker: Tracker) -> None:
    """Say that no order can be shown, and nothing about any order."""
    if is_guessing(tracker) and verified_customer_id(tracker) is None:
        speaker.respond("utter_order_lookup_ended")
    else:
        speaker.respond("utter_order_not_found")


def same_email(left: str, right: str) -> bool:
    """Compare two addresses without regard to case, in constant time."""
    return hmac.compare_digest(_comparable(left), _comparable(right))


def _comparable(email: str) -> bytes:
    return email.strip().casefold().encode("utf-8", "surrogatepass")
