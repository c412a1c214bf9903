"""A page with the widget, as the protocol in `bot/channels/widget.py` asks for it."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import ClientWebSocketResponse, WSMsgType
from aiohttp.test_utils import TestClient

ORIGIN = "https://shop.example"


class WidgetPage:
    """Keeps a transcript over any number of connections, by the rules of the protocol."""

    def __init__(self, client: TestClient[Any, Any], **hello: Any) -> None:
        self.client = client
        self.extra = hello
        self.token: str | None = None
        self.conversation: str | None = None
        self.since = 0
        self.welcome: dict[str, Any] = {}
        self.transcript: dict[int, dict[str, Any]] = {}
        self.acked: dict[str, int] = {}
        self.frames: list[dict[str, Any]] = []
        self.socket: ClientWebSocketResponse | None = None

    async def connect(self) -> dict[str, Any]:
        """Open a socket and say hello; returns the welcome."""
        self.socket = await self.client.ws_connect("/widget/socket", headers={"Origin": ORIGIN})
        await self.send(
            {
                "type": "hello",
                "widget": "shop",
                "visitor_token": self.token,
                "conversation": self.conversation,
                "since": self.since,
                **self.extra,
            }
        )
        self.welcome = await self.until("welcome")
        return self.welcome

    async def send(self, frame: Any) -> None:
        assert self.socket is not None
        await self.socket.send_json(frame)

    async def say(self, client_id: str, text: str, **extra: Any) -> None:
        await self.send({"type": "message", "client_id": client_id, "text": text, **extra})

    async def next(self) -> dict[str, Any] | None:
        """Return the next frame, None at the end of the connection."""
        assert self.socket is not None
        message = await asyncio.wait_for(self.socket.receive(), 5)
        if message.type is not WSMsgType.TEXT:
            return None
        frame: dict[str, Any] = message.json()
        self.frames.append(frame)
        self._take(frame)
        return frame

    async def until(self, kind: str, **values: Any) -> dict[str, Any]:
        """Read until a frame of this type with these values."""
        while True:
            frame = await self.next()
            assert frame is not None, f"closed with {self.socket and self.socket.close_code}"
            if frame["type"] == kind and all(frame.get(k) == v for k, v in values.items()):
                return frame

    async def closed(self) -> int | None:
        """Read to the end and return the close code."""
        while await self.next() is not None:
            pass
        return self.socket.close_code if self.socket else None

    async def cut(self) -> None:
        """Lose the line without a word."""
        assert self.socket is not None
        transport = self.socket.get_extra_info("socket")
        connection = self.socket._response.connection
        if connection is not None and connection.transport is not None and transport is not None:
            connection.transport.abort()
        await self.socket.close()

    def texts(self) -> list[str]:
        """Return what the page shows, in order."""
        return [self.transcript[position]["text"] for position in sorted(self.transcript)]

    def _take(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "welcome":
            if frame["conversation"] != self.conversation or frame["since"] < self.since:
                self.transcript.clear()
            self.token, self.conversation = frame["visitor_token"], frame["conversation"]
            self.since = frame["since"]
        elif frame["type"] == "message":
            assert frame["position"] not in self.transcript, "shown twice on one connection"
            self.transcript[frame["position"]] = frame
            self.since = max(self.since, frame["position"])
        elif frame["type"] == "ack":
            self.acked[frame["client_id"]] = frame["position"]
