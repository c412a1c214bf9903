"""Closes connections that are too slow, too many or silent.

aiohttp limits neither the time to the first byte, nor of a header, nor of a body. The guard uses
its public surface only: it stands between the listening socket and a runner's server, which is a
protocol factory, and adds one middleware. A connection gets `header_timeout_s` from its opening
to its first complete header, a request body gets `body_timeout_s`; later headers on a kept
connection fall under aiohttp's keep-alive limit, WebSockets under their heartbeat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ConnectionGuard:
    """Counts open connections and ends those that do not say what they want in time."""

    def __init__(
        self, *, connections: int, header_timeout_s: float, body_timeout_s: float
    ) -> None:
        self._connections = connections
        self._header_timeout_s = header_timeout_s
        self._body_timeout_s = body_timeout_s
        self._silent: set[asyncio.BaseProtocol] = set()
        self._server: web.Server | None = None

    @property
    def open(self) -> int:
        """How many connections are open."""
        return 0 if self._server is None else len(self._server.connections)

    def watch(self, server: web.Server) -> Callable[[], asyncio.BaseProtocol]:
        """Return the protocol factory to listen with instead of `server`."""
        self._server = server

        def make() -> asyncio.BaseProtocol:
            if self.open >= self._connections:
                return _Refusing()
            protocol = server()
            self._silent.add(protocol)
            loop = asyncio.get_running_loop()
            loop.call_later(self._header_timeout_s, self._end_if_silent, protocol)
            return protocol

        return make

    def middleware(self) -> Any:
        """Return the middleware that ends the header clock and starts the body's."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._silent.discard(request.protocol)
            if not request.can_read_body:
                return await handler(request)
            clock = asyncio.get_running_loop().call_later(
                self._body_timeout_s, self._end_if_reading, request
            )
            try:
                return await handler(request)
            finally:
                clock.cancel()

        return guard

    def _end_if_silent(self, protocol: web.RequestHandler) -> None:
        if protocol not in self._silent:
            return
        self._silent.discard(protocol)
        _abort(protocol.transport)

    @staticmethod
    def _end_if_reading(request: web.Request) -> None:
        if not request.content.is_eof():
            _abort(request.transport)


class _Refusing(asyncio.Protocol):
    """Ends a connection as soon as it is there."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Close at once, without the wait of an orderly end."""
        _abort(transport)


def _abort(transport: Any) -> None:
    """End a connection that may have ended already; uvloop's transports have no common base."""
    if transport is not None:
        transport.abort()
