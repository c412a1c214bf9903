"""Customers, orders and what is asked for them: frozen records of the shop.

Dates and times are ISO 8601 texts as the shop stores them; amounts are in the order's currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class OrderStatus(StrEnum):
    """Where an order is on its way."""

    PROCESSING = "processing"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class ReturnStatus(StrEnum):
    """How far a return has come."""

    REQUESTED = "requested"
    LABEL_SENT = "label_sent"
    RECEIVED = "received"
    REFUNDED = "refunded"
    REJECTED = "rejected"


class RequestKind(StrEnum):
    """What a service request asks the shop's people for."""

    WARRANTY_CLAIM = "warranty_claim"
    COMPLAINT = "complaint"
    DELIVERY_PROBLEM = "delivery_problem"
    INVOICE = "invoice"
    ADDRESS_CHANGE = "address_change"
    NEWSLETTER = "newsletter"


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is delivered."""

    street: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of the shop; sizes are None when nobody knows them."""

    id: str
    email: str
    first_name: str
    last_name: str
    address: Address
    phone: str
    joined: str
    loyalty_points: int
    newsletter: bool
    shoe_size: str | None = None
    clothing_size: str | None = None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One line of an order; size and colour are empty where the product has none."""

    product_id: str
    size: str
    colour: str
    quantity: int
    unit_price: float


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel on its way, or arrived when `delivered_at` is set."""

    carrier: str
    tracking_number: str
    shipped_at: str
    expected_at: str
    delivered_at: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order with its lines and parcels."""

    number: str
    customer_id: str
    placed_at: str
    status: OrderStatus
    total: float
    currency: str
    address: Address
    payment_method: str
    shipping_cost: float
    items: tuple[OrderItem, ...] = ()
    shipments: tuple[Shipment, ...] = ()

    @property
    def delivered_at(self) -> str | None:
        """When the last parcel arrived, or None while something is still on its way."""
        times = [shipment.delivered_at for shipment in self.shipments]
        arrived = [time for time in times if time]
        return max(arrived) if arrived and len(arrived) == len(times) else None


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """A product on its way back; `amount` is what is refunded."""

    id: str
    order_number: str
    product_id: str
    reason: str
    status: ReturnStatus
    requested_at: str
    refunded_at: str | None
    amount: float


@dataclass(frozen=True, slots=True)
class Cancellation:
    """An order that was called off; `refund` is paid back by the way it was paid."""

    order_number: str
    cancelled_at: str
    refund: float
    currency: str


@dataclass(frozen=True, slots=True)
class AddressChange:
    """An order's new delivery address."""

    order_number: str
    address: Address
    changed_at: str


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """Something the shop's people have to do; `payload` carries what the customer said."""

    id: str
    kind: RequestKind
    order_number: str | None
    customer_id: str | None
    created_at: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewsletterChange:
    """A subscription as it is now; `changed` is False when it was so before."""

    email: str
    subscribed: bool
    changed: bool
    at: str
