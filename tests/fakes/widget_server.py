"""A server that speaks the widget's protocol, in a thread, and misbehaves on demand.

It remembers what came in, answers with a function, and can cut the line, say things twice, leave
gaps and send whatever a test wants.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import WSMsgType, web

from bot.server.assets import Assets
from tests.fakes.threaded_app import ThreadedApp

MAX_REPLAYED = 200
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
    b'<rect width="400" height="300" fill="#e9f0e4"/></svg>'
)

Frame = dict[str, Any]
Answer = Callable[[Frame], Iterable[Frame]]


def echo(message: Frame) -> list[Frame]:
    """Repeat what was written."""
    return [{"text": f"You said: {message['text']}"}]


@dataclass
class Conversation:
    """One visitor's messages, oldest first; the position is the index + 1."""

    id: str
    messages: list[Frame] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)


@dataclass
class WidgetServer:
    """Serves host pages at `/page/{name}`, the real script, and the socket."""

    answer: Answer = echo
    texts: dict[str, Any] = field(default_factory=dict)
    message_chars: int = 2000
    pages: dict[str, str] = field(default_factory=dict)
    page_headers: dict[str, str] = field(default_factory=dict)
    routes: list[web.RouteDef] = field(default_factory=list)
    cut_before_ack: int = 0
    cut_after_ack: int = 0
    double_acks: bool = False
    refuse_messages: list[Frame] = field(default_factory=list)
    refuse_hello: str = ""
    close_code: int | None = None
    silent: bool = False
    unavailable: bool = False
    hellos: list[Frame] = field(default_factory=list)
    received: list[Frame] = field(default_factory=list)
    turns: list[Frame] = field(default_factory=list)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    cuts: int = 0
    address: str = ""

    def __enter__(self) -> Self:
        self._lines: dict[web.WebSocketResponse, Conversation] = {}
        app = web.Application()
        app.add_routes(
            [
                *Assets().routes(),
                *self.routes,
                web.get("/page/{name}", self._page),
                web.get("/picture.svg", self._picture),
                web.get("/widget/socket", self._connect),
            ]
        )
        self._app = ThreadedApp(app)
        self._app.__enter__()
        self.address = self._app.address
        return self

    def __exit__(self, *_: object) -> None:
        self._app.__exit__()

    @property
    def conversation(self) -> Conversation:
        """Return the only conversation."""
        (one,) = self.conversations.values()
        return one

    @property
    def open_lines(self) -> int:
        """Return how many pages are connected."""
        return len(self._lines)

    def page(self, name: str = "plain") -> str:
        """Return the address of a host page."""
        return f"{self.address}/page/{name}"

    def say(self, **frame: Any) -> None:
        """Add a message to every conversation and show it to every page."""
        self._app.run(self._say(frame))

    def show(self, frame: Any) -> None:
        """Send a frame to every page, stored or not."""
        self._app.run(self._send_all(frame))

    def cut(self, code: int = 0) -> None:
        """Lose every line: without a word, or with a close code."""
        self._app.run(self._cut_all(code))

    def wait_until(self, condition: Callable[[], bool], timeout_s: float = 10.0) -> None:
        """Wait until something holds of this server."""
        ends = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < ends, "the server waits in vain"
            time.sleep(0.02)

    async def _page(self, request: web.Request) -> web.Response:
        html = self.pages.get(request.match_info["name"])
        if html is None:
            html = host_page()
        return web.Response(text=html, content_type="text/html", headers=self.page_headers)

    async def _picture(self, _: web.Request) -> web.Response:
        return web.Response(body=PICTURE, content_type="image/svg+xml")

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        if self.unavailable:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(max_msg_size=16_384)
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT and not self.silent:
                await self._take(socket, message.json())
        self._lines.pop(socket, None)
        return socket

    async def _take(self, socket: web.WebSocketResponse, frame: Frame) -> None:
        self.received.append(frame)
        if frame["type"] == "hello":
            await self._welcome(socket, frame)
        elif frame["type"] == "message":
            await self._accept(socket, frame)
        elif frame["type"] == "history":
            await self._tell_history(socket, frame)
        elif frame["type"] == "feedback":
            await _send(socket, {**frame, "comment": None})
        elif frame["type"] == "ping":
            await _send(socket, {"type": "pong"})

    async def _welcome(self, socket: web.WebSocketResponse, hello: Frame) -> None:
        self.hellos.append(hello)
        if self.refuse_hello:
            await _send(socket, {"type": "error", "code": self.refuse_hello, "message": "no"})
            await socket.close(code=1008)
            return
        identity = (hello["identity"] or {}).get("identifier", "")
        token = hello["visitor_token"] or f"token-{len(self.hellos)}"
        conversation_id = f"conversation-{identity or token}"
        conversation = self.conversations.setdefault(
            conversation_id, Conversation(conversation_id)
        )
        self._lines[socket] = conversation
        count = len(conversation.messages)
        held = hello["since"] if hello["conversation"] in {None, conversation_id} else 0
        since = held if held <= count else 0
        await _send(
            socket,
            {
                "type": "welcome",
                "visitor_token": token,
                "conversation": conversation_id,
                "position": count,
                "since": since,
                "verified": bool(identity),
                "texts": self.texts,
                "limits": {"message_chars": self.message_chars},
            },
        )
        first = max(since, count - MAX_REPLAYED)
        if first > since:
            await _send(socket, {"type": "gap", "after": since, "before": first + 1})
        for message in conversation.messages[first:]:
            await _send(socket, message)

    async def _accept(self, socket: web.WebSocketResponse, frame: Frame) -> None:
        if self.refuse_messages:
            refusal = self.refuse_messages.pop(0)
            await _send(socket, {"type": "error", "client_id": frame["client_id"], **refusal})
            return
        if self.close_code is not None:
            await socket.close(code=self.close_code)
            return
        conversation = self._lines[socket]
        known = conversation.ids.get(frame["client_id"])
        if known is None:
            self.turns.append(frame)
        if self.cut_before_ack > 0 and known is None:
            self.cut_before_ack -= 1
            self._store(conversation, frame)
            self._reply(conversation, frame)
            await self._abort(socket)
            return
        stored = None if known else self._store(conversation, frame)
        position = known or len(conversation.messages)
        ack = {"type": "ack", "client_id": frame["client_id"], "position": position}
        for _ in range(2 if self.double_acks else 1):
            await _send(socket, {**ack, "duplicate": known is not None})
        if self.cut_after_ack > 0 and stored is not None:
            self.cut_after_ack -= 1
            self._reply(conversation, frame)
            await self._abort(socket)
            return
        if stored is not None:
            await self._show(conversation, [stored])
            await self._show(conversation, self._reply(conversation, frame))

    def _store(self, conversation: Conversation, frame: Frame) -> Frame:
        conversation.ids[frame["client_id"]] = len(conversation.messages) + 1
        return self._add(
            conversation,
            {
                "author": "customer",
                "client_id": frame["client_id"],
                "text": frame.get("title") or frame["text"],
            },
        )

    def _reply(self, conversation: Conversation, frame: Frame) -> list[Frame]:
        return [self._add(conversation, reply) for reply in self.answer(frame)]

    @staticmethod
    def _add(conversation: Conversation, frame: Frame) -> Frame:
        message = {
            "type": "message",
            "position": len(conversation.messages) + 1,
            "author": "bot",
            "client_id": None,
            "text": "",
            "html": "",
            "buttons": [],
            "cards": [],
            "image": None,
            "evidence": [],
            "at": time.time(),
            **frame,
        }
        conversation.messages.append(message)
        return message

    async def _say(self, frame: Frame) -> None:
        for conversation in self.conversations.values():
            await self._show(conversation, [self._add(conversation, frame)])

    async def _show(self, conversation: Conversation, frames: list[Frame]) -> None:
        for socket, shown in list(self._lines.items()):
            if shown is conversation:
                for frame in frames:
                    await _send(socket, frame)

    async def _send_all(self, frame: Any) -> None:
        for socket in list(self._lines):
            await _send(socket, frame)

    async def _tell_history(self, socket: web.WebSocketResponse, frame: Frame) -> None:
        after = max(0, frame["before"] - 1 - frame["limit"])
        messages = self._lines[socket].messages[after : frame["before"] - 1]
        await _send(
            socket,
            {
                "type": "history",
                "before": frame["before"],
                "messages": messages,
                "more": after > 0,
            },
        )

    async def _cut_all(self, code: int) -> None:
        for socket in list(self._lines):
            if code:
                await socket.close(code=code)
            else:
                await self._abort(socket)

    async def _abort(self, socket: web.WebSocketResponse) -> None:
        self.cuts += 1
        self._lines.pop(socket, None)
        transport = socket.get_extra_info("transport") or socket._req.transport  # type: ignore[union-attr]
        if transport is not None:
            transport.abort()


def host_page(
    *, attributes: str = "", settings: str = "", html: str = 'lang="en"', body: str = ""
) -> str:
    """Return a shop's page with the widget on it."""
    before = f"<script>window.frontdeskSettings = {settings};</script>" if settings else ""
    return (
        f'<!doctype html><html {html}><head><meta charset="utf-8"><title>Shop</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,">'
        "<style>body { font-family: Georgia, serif; } div { color: red; padding: 40px; }"
        " button { background: yellow; } * { letter-spacing: 1px; }</style></head>"
        f"<body><h1>A shop</h1><p>Some text.</p>{body}{before}"
        f'<script src="/widget.js" data-widget="default" {attributes} async></script>'
        "</body></html>"
    )


async def _send(socket: web.WebSocketResponse, frame: Any) -> None:
    if not socket.closed:
        with contextlib.suppress(ConnectionError):
            await socket.send_json(frame)
