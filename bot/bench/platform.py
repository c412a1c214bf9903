"""A messaging platform on this machine, in Slack's wire format.

It delivers what customers write, signed and as often as it likes, until it hears a 200; and it
keeps what is posted to it. With it a server can be measured and killed without anybody's network.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import ClientError, ClientSession, web

from bot.channels.slack_signature import sign

TEAM = "T1"
SECRET = "not-a-secret-of-anybody"  # noqa: S105 - both ends of it are on this machine
TOKEN = "xoxb-not-a-token"  # noqa: S105 - both ends of it are on this machine
WEBHOOK = "/webhooks/slack/webhook"
# How long a delivery waits before it is tried again after an error.
RETRY_S = 0.2
OK = 200


class Platform:
    """One workspace with one app, the bot. Conversations are direct messages to it."""

    def __init__(self) -> None:
        self.posted: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self.deliveries = 0
        self.base_url = ""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Take posts at `base_url`, on a free port."""
        app = web.Application()
        app.router.add_post("/api/chat.postMessage", self._post)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}/api/"

    async def close(self) -> None:
        """Stop taking posts."""
        if self._runner is not None:
            await self._runner.cleanup()

    def credentials(self) -> dict[str, Any]:
        """Return the `slack:` section of credentials.yml with which a bot talks to this one."""
        return {
            "slack_token": TOKEN,
            "slack_signing_secret": SECRET,
            "base_url": self.base_url,
        }

    async def deliver(
        self, session: ClientSession, url: Callable[[], str], event: Mapping[str, Any]
    ) -> None:
        """Deliver an event until it is acknowledged; `url` says where the bot is now."""
        body = json.dumps(event).encode()
        while True:
            try:
                async with session.post(
                    url() + WEBHOOK, data=body, headers=_headers(body)
                ) as answer:
                    if answer.status == OK:
                        self.deliveries += 1
                        return
            except (ClientError, TimeoutError, ValueError):
                pass  # the bot is down, or was killed before it answered
            await asyncio.sleep(RETRY_S)

    async def _post(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.posted[body["channel"]].append(body)
        number = sum(map(len, self.posted.values()))
        return web.json_response(
            {"ok": True, "channel": body["channel"], "ts": f"1700000000.{number:06d}"}
        )


def message_event(user: str, channel: str, number: int, text: str) -> dict[str, Any]:
    """Return the envelope of a direct message; `number` makes it one of its channel's own."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": f"Ev{channel}{number}",
        "event": {
            "type": "message",
            "channel": channel,
            "channel_type": "im",
            "user": user,
            "text": text,
            "ts": f"1700000000.{number:06d}",
        },
        "authorizations": [{"team_id": TEAM, "user_id": "UBOT", "is_bot": True}],
    }


def _headers(body: bytes) -> dict[str, str]:
    now = str(int(time.time()))
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": sign(SECRET.encode(), now.encode(), body).decode(),
    }
