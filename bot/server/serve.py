"""Puts an application on a socket and keeps it there until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from aiohttp import web

from bot.server.guard import ConnectionGuard

log = structlog.get_logger(__name__)

KEEPALIVE_S = 75.0
# How long the rest of a body is read that nobody wants, so that the answer arrives.
LINGER_S = 2.0
BACKLOG = 1024
# A peer that takes nothing for so long is gone, or wants to hold the connection.
UNREAD_S = 30.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 takes a free one."""

    host: str
    port: int


class Listening:
    """An application on its socket."""

    def __init__(self, app: web.Application, guard: ConnectionGuard) -> None:
        self._runner = web.AppRunner(
            app,
            access_log=None,
            keepalive_timeout=KEEPALIVE_S,
            handle_signals=False,
            shutdown_timeout=2.0,
            lingering_time=LINGER_S,
        )
        self._guard = guard
        self._server: asyncio.Server | None = None

    async def start(self, address: Address) -> Address:
        """Listen; return the address with the port that was taken. Raises OSError."""
        await self._runner.setup()
        if self._runner.server is None:
            raise RuntimeError("the runner was set up without a server")
        self._server = await asyncio.get_running_loop().create_server(
            self._guard.watch(self._runner.server), address.host, address.port, backlog=BACKLOG
        )
        for listening in self._server.sockets:
            _drop_who_reads_nothing(listening)
        return Address(address.host, self._server.sockets[0].getsockname()[1])

    def refuse_new(self) -> None:
        """Stop accepting connections; those that are open go on."""
        if self._server is not None:
            self._server.close()

    async def stop(self) -> None:
        """Let requests end, close connections."""
        self.refuse_new()
        await self._runner.cleanup()


def _drop_who_reads_nothing(listening: Any) -> None:
    """Let the kernel end connections whose peer takes nothing of what is sent to it.

    aiohttp waits for ever to write. The option passes on to what is accepted; not every system
    has it.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is not None and listening.family in (socket.AF_INET, socket.AF_INET6):
        listening.setsockopt(socket.IPPROTO_TCP, option, int(UNREAD_S * 1000))


async def until_stopped(stop: Callable[[], Awaitable[None]]) -> None:
    """Wait for SIGINT or SIGTERM, then run `stop`; a second signal ends the process at once."""
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    try:
        await stopping.wait()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
    log.info("stopping")
    await stop()
