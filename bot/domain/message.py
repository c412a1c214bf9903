"""What comes in from a channel and what goes out to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Identity:
    """A customer whose identity the shop's own server has signed."""

    customer_id: str
    email: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message of a customer. `(channel, account, external_id)` is unique for ever.

    `conversation_id` is what the rest of the system goes by: for REST and Socket.IO the sender
    itself, as in Rasa; for every other channel `<channel>:<account>:<sender>`.
    """

    channel: str
    account: str
    external_id: str
    sender: str
    conversation_id: str
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    identity: Identity | None = None
    received_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Button:
    """A choice offered to the customer; the payload is what comes back when it is pressed."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Card:
    """A picture card, one of a carousel. `price` is formatted for people."""

    title: str
    subtitle: str = ""
    image: str = ""
    url: str = ""
    price: str = ""
    product_id: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reply rests on: kind is faq, passage, product, order or action."""

    kind: str
    id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the customer, independent of any channel."""

    text: str | None = None
    buttons: tuple[Button, ...] = ()
    quick_replies: tuple[Button, ...] = ()
    cards: tuple[Card, ...] = ()
    image: str | None = None
    attachment: Any = None
    custom: Mapping[str, Any] | None = None
    evidence: tuple[Evidence, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
