"""Rasa's REST channel: a message comes in, its replies are the answer.

    GET  /webhooks/rest/                        {"status": "ok"}
    POST /webhooks/rest/webhook[?stream=true]   {"sender", "message", "input_channel", "metadata"}

The shapes are Rasa's; what differs is what Rasa gets wrong: a turn that fails is an error status
and never `200 []`, and a message that is sent again with the same `Idempotency-Key` header (or
`message_id` in the body) is answered with the replies of its first time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from typing import Any
from uuid import uuid4

from aiohttp import web
from pydantic_core import to_json

from bot.channels.body import check_json, clean_text, parse_object, read_body
from bot.channels.gateway import Accepted, Gateway
from bot.channels.rasa_format import rest_messages
from bot.channels.sender import read_sender
from bot.domain.message import InboundMessage, Reply
from bot.errors import FrontdeskError, Invalid

MAX_KEY_CHARS = 200


class RestChannel:
    """Answers within the request, for scripts, other services and Rasa's clients."""

    name = "rest"

    def __init__(
        self,
        gateway: Gateway,
        *,
        clock: Callable[[], float],
        reply_timeout_s: float = 60.0,
        message_chars: int = 8000,
    ) -> None:
        self._gateway = gateway
        self._clock = clock
        self._reply_timeout_s = reply_timeout_s
        self._message_chars = message_chars

    def routes(self) -> list[web.RouteDef]:
        """Return the channel's routes."""
        return [
            web.get("/webhooks/rest/", self.status),
            web.post("/webhooks/rest/webhook", self.receive),
        ]

    async def status(self, _: web.Request) -> web.Response:
        """Say that the channel is there."""
        return web.json_response({"status": "ok"})

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Take one message and answer with the replies of its turn."""
        message = self._read(await read_body(request), request.headers.get("Idempotency-Key"))
        accepted = await self._gateway.accept(message)
        await self._refuse_reused_key(accepted, message)
        if request.query.get("stream", "").lower() == "true":
            return await self._stream(request, accepted, message.sender)
        replies = await self._gateway.replies(
            accepted.conversation_id, accepted.seq, self._reply_timeout_s
        )
        bodies = [body for reply in replies for body in rest_messages(message.sender, reply)]
        return web.Response(body=to_json(bodies), content_type="application/json")

    def _read(self, raw: bytes, key: str | None) -> InboundMessage:
        body = parse_object(raw)
        sender = read_sender(body.get("sender"))
        text = body.get("message")
        if not isinstance(text, str) or not text.strip():
            raise Invalid("'message' is missing, empty or not a string")
        if len(text) > self._message_chars:
            raise Invalid(f"'message' is longer than {self._message_chars} characters")
        return InboundMessage(
            channel=self.name,
            account="default",
            external_id=_external_id(sender, key or body.get("message_id")),
            sender=sender,
            conversation_id=sender,
            text=clean_text(text).strip(),
            metadata=_metadata(body),
            received_at=self._clock(),
        )

    async def _refuse_reused_key(self, accepted: Accepted, message: InboundMessage) -> None:
        if not accepted.duplicate:
            return
        stored = await self._gateway.messages_since(
            accepted.conversation_id, accepted.position - 1, 1
        )
        if stored and stored[0].body.get("text") != message.text:
            raise ReusedKey("this idempotency key was used for another message; make a new one")

    async def _stream(
        self, request: web.Request, accepted: Accepted, sender: str
    ) -> web.StreamResponse:
        replies = self._gateway.stream(accepted.conversation_id, accepted.seq)
        # an error before the first reply can still become a status
        first = await anext(replies, None)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        if first is not None:
            await self._write_all(response, sender, first, replies)
        await response.write_eof()
        return response

    async def _write_all(
        self,
        response: web.StreamResponse,
        sender: str,
        first: Reply,
        rest: AsyncIterator[Reply],
    ) -> None:
        reply: Reply | None = first
        try:
            while reply is not None:
                for body in rest_messages(sender, reply):
                    await response.write(to_json(body) + b"\n")
                reply = await anext(rest, None)
        except FrontdeskError as error:
            # the status is gone already; a last line is all that can still be said
            failure = {
                "status": "failure",
                "message": error.message,
                "reason": error.reason,
                "code": error.status,
            }
            await response.write(to_json(failure) + b"\n")


class ReusedKey(FrontdeskError):
    """An idempotency key came again with another message."""

    status = 422
    reason = "ReusedKey"


def _external_id(sender: str, key: Any) -> str:
    if key is None:
        return uuid4().hex
    if not isinstance(key, str) or not key.isascii() or not key.isprintable():
        raise Invalid("the idempotency key is not printable ASCII text")
    if not 1 <= len(key) <= MAX_KEY_CHARS:
        raise Invalid(f"the idempotency key is empty or longer than {MAX_KEY_CHARS} characters")
    # the length keeps (a:b, c) and (a, b:c) apart; the hash fits the store's column
    return sha256(f"{len(sender)}:{sender}:{key}".encode()).hexdigest()


def _metadata(body: dict[str, Any]) -> dict[str, Any]:
    metadata = body.get("metadata")
    if metadata is None:
        metadata = {}
    if not isinstance(metadata, dict):
        raise Invalid("'metadata' is not an object")
    check_json(metadata, "metadata")
    channel = body.get("input_channel")
    if channel is None:
        return metadata
    if not isinstance(channel, str) or not 0 < len(channel) <= MAX_KEY_CHARS:
        raise Invalid("'input_channel' is not a short string")
    return {**metadata, "input_channel": clean_text(channel)}
