"""Slack: events, buttons and slash commands come in; replies go out through the outbox.

    POST /webhooks/slack/webhook   signed by Slack; 403 if not, 200 once the message is on disk
    GET  /webhooks/slack/          {"status": "ok"}

The answer never waits for the turn. Slack delivers an event up to four times and one mention as
two events; the pair (channel, ts) makes all of them one message. A signed body that cannot be
understood is answered with 200 and logged, because sending it again would not change it.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from aiohttp import web

from bot.channels.body import clean_text, parse_object, read_body
from bot.channels.gateway import Gateway
from bot.channels.sender import conversation_of
from bot.channels.slack_event import Challenge, SlackMessage, read_event, read_form
from bot.channels.slack_settings import SlackSettings
from bot.channels.slack_signature import is_signed
from bot.domain.message import InboundMessage
from bot.errors import Invalid, Refused

log = structlog.get_logger(__name__)


class SlackChannel:
    """Takes what Slack delivers, each message once."""

    name = "slack"

    def __init__(
        self,
        settings: SlackSettings,
        gateway: Gateway,
        *,
        clock: Callable[[], float],
        message_chars: int = 8000,
    ) -> None:
        """`clock` returns seconds since 1970; signatures are checked against it."""
        self._settings = settings
        self._gateway = gateway
        self._clock = clock
        self._message_chars = message_chars

    def routes(self) -> list[web.RouteDef]:
        """Return the channel's routes."""
        return [
            web.get("/webhooks/slack/", self.status),
            web.get("/webhooks/slack/webhook", self.status),
            web.post("/webhooks/slack/webhook", self.receive),
        ]

    async def status(self, _: web.Request) -> web.Response:
        """Say that the channel is there."""
        return web.json_response({"status": "ok"})

    async def receive(self, request: web.Request) -> web.Response:
        """Take one delivery; the answer says that its messages are on disk."""
        body = await read_body(request)
        if not is_signed(self._settings.signing_secrets, request.headers, body, self._clock()):
            raise Refused("the request is not signed by Slack")
        self._note_retry(request)
        try:
            found = self._read(request, body)
        except (ValueError, Invalid) as error:
            log.warning("slack_body_not_understood", error=type(error).__name__)
            return web.Response()
        if isinstance(found, Challenge):
            return web.json_response({"challenge": found.value})
        for message in found:
            try:
                await self._gateway.accept(self._inbound(message))
            except Invalid as error:
                log.warning("slack_message_not_storable", error=error.message)
        return web.Response()

    def _read(self, request: web.Request, body: bytes) -> Challenge | tuple[SlackMessage, ...]:
        if request.content_type == "application/x-www-form-urlencoded":
            found = read_form(body)
        else:
            event = read_event(parse_object(body), self._settings.slack_channel)
            if isinstance(event, Challenge):
                return event
            found = () if event is None else (event,)
        return tuple(message for message in found if clean_text(message.text).strip())

    def _inbound(self, message: SlackMessage) -> InboundMessage:
        sender = self._sender(message)
        metadata = {
            "out_channel": message.channel,
            "thread_id": message.thread,
            "users": [message.user],
            "reply_to": self._reply_to(message),
        }
        if message.title:
            metadata["title"] = clean_text(message.title)
        return InboundMessage(
            channel=self.name,
            account=message.team,
            external_id=message.key,
            sender=sender,
            conversation_id=conversation_of(self.name, message.team, sender),
            text=clean_text(message.text).strip()[: self._message_chars],
            metadata=metadata,
            received_at=self._clock(),
        )

    def _sender(self, message: SlackMessage) -> str:
        granularity = self._settings.conversation_granularity
        if granularity == "channel":
            return f"{message.user}_{message.channel}"
        if granularity == "thread":
            return f"{message.user}_{message.channel}_{message.thread}"
        return message.user

    def _reply_to(self, message: SlackMessage) -> str:
        if self._settings.use_threads and message.thread:
            return f"{message.channel}|{message.thread}"
        return message.channel

    def _note_retry(self, request: web.Request) -> None:
        number = request.headers.get(self._settings.slack_retry_number_header)
        if number is not None:
            reason = request.headers.get(self._settings.slack_retry_reason_header, "")
            log.info("slack_retry", number=ascii(number)[:40], reason=ascii(reason)[:40])
