"""What the actions need of the shop: reads, and writes that may be repeated without harm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from bot.shop.records import (
    Address,
    AddressChange,
    Cancellation,
    Customer,
    NewsletterChange,
    Order,
    RequestKind,
    ReturnRequest,
    ServiceRequest,
)
from retrieval.types import Interaction


class ShopStore(Protocol):
    """The shop's customers and orders.

    Every write takes an idempotency key: repeated with the same key it changes nothing and
    returns the first result; the same key for another wish raises KeyReuseError. Every method
    may raise ShopUnavailable.
    """

    async def customer_by_id(self, customer_id: str) -> Customer | None:
        """Return the customer, or None."""
        ...

    async def customer_by_email(self, email: str) -> Customer | None:
        """Return the customer with this address (case does not matter), or None."""
        ...

    async def order(self, number: str) -> Order | None:
        """Return the order with its items and shipments, or None."""
        ...

    async def orders_of(self, customer_id: str) -> list[Order]:
        """Return the customer's orders, newest first."""
        ...

    async def returns_of(self, order_number: str) -> list[ReturnRequest]:
        """Return the order's returns, oldest first."""
        ...

    async def interactions(self) -> list[Interaction]:
        """Return every view, cart and purchase in time order (for recommendations)."""
        ...

    async def interactions_of(self, customer_id: str) -> list[Interaction]:
        """Return one customer's views, carts and purchases in time order."""
        ...

    async def cancel_order(self, number: str, idempotency_key: str) -> Cancellation:
        """Call an order off; raises OrderStateError once it is packed, UnknownOrderError."""
        ...

    async def change_address(
        self, number: str, address: Address, idempotency_key: str
    ) -> AddressChange:
        """Deliver an order elsewhere; raises OrderStateError once packed, UnknownOrderError."""
        ...

    async def create_return(
        self, order_number: str, product_id: str, reason: str, idempotency_key: str
    ) -> ReturnRequest:
        """Ask for a return of one product.

        Raises OrderStateError when the order is not delivered, the window is over or the product
        is on its way back already; UnknownOrderError when the order does not have it.
        """
        ...

    async def create_service_request(
        self,
        kind: RequestKind,
        payload: Mapping[str, Any],
        idempotency_key: str,
        *,
        order_number: str | None = None,
        customer_id: str | None = None,
    ) -> ServiceRequest:
        """Leave a claim, complaint, problem or invoice wish for the shop's people."""
        ...

    async def subscribe_newsletter(self, email: str, idempotency_key: str) -> NewsletterChange:
        """Put an address on the newsletter's list."""
        ...

    async def unsubscribe_newsletter(self, email: str, idempotency_key: str) -> NewsletterChange:
        """Take an address off the newsletter's list."""
        ...
