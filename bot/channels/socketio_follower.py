"""Follows one conversation for one Socket.IO client and emits what it has not seen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.channels.gateway import Gateway, StoredMessage
from bot.channels.rasa_format import socketio_messages
from bot.domain.reply_json import evidence_to_json, reply_from_json

log = structlog.get_logger(__name__)

PAGE = 100
# When the store fails: read again after this.
RESUME_PAUSE_S = 1.0
# When notices came faster than they could be shown: the store has them all.
OVERFLOW_PAUSE_S = 0.02

Emit = Callable[[str, Any], Awaitable[None]]


class Follower:
    """A task that shows every message after `position`, in order, until it is closed."""

    def __init__(
        self, gateway: Gateway, conversation: str, position: int, emit: Emit, event: str
    ) -> None:
        self._gateway = gateway
        self._conversation = conversation
        self._emit = emit
        self._event = event
        self.position = position
        # subscribed at once, so that nothing is missed before the task runs
        self._subscription = gateway.subscribe(conversation)
        self._closed = False
        self._task = asyncio.create_task(self._run())

    def close(self) -> None:
        """Stop following."""
        self._closed = True
        self._subscription.close()
        self._task.cancel()

    async def _run(self) -> None:
        while not self._closed:
            try:
                await self._catch_up()
                await self._follow()
            except Exception:
                log.exception("socketio_follower_failed")
                await asyncio.sleep(RESUME_PAUSE_S)
            self._subscription.close()
            await asyncio.sleep(OVERFLOW_PAUSE_S)
            if not self._closed:
                self._subscription = self._gateway.subscribe(self._conversation)

    async def _follow(self) -> None:
        async for notice in self._subscription:
            if notice.typing is not None:
                await self._emit("bot_typing", {"on": notice.typing})
            message = notice.message
            if message is None or message.position <= self.position:
                continue
            if message.position == self.position + 1:
                await self._show(message)
            else:
                await self._catch_up()

    async def _catch_up(self) -> None:
        while True:
            page = await self._gateway.messages_since(self._conversation, self.position, PAGE)
            for message in page:
                await self._show(message)
            if len(page) < PAGE:
                return

    async def _show(self, message: StoredMessage) -> None:
        if message.author != "customer":
            reply = reply_from_json(message.body)
            for body in socketio_messages(reply):
                await self._emit(self._event, body)
            meta = {
                "position": message.position,
                "author": str(message.author),
                "evidence": [evidence_to_json(item) for item in reply.evidence],
            }
            await self._emit("bot_meta", meta)
        self.position = message.position
