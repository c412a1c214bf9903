"""Slack on this machine: delivers signed events as the real one does and takes messages.

It signs with its own few lines unless a `signer` (a vendor's code) is given, retries as Slack
does, and can be told to refuse, to fail after delivering, to hang or to limit.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

Signer = Callable[[str, str, str], str]  # secret, timestamp, body -> signature


def sign(secret: str, timestamp: str, body: str) -> str:
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


@dataclass
class SlackPlatform:
    """One workspace with one app."""

    secret: str = "8f742231b10e8888abcd99yyyzzz85a5"
    token: str = "xoxb-1"
    signer: Signer = sign
    clock: Callable[[], float] = time.time
    posted: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    # what to do with the next calls: (status, headers, body, deliver first?) or "hang"
    faults: deque[tuple[int, dict[str, str], Any, bool] | str] = field(default_factory=deque)
    _server: TestServer | None = None
    _counter: int = 0

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/api/{method}", self._call)
        self._server = TestServer(app)
        await self._server.start_server()

    async def close(self) -> None:
        if self._server is not None:
            await self._server.close()

    @property
    def base_url(self) -> str:
        assert self._server is not None
        return str(self._server.make_url("/api/"))

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            body = await request.json()
        else:
            body = dict(await request.post())
        self.requests.append({"method": method, "body": body, "headers": dict(request.headers)})
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if self.faults:
            return await self._fail(self.faults.popleft(), body)
        problem = _problem(body)
        if problem:
            return web.json_response({"ok": False, "error": problem})
        return web.json_response(self._deliver(body))

    async def _fail(
        self, fault: tuple[int, dict[str, str], Any, bool] | str, body: dict[str, Any]
    ) -> web.Response:
        if isinstance(fault, str):
            self._deliver(body)
            await asyncio.sleep(60)
            return web.json_response({"ok": False, "error": "nobody waits so long"})
        status, headers, answer, delivers = fault
        if delivers:
            self._deliver(body)
        return web.json_response(answer, status=status, headers=headers)

    def _deliver(self, body: dict[str, Any]) -> dict[str, Any]:
        self._counter += 1
        ts = f"1700000000.{self._counter:06d}"
        self.posted.append({**body, "ts": ts})
        return {"ok": True, "channel": body["channel"], "ts": ts, "message": body}

    def event(self, **event: Any) -> dict[str, Any]:
        """Return the envelope of a message event."""
        self._counter += 1
        return {
            "token": "legacy",
            "team_id": "T1",
            "api_app_id": "A1",
            "event": {
                "type": "message",
                "channel": "D1",
                "channel_type": "im",
                "user": "U1",
                "text": "hello",
                "ts": f"1700000000.{self._counter:06d}",
                **event,
            },
            "type": "event_callback",
            "event_id": f"Ev{self._counter}",
            "event_time": 1700000000,
            "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
        }

    def press(self, **changes: Any) -> dict[str, Any]:
        """Return the payload of a pressed button."""
        self._counter += 1
        return {
            "type": "block_actions",
            "user": {"id": "U1", "team_id": "T1"},
            "team": {"id": "T1"},
            "channel": {"id": "D1"},
            "message": {"ts": "1700000000.000001", "text": "?"},
            "trigger_id": f"1.2.{self._counter}",
            "actions": [
                {
                    "type": "button",
                    "action_id": "reply_0",
                    "block_id": "b",
                    "value": "/order_status",
                    "text": {"type": "plain_text", "text": "Where is my order?"},
                    "action_ts": f"1700000001.{self._counter:06d}",
                }
            ],
            **changes,
        }

    def signed(self, body: str, *, at: float | None = None) -> dict[str, str]:
        """Return the headers of a signed request."""
        timestamp = str(int(self.clock() if at is None else at))
        return {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": self.signer(self.secret, timestamp, body),
        }

    async def push(
        self, session: aiohttp.ClientSession, url: Any, body: Mapping[str, Any], retry: int = 0
    ) -> int:
        """Deliver an event once; returns the status."""
        raw = json.dumps(body)
        headers = {"Content-Type": "application/json; charset=utf-8", **self.signed(raw)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        async with session.post(url, data=raw.encode(), headers=headers) as answer:
            return answer.status

    async def push_form(
        self, session: aiohttp.ClientSession, url: Any, fields: Mapping[str, str]
    ) -> int:
        """Deliver a form (a pressed button, a slash command); returns the status."""
        raw = urlencode(fields)
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self.signed(raw)}
        async with session.post(url, data=raw.encode(), headers=headers) as answer:
            return answer.status


def _problem(body: Mapping[str, Any]) -> str:
    """Return Slack's complaint about a message, by its documented limits."""
    blocks = body.get("blocks", [])
    if not body.get("channel"):
        return "channel_not_found"
    if not body.get("text") and not blocks:
        return "no_text"
    ids = [e["action_id"] for block in blocks for e in block.get("elements", ())]
    if len(blocks) > 50 or len(ids) != len(set(ids)):
        return "invalid_blocks"
    return "invalid_blocks" if any(_block_problem(block) for block in blocks) else ""


def _block_problem(block: Mapping[str, Any]) -> bool:
    if block["type"] == "section":
        return not 1 <= len(block["text"]["text"]) <= 3000
    if block["type"] == "actions":
        return not 1 <= len(block["elements"]) <= 25 or any(
            not 1 <= len(e["text"]["text"]) <= 75 or len(e["value"]) > 2000
            for e in block["elements"]
        )
    return block["type"] == "image" and not block["image_url"].startswith("https://")
