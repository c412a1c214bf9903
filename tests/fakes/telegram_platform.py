"""Telegram on this machine: one bot, its chats, its webhook with Telegram's way of retrying."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

TAGS = {"b", "i", "s", "code", "pre", "a", "u"}


@dataclass
class TelegramPlatform:
    """The Bot API for one token."""

    token: str = "42:TEST-token_of-this-bot"
    username: str = "shop_bot"
    sent: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)
    # what to do with the next calls: (status, body, deliver first?) or "hang"
    faults: deque[tuple[int, Any, bool] | str] = field(default_factory=deque)
    _server: TestServer | None = None
    _updates: int = 0

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        self._server = TestServer(app)
        await self._server.start_server()

    async def close(self) -> None:
        if self._server is not None:
            await self._server.close()

    @property
    def base_url(self) -> str:
        assert self._server is not None
        return str(self._server.make_url("/")).rstrip("/")

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            params = await request.json()
        else:
            params = dict(await request.post()) | dict(request.query)
        self.calls.append((method, params))
        if request.match_info["token"] != self.token:
            return _error(401, "Unauthorized")
        if self.faults:
            fault = self.faults.popleft()
            if isinstance(fault, str):
                self._deliver(method, params)
                await asyncio.sleep(60)
                raise AssertionError("nobody waits so long")
            status, answer, delivers = fault
            if delivers:
                self._deliver(method, params)
            return web.json_response(answer, status=status)
        problem = _problem(method, params)
        if problem:
            return _error(400, f"Bad Request: {problem}")
        return web.json_response({"ok": True, "result": self._deliver(method, params)})

    def _deliver(self, method: str, params: dict[str, Any]) -> Any:
        if method == "getMe":
            return {
                "id": 42,
                "is_bot": True,
                "first_name": "Shop",
                "username": self.username,
            }
        if method == "setWebhook":
            self.webhook = params
            return True
        if method == "answerCallbackQuery":
            return True
        message = {
            "message_id": len(self.sent) + 1,
            "date": 1700000000,
            "chat": {"id": int(params["chat_id"]), "type": "private"},
            "text": params.get("text") or params.get("caption") or "",
        }
        self.sent.append({"method": method, **params, "message_id": message["message_id"]})
        return message

    def update(self, **message: Any) -> dict[str, Any]:
        """Return an update with a message."""
        self._updates += 1
        return {
            "update_id": self._updates,
            "message": {
                "message_id": self._updates,
                "from": {"id": 7, "is_bot": False, "first_name": "Ann"},
                "chat": {"id": 7, "type": "private"},
                "date": 1700000000,
                "text": "hello",
                **message,
            },
        }

    def press(self, data: str, keyboard: Any = None, **changes: Any) -> dict[str, Any]:
        """Return an update with a pressed button."""
        self._updates += 1
        message: dict[str, Any] = {
            "message_id": 5,
            "chat": {"id": 7, "type": "private"},
            "date": 1700000000,
            "text": "?",
        }
        if keyboard is not None:
            message["reply_markup"] = keyboard
        return {
            "update_id": self._updates,
            "callback_query": {
                "id": str(self._updates),
                "from": {"id": 7, "is_bot": False, "first_name": "Ann"},
                "chat_instance": "1",
                "data": data,
                "message": message,
                **changes,
            },
        }

    async def push(
        self, session: aiohttp.ClientSession, url: Any, update: Mapping[str, Any], secret: str
    ) -> tuple[int, bytes]:
        """Deliver an update once; returns status and body."""
        headers = {
            "Content-Type": "application/json",
            "X-Telegram-Bot-Api-Secret-Token": secret,
        }
        async with session.post(url, data=json.dumps(update), headers=headers) as answer:
            return answer.status, await answer.read()


def too_many(retry_after: int) -> tuple[int, Any, bool]:
    """Return the fault of a limit that is exceeded."""
    return (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": f"Too Many Requests: retry after {retry_after}",
            "parameters": {"retry_after": retry_after},
        },
        False,
    )


def _error(code: int, description: str) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    return web.json_response(body, status=code)


def _problem(method: str, params: Mapping[str, Any]) -> str:
    if not method.startswith("send"):
        return ""
    text = params.get("text", params.get("caption", ""))
    if method == "sendMessage" and not text:
        return "message text is empty"
    if len(text) > (4096 if method == "sendMessage" else 1024):
        return "message is too long"
    if method == "sendPhoto" and "unreachable" in params["photo"]:
        return "failed to get HTTP URL content"
    if int(params.get("chat_id", 0)) == 404:
        return "chat not found"
    keyboard = params.get("reply_markup", {})
    keyboard = json.loads(keyboard) if isinstance(keyboard, str) else keyboard
    for row in keyboard.get("inline_keyboard", ()):
        for button in row:
            if not 1 <= len(button["callback_data"].encode()) <= 64:
                return "BUTTON_DATA_INVALID"
    return ""
