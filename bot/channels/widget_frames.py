"""The frames of the widget's protocol: those that come in, checked, and those that go out.

The protocol itself is written down in `bot/channels/widget.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import to_json

from bot.channels.address import safe_address
from bot.channels.gateway import StoredMessage
from bot.channels.markdown import to_html
from bot.channels.visitor import Visitor
from bot.channels.widget_settings import WidgetSettings
from bot.domain.message import Button, Card
from bot.domain.reply_json import card_to_json, evidence_to_json, reply_from_json

MAX_BUTTONS = 10
MAX_CARDS = 12
HISTORY_LIMIT = 100

# The largest integer that a browser reads exactly.
Position = Annotated[int, Field(ge=0, le=2**53 - 1)]
ClientId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class _Frame(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class HelloFrame(_Frame):
    """The first frame: who is there and what the page already shows."""

    type: Literal["hello"]
    widget: Annotated[str, Field(max_length=64)] = "default"
    visitor_token: Annotated[str, Field(max_length=512)] | None = None
    conversation: Annotated[str, Field(max_length=512)] | None = None
    since: Position = 0
    identity: dict[str, Any] | None = None


class MessageFrame(_Frame):
    """What the customer wrote, or the payload of a pressed button."""

    type: Literal["message"]
    client_id: ClientId
    text: str
    title: Annotated[str, Field(max_length=200)] = ""
    page: Annotated[str, Field(max_length=500)] = ""


class FeedbackFrame(_Frame):
    """A judgement of one reply."""

    type: Literal["feedback"]
    position: Position
    value: Literal[1, -1]
    comment: Annotated[str, Field(max_length=1000)] = ""


class HistoryFrame(_Frame):
    """A wish for older messages."""

    type: Literal["history"]
    before: Position
    limit: Annotated[int, Field(ge=1, le=HISTORY_LIMIT)] = 50


class PingFrame(_Frame):
    """A question whether the line is alive."""

    type: Literal["ping"]


ClientFrame = HelloFrame | MessageFrame | FeedbackFrame | HistoryFrame | PingFrame
_CLIENT_FRAMES: TypeAdapter[ClientFrame] = TypeAdapter(
    Annotated[ClientFrame, Field(discriminator="type")]
)


class BadFrame(ValueError):
    """A frame that is not of the protocol; the message names the key."""


def read_frame(text: str) -> ClientFrame:
    """Return the frame in `text`; raises BadFrame."""
    try:
        return _CLIENT_FRAMES.validate_json(text)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in problem["loc"][1:])
        what = f"'{key}': {problem['msg']}" if key else problem["msg"]
        raise BadFrame(what) from None


def write_frame(frame: Mapping[str, Any]) -> str:
    """Return a frame as the text that is sent."""
    return to_json(frame, inf_nan_mode="null").decode()


def welcome_frame(
    visitor: Visitor, conversation: str, position: int, since: int, settings: WidgetSettings
) -> dict[str, Any]:
    """Return the answer to a `hello`."""
    return {
        "type": "welcome",
        "visitor_token": visitor.token,
        "conversation": conversation,
        "position": position,
        "since": since,
        "verified": visitor.identity is not None,
        "texts": dict(settings.texts),
        "limits": {"message_chars": settings.message_chars},
    }


def error_frame(
    code: str, message: str, *, client_id: str | None = None, retry_after_s: float | None = None
) -> dict[str, Any]:
    """Return an error; `retry_after_s` when the same thing may succeed later."""
    frame: dict[str, Any] = {"type": "error", "code": code, "message": message}
    if client_id is not None:
        frame["client_id"] = client_id
    if retry_after_s is not None:
        frame["retry_after"] = round(max(1.0, retry_after_s), 1)
    return frame


def stored_frame(message: StoredMessage) -> dict[str, Any]:
    """Return a stored message as the page shows it."""
    body = message.body
    is_customer = message.author == "customer"
    reply = reply_from_json(body)
    text = str((body.get("title") if is_customer else "") or reply.text or "")
    return {
        "type": "message",
        "position": message.position,
        "author": str(message.author),
        # the external id is `<sender>:<client id>`; a sender has no colon here
        "client_id": (message.client_id or "").rpartition(":")[2] or None,
        "text": text,
        "html": "" if is_customer else to_html(text),
        "buttons": _buttons(reply.buttons + reply.quick_replies),
        "cards": [_card(card) for card in reply.cards[:MAX_CARDS]],
        "image": safe_address(reply.image or "") or None,
        "evidence": [evidence_to_json(item) for item in reply.evidence],
        "at": message.created_at,
    }


def _buttons(buttons: tuple[Button, ...]) -> list[dict[str, str]]:
    return [{"title": button.title, "payload": button.payload} for button in buttons[:MAX_BUTTONS]]


def _card(card: Card) -> dict[str, Any]:
    return {
        **card_to_json(card),
        "image": safe_address(card.image),
        "url": safe_address(card.url),
        "buttons": _buttons(card.buttons),
    }
