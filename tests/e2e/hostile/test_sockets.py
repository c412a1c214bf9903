"""Foreign pages, hostile frames and forged visitors on the sockets; then an ordinary customer.

pytest runs the files of this folder by name, so this one is the last: its last test comes after
all attacks, and what test_signatures.py stored is there to be stolen.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import jwt
import pytest

from bot.bench.server_process import ServerProcess
from tests.e2e.hostile.target import check_quiet

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
FOREIGN = ("https://evil.example", "http://localhost.evil.example", "null", "file://", "http://")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.mark.parametrize("path", ["/widget/socket", "/socket.io/?EIO=4&transport=websocket"])
async def test_pages_of_others_get_no_socket(
    target: ServerProcess, session: aiohttp.ClientSession, path: str
) -> None:
    for origin in (*FOREIGN, target.url.replace("http://", "http://a."), target.url + "0"):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(target.url + path, origin=origin)
        assert refused.value.status == 403, origin
    polled = target.url + "/socket.io/?EIO=4&transport=polling"
    for origin in FOREIGN:
        async with session.get(polled, headers={"Origin": origin}) as answer:
            assert answer.status == 403
    async with session.ws_connect(target.url + path, origin=target.url) as socket:
        assert not socket.closed


def frames() -> list[Any]:
    """Return what a widget never sends."""
    return [
        *("", "{", "[]", "null", "7", '"x"', "\x00", "[" * 8000, '{"a":' * 2000),
        *(json.dumps({"type": one}) for one in ("", "hello", "message", "HELLO", "__proto__", 7)),
        *(json.dumps({"type": "message", "text": one}) for one in (None, 7, [], "x", "\x00")),
        json.dumps({"type": "hello", "widget": {}, "since": -1}),
        json.dumps({"type": "hello", "since": 10**30}),
        json.dumps({"type": "hello", "visitor_token": "a.b.c"}),
        json.dumps({"type": "hello", "visitor_token": "x" * 9000}),
        json.dumps({"type": "hello", "conversation": "slack:T1:UGOOD", "since": 0}),
        json.dumps({"type": "feedback", "position": -1, "value": 99}),
        json.dumps({"type": "history", "before": "0", "limit": 10**9}),
        '{"type": "hello", "widget": "\\ud800"}',
        b"\x00\x01binary",
        b"",
        "x" * 20_000,
    ]


async def test_hostile_frames_close_only_their_own_socket(
    target: ServerProcess, session: aiohttp.ClientSession
) -> None:
    address = target.url + "/widget/socket"
    for first in frames():
        async with session.ws_connect(address, origin=target.url) as socket:
            for frame in (first, first, first, '{"type": "ping"}'):
                try:
                    await (
                        socket.send_bytes(frame)
                        if isinstance(frame, bytes)
                        else socket.send_str(frame)
                    )
                except ConnectionError:
                    break
            async with asyncio.timeout(5):
                said = [message async for message in read_some(socket)]
            assert socket.closed or said, first
            told = json.dumps([one.data for one in said if isinstance(one.data, str)])
            assert "signed" not in told  # the conversation of another channel
    check_quiet(target)


async def read_some(socket: aiohttp.ClientWebSocketResponse) -> AsyncIterator[aiohttp.WSMessage]:
    """Yield what comes until the socket is silent or closed."""
    while True:
        try:
            message = await socket.receive(timeout=0.5)
        except TimeoutError:
            return
        if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED):
            return
        yield message


async def test_a_forged_visitor_sees_nobody_elses_conversation(
    target: ServerProcess, session: aiohttp.ClientSession
) -> None:
    mine, _ = await hello(session, target, {})
    forged = [
        jwt.encode({"sub": "v1", "aud": "default", "exp": time.time() + 999}, "k" * 32, "HS256"),
        jwt.encode({"sub": "v1"}, key="", algorithm="none"),
        mine["visitor_token"][:-3] + "AAA",
        mine["visitor_token"].swapcase(),
        os.urandom(40).hex(),
    ]
    for token in forged:
        welcome, _ = await hello(
            session, target, {"visitor_token": token, "conversation": mine["conversation"]}
        )
        assert welcome["conversation"] != mine["conversation"]
        assert welcome["verified"] is False
    for jwt_text in (forged[0], forged[1], "x"):
        error, code = await hello(session, target, {"identity": {"jwt": jwt_text}})
        assert (error.get("code"), code) == ("identity_invalid", 1008)
    again, _ = await hello(session, target, {"visitor_token": mine["visitor_token"]})
    assert again["conversation"] == mine["conversation"]


async def hello(
    session: aiohttp.ClientSession, server: ServerProcess, fields: dict[str, Any]
) -> tuple[dict[str, Any], int | None]:
    """Open the widget's socket, say hello and return the first frame and the closing code."""
    address = server.url + "/widget/socket"
    async with session.ws_connect(address, origin=server.url) as socket:
        await socket.send_json({"type": "hello", "widget": "default", "since": 0, **fields})
        first = json.loads((await socket.receive(timeout=5)).data)
        code = None
        if first["type"] == "error":
            await socket.receive(timeout=5)
            code = socket.close_code
        return first, code


async def test_after_all_of_it_the_next_customer_is_answered(
    target: ServerProcess, session: aiohttp.ClientSession
) -> None:
    body = {"sender": "after the storm", "message": "hello"}
    async with session.post(f"{target.url}/webhooks/rest/webhook", json=body) as answer:
        assert answer.status == 200
        assert await answer.json()
    async with session.get(f"{target.url}/health/ready") as answer:
        assert answer.status == 200, await answer.text()
    async with session.get(f"{target.url}/metrics") as answer:
        metrics = await answer.text()
    (open_ones,) = re.findall(r"^frontdesk_connections (\S+)$", metrics, re.MULTILINE)
    assert float(open_ones) <= 5
    assert target.exit_code is None
    check_quiet(target)
