"""A message of the widget on its way in, and as its own page shows it before the store does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.body import clean_text
from bot.channels.sender import conversation_of
from bot.channels.visitor import Visitor
from bot.channels.widget_frames import MessageFrame
from bot.channels.widget_settings import WidgetSettings
from bot.domain.message import InboundMessage
from bot.errors import Invalid


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A customer's message at the position the store gave it."""

    conversation_id: str
    position: int
    author: str
    body: Mapping[str, Any]
    created_at: float
    client_id: str | None


def inbound_message(
    frame: MessageFrame, visitor: Visitor, settings: WidgetSettings, now: float
) -> InboundMessage:
    """Return the frame as an inbound message; raises Invalid if its text is empty or too long."""
    text = clean_text(frame.text).strip()
    if not text:
        raise Invalid("the message is empty")
    if len(text) > settings.message_chars:
        raise Invalid(f"the message is longer than {settings.message_chars} characters")
    extras = {"title": clean_text(frame.title), "page": clean_text(frame.page)}
    return InboundMessage(
        channel="widget",
        account=settings.id,
        # the sender keeps the ids of two visitors apart
        external_id=f"{visitor.sender}:{frame.client_id}",
        sender=visitor.sender,
        conversation_id=conversation_of("widget", settings.id, visitor.sender),
        text=text,
        metadata={key: value for key, value in extras.items() if value},
        identity=visitor.identity,
        received_at=now,
    )


def shown_message(message: InboundMessage, position: int) -> ShownMessage:
    """Return an accepted message as a page shows it."""
    return ShownMessage(
        conversation_id=message.conversation_id,
        position=position,
        author="customer",
        body={"text": message.text, "title": message.metadata.get("title", "")},
        created_at=message.received_at,
        client_id=message.external_id,
    )
