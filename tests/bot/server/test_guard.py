from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
import uvloop
from aiohttp import web

from bot.server.guard import ConnectionGuard
from bot.server.serve import Address, Listening


async def echo(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


# A server runs on uvloop, whose transports are not asyncio's.
@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    guard = ConnectionGuard(connections=3, header_timeout_s=0.3, body_timeout_s=0.3)
    app = web.Application(middlewares=[guard.middleware()])
    app.router.add_route("*", "/", echo)
    listening = Listening(app, guard)
    loop: asyncio.AbstractEventLoop = request.param()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    start = asyncio.run_coroutine_threadsafe(listening.start(Address("127.0.0.1", 0)), loop)
    yield start.result(5).port
    asyncio.run_coroutine_threadsafe(listening.stop(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


async def said(port: int, sent: bytes, wait_s: float = 2.0) -> bytes:
    """Send bytes and read to the end of the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(sent)
        await writer.drain()
        return await asyncio.wait_for(reader.read(), wait_s)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET / HT", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"],
    ids=["silent", "half a header", "half a body"],
)
async def test_slow_connections_are_closed(port: int, sent: bytes) -> None:
    assert b"200" not in await said(port, sent)


async def test_a_good_request_is_served(port: int) -> None:
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"
    assert (await said(port, request)).endswith(b"abc")


async def test_connections_beyond_the_limit_are_closed_at_once(port: int) -> None:
    open_ones = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
    await asyncio.sleep(0.05)
    started = asyncio.get_running_loop().time()
    assert await said(port, b"", wait_s=0.25) == b""
    assert asyncio.get_running_loop().time() - started < 0.25
    for _, writer in open_ones:
        writer.close()
