"""Telegram: updates come in; replies go out through the outbox.

    POST /webhooks/telegram/webhook   with the webhook's secret; 403 if not, 200 once on disk
    GET  /webhooks/telegram/          {"status": "ok"}

Telegram waits with a chat's next update until this one is acknowledged, so that order costs
nothing: the answer is sent when the message is on disk, and a 503 with Retry-After holds the chat
back without losing it. The answer has no body, because Telegram would execute one that names a
method. The webhook is registered at start.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from aiohttp import web

from bot.channels.body import clean_text, read_body
from bot.channels.gateway import Gateway
from bot.channels.sender import conversation_of
from bot.channels.telegram_api import TelegramApi
from bot.channels.telegram_payload import PayloadStore, from_callback_data
from bot.channels.telegram_settings import TelegramSettings
from bot.channels.telegram_update import TelegramMessage, read_update
from bot.domain.message import InboundMessage
from bot.errors import Invalid, Refused

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
# What every customer's first tap sends.
START = "/start"
MAX_REGISTER_PAUSE_S = 300.0


class TelegramChannel:
    """Takes what Telegram delivers, each update once."""

    name = "telegram"

    def __init__(
        self,
        settings: TelegramSettings,
        gateway: Gateway,
        api: TelegramApi,
        payloads: PayloadStore,
        *,
        clock: Callable[[], float],
        message_chars: int = 8000,
    ) -> None:
        self._settings = settings
        self._gateway = gateway
        self._api = api
        self._payloads = payloads
        self._clock = clock
        self._message_chars = message_chars
        self._secret = settings.webhook_secret.encode()
        self._tasks: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        """Return the channel's routes."""
        return [
            web.get("/webhooks/telegram/", self.status),
            web.get("/webhooks/telegram/webhook", self.status),
            web.post("/webhooks/telegram/webhook", self.receive),
        ]

    async def start(self) -> None:
        """Begin to register the webhook, if one is configured; goes on until it is done."""
        if self._settings.webhook_url:
            self._run(self._register())

    async def close(self) -> None:
        """Stop what runs beside the requests."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def status(self, _: web.Request) -> web.Response:
        """Say that the channel is there."""
        return web.json_response({"status": "ok"})

    async def receive(self, request: web.Request) -> web.Response:
        """Take one update; the answer says that its message is on disk."""
        body = await read_body(request)
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise Refused("the request does not carry the webhook's secret")
        try:
            message = read_update(body)
        except ValueError as error:
            log.warning("telegram_update_not_understood", error=type(error).__name__)
            return web.Response()
        if message is not None:
            await self._take(message)
        return web.Response()

    async def _take(self, message: TelegramMessage) -> None:
        text: str | None = message.text
        if message.callback_id:
            text = await from_callback_data(message.text, self._payloads)
        elif text and text.partition(" ")[0] == START:
            text = self._settings.start_message
        text = clean_text(text or "").strip()[: self._message_chars]
        if text:
            try:
                await self._gateway.accept(self._inbound(message, text))
            except Invalid as error:
                # Telegram would deliver it again and again, and hold the chat's next update back
                log.warning("telegram_message_not_storable", error=error.message)
        if message.callback_id:
            self._run(self._api.answer_callback(message.callback_id))

    def _inbound(self, message: TelegramMessage, text: str) -> InboundMessage:
        sender = str(message.chat_id)
        metadata = {"reply_to": sender}
        if message.title:
            metadata["title"] = clean_text(message.title)
        return InboundMessage(
            channel=self.name,
            account=self._settings.bot_id,
            external_id=f"update:{message.update_id}",
            sender=sender,
            conversation_id=conversation_of(self.name, self._settings.bot_id, sender),
            text=text,
            metadata=metadata,
            received_at=self._clock(),
        )

    async def _register(self) -> None:
        pause = 1.0
        while not await self._api.register_webhook():
            await asyncio.sleep(pause)
            pause = min(pause * 2, MAX_REGISTER_PAUSE_S)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        log.exception("telegram_task_failed")
