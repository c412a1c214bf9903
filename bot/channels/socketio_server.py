"""python-socketio's server behind a door that refuses what would hang or crash it.

Read and tried at python-socketio 5.18 and python-engineio 4.15: a polling client that posts a
PING is answered by a handler that waits for ever; deeply nested JSON, an empty or a non-numeric
packet, more than 16 packets and bytes that are not UTF-8 each raise inside. So a polled body is
read and checked here first, and every request has a time limit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import socketio
import structlog
from aiohttp import web
from multidict import CIMultiDict
from pydantic_core import from_json, to_json

from bot.channels.body import read_body
from bot.channels.origin import OriginList
from bot.channels.socketio_settings import SocketIOSettings
from bot.errors import Busy, Invalid, Overdue, Refused

log = structlog.get_logger(__name__)

MAX_PACKET_BYTES = 65_536
MAX_PACKETS = 16
MAX_SOCKETS = 2000
PING_INTERVAL_S = 25
PING_TIMEOUT_S = 20
# A long poll is answered by a ping at the latest; a post only waits for the disk.
POLL_TIMEOUT_S = PING_INTERVAL_S + PING_TIMEOUT_S + 5
POST_TIMEOUT_S = 20
STOP_TIMEOUT_S = 5

# What a client may send by polling: CLOSE, PONG, MESSAGE and base64 data.
_CLIENT_PACKETS = frozenset("134b")
_SEPARATOR = "\x1e"


class SocketIOServer:
    """The Socket.IO endpoint of an aiohttp application."""

    def __init__(self, settings: SocketIOSettings) -> None:
        self._origins = OriginList(settings.cors_allowed_origins, without_origin=True)
        self._transports = settings.transports
        self._path = "/" + settings.socketio_path.strip("/")
        self.sio = socketio.AsyncServer(
            async_mode="aiohttp",
            async_handlers=False,  # else messages of one client overtake each other
            cors_allowed_origins=self._allows,
            ping_interval=PING_INTERVAL_S,
            ping_timeout=PING_TIMEOUT_S,
            max_http_buffer_size=MAX_PACKET_BYTES,
            transports=list(settings.transports),
            json=_Json,
            logger=_LibraryLog(),
            engineio_logger=_LibraryLog(),
        )

    def routes(self) -> list[web.RouteDef]:
        """Return the endpoint's routes."""
        return [
            web.route(method, path, self.handle)
            for path in (self._path, f"{self._path}/")
            for method in ("GET", "POST", "OPTIONS")
        ]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one Engine.IO request, a WebSocket among them."""
        self._check(request)
        is_upgrade = request.headers.get("Upgrade", "").lower() == "websocket"
        if request.method == "GET" and is_upgrade:
            return await self._serve_socket(request)
        try:
            async with asyncio.timeout(
                POST_TIMEOUT_S if request.can_read_body else POLL_TIMEOUT_S
            ):
                if request.method != "POST":
                    return await self._forward(request)
                body = await read_body(request, limit=MAX_PACKET_BYTES)
                check_packets(body)
                return await self._forward(_BufferedRequest.of(request, body))
        except TimeoutError:
            raise Overdue("the Socket.IO request took too long") from None

    async def close(self) -> None:
        """Disconnect every client and stop the library's own task."""
        try:
            async with asyncio.timeout(STOP_TIMEOUT_S):
                # the library's own disconnect() waits for clients to read everything
                for socket in list(self.sio.eio.sockets.values()):
                    await socket.close(wait=False)
                await self.sio.shutdown()
        except TimeoutError:
            log.warning("socketio_stop_timed_out", open=len(self.sio.eio.sockets))

    def _check(self, request: web.Request) -> None:
        if not self._origins.allows(request):
            raise Refused("this page may not connect; add its origin to cors_allowed_origins")
        # the library copies these into its answer
        for name in ("Origin", "Access-Control-Request-Headers"):
            if not request.headers.get(name, "").isascii():
                raise Invalid(f"the {name} header is not ASCII")
        if "j" in request.query:
            raise Invalid("JSONP is not supported")
        if "sid" not in request.query and len(self.sio.eio.sockets) >= MAX_SOCKETS:
            raise Busy("too many connections", retry_after_s=5)

    async def _serve_socket(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._forward(request)
        except (ValueError, IndexError, TypeError, OSError) as error:
            # a packet that is none; the handshake is over, so there is no status to send
            log.info("socketio_packet_refused", error=type(error).__name__)
            return web.Response(status=400)

    async def _forward(self, request: Any) -> web.StreamResponse:
        response: web.StreamResponse | None = await self.sio.handle_request(request)
        if response is None:
            raise Invalid("the Socket.IO request is malformed")
        return response

    def _allows(self, origin: str | None, environ: Mapping[str, Any]) -> bool:
        return self._origins.allows_origin(origin, environ.get("HTTP_HOST"))


def check_packets(body: bytes) -> None:
    """Raise Invalid unless a polled body is packets that a client may send."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Invalid("the packets are not UTF-8") from None
    packets = text.split(_SEPARATOR)
    if len(packets) > MAX_PACKETS:
        raise Invalid(f"more than {MAX_PACKETS} packets in one request")
    if any(packet[:1] not in _CLIENT_PACKETS or not packet for packet in packets):
        raise Invalid("a packet has a type that no client sends")


@dataclass(frozen=True, slots=True)
class _BufferedRequest:
    """A polled POST whose body has been read and checked, as the library looks at it."""

    method: str
    path: str
    path_qs: str
    query_string: str
    version: Any
    headers: CIMultiDict[str]
    content: _Bytes

    @classmethod
    def of(cls, request: web.Request, body: bytes) -> _BufferedRequest:
        headers = CIMultiDict(request.headers)
        headers["Content-Length"] = str(len(body))
        return cls(
            request.method,
            request.path,
            request.path_qs,
            request.query_string,
            request.version,
            headers,
            _Bytes(body),
        )


@dataclass(frozen=True, slots=True)
class _Bytes:
    body: bytes

    async def read(self, count: int) -> bytes:
        return self.body[:count]


class _Json:
    """JSON for the library: hostile input is a ValueError, which it knows."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return to_json(value, inf_nan_mode="null").decode()

    @staticmethod
    def loads(text: str) -> Any:
        return from_json(text, allow_inf_nan=False)


class _LibraryLog:
    """The library logs every malformed packet with a traceback; one quiet line is enough.

    Errors of our own handlers never get here: they log themselves.
    """

    def info(self, *_: Any) -> None:
        pass

    def warning(self, message: str, *values: Any) -> None:
        log.debug("socketio_library", message=message % values if values else message)

    error = warning
    exception = warning
