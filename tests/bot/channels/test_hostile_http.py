"""Raw HTTP, mutated, against every route of every channel at once: no 5xx, nothing accepted."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.channels.rest import RestChannel
from bot.channels.slack import SlackChannel
from bot.channels.slack_settings import SlackSettings
from bot.channels.socketio import SocketIOChannel
from bot.channels.socketio_settings import SocketIOSettings
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_api import TelegramApi
from bot.channels.telegram_settings import TelegramSettings
from bot.channels.widget import WidgetChannel
from bot.channels.widget_settings import WidgetSettings
from bot.rate import RateLimit
from tests.bot.channels.conftest import Client, Serve
from tests.fakes.gateway import FakeGateway
from tests.fakes.payload_store import FakePayloads

REQUESTS = 1500
AT_ONCE = 16

PATHS = [
    "/webhooks/rest/webhook",
    "/webhooks/rest/webhook?stream=true",
    "/webhooks/slack/webhook",
    "/webhooks/telegram/webhook",
    "/socket.io/?EIO=4&transport=polling",
    "/socket.io/?EIO=4&transport=polling&sid=x",
    "/socket.io/?EIO=4&transport=websocket",
    "/widget/socket",
    "/webhooks/widget/",
    "/nowhere",
]
BODIES = [
    json.dumps({"sender": "u", "message": "hi", "metadata": {"a": [1, {"b": None}]}}).encode(),
    json.dumps({"type": "event_callback", "team_id": "T", "event": {"type": "message"}}).encode(),
    json.dumps({"update_id": 1, "message": {"chat": {"id": 1}, "text": "x"}}).encode(),
    b'40\x1e42["user_uttered",{"message":"x"}]',
    b"payload=%7B%22type%22%3A%22block_actions%22%7D",
    b"[" * 5000,
    b'{"sender":"\\ud800","message":"x"}',
    b'{"message":' + b"9" * 5000 + b"}",
    b"\xff\x00\xfe",
    b"",
]
HEADERS = [
    b"Content-Type: application/json",
    b"Content-Type: application/x-www-form-urlencoded",
    b"Content-Type: text/plain; charset=utf-99",
    b"Content-Type: \xff\xfe",
    b"Content-Type: multipart/form-data",
    b"Content-Encoding: gzip",
    b"Content-Encoding: deflate",
    b"Content-Encoding: br",
    b"Content-Encoding: nonsense",
    b"Origin: https://evil.example",
    b"Origin: \xc3\xbc",
    b"Origin: null",
    b"X-Slack-Signature: v0=" + b"0" * 64,
    b"X-Slack-Signature: \xff",
    b"X-Slack-Request-Timestamp: 1700000000",
    b"X-Slack-Request-Timestamp: nan",
    b"X-Telegram-Bot-Api-Secret-Token: wrong",
    b"X-Telegram-Bot-Api-Secret-Token: \xe2\x82",
    b"Idempotency-Key: \xff",
    b"Idempotency-Key: " + b"k" * 500,
    b"Upgrade: websocket\r\nConnection: Upgrade",
    b"Sec-WebSocket-Key: short\r\nSec-WebSocket-Version: 99",
    b"Transfer-Encoding: chunked",
    b"Expect: 100-continue",
    b"Cookie: a=\xff",
    b"X-Forwarded-For: ' OR 1=1",
]


def request_of(chance: random.Random) -> bytes:
    method = chance.choice(["POST", "POST", "POST", "GET", "OPTIONS", "PUT", "BREW"])
    path = chance.choice(PATHS)
    body = bytearray(chance.choice(BODIES))
    for _ in range(chance.randrange(3)):
        if body:
            body[chance.randrange(len(body))] = chance.randrange(256)
    if chance.random() < 0.1:
        body = bytearray(gzip.compress(bytes(body)))[: chance.choice([5, None])]
    lines = [f"{method} {path} HTTP/1.1".encode(), b"Host: x", b"Connection: close"]
    lines += chance.sample(HEADERS, chance.randrange(4))
    length = len(body) + chance.choice([0, 0, 0, 0, -1])
    if not any(line.startswith(b"Transfer-Encoding") for line in lines):
        lines.append(f"Content-Length: {max(0, length)}".encode())
    raw = bytearray(b"\r\n".join(lines) + b"\r\n\r\n" + body)
    if chance.random() < 0.15:
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


@pytest.fixture
async def client(serve: Serve, gateway: FakeGateway) -> AsyncIterator[Client]:
    def clock() -> float:
        return gateway.now

    telegram_settings = TelegramSettings("42:token")
    async with aiohttp.ClientSession() as session:
        telegram = TelegramChannel(
            telegram_settings,
            gateway,
            TelegramApi(telegram_settings, session),
            FakePayloads(),
            clock=clock,
        )
        socketio = SocketIOChannel(SocketIOSettings(), gateway, clock=clock)
        widget = WidgetChannel(
            WidgetSettings(),
            gateway,
            clock=clock,
            visitor_secrets=["secret"],
            rate=RateLimit(60, clock=clock),
        )
        yield await serve(
            [
                *RestChannel(gateway, clock=clock).routes(),
                *SlackChannel(SlackSettings("xoxb", "secret"), gateway, clock=clock).routes(),
                *telegram.routes(),
                *socketio.routes(),
                *widget.routes(),
            ]
        )
        await socketio.close()
        await telegram.close()


async def test_no_request_is_an_error_of_ours(client: Client, gateway: FakeGateway) -> None:
    chance = random.Random(2026)  # noqa: S311 - a schedule, not a secret
    gate = asyncio.Semaphore(AT_ONCE)
    statuses: dict[int, int] = {}

    async def send(raw: bytes) -> None:
        async with gate:
            reader, writer = await asyncio.open_connection(client.host, client.port)
            writer.write(raw)
            try:
                async with asyncio.timeout(0.5):
                    answer = await reader.read(200)
            except (ConnectionError, TimeoutError):
                return  # cut off in the middle of nonsense, or waiting for the rest of it
            finally:
                writer.close()
        status = re.match(rb"HTTP/1\.[01] ([0-9]{3})", answer)
        if status is None:
            return
        code = int(status[1])
        statuses[code] = statuses.get(code, 0) + 1
        assert code < 500, (raw, answer)

    await asyncio.gather(*(send(request_of(chance)) for _ in range(REQUESTS)))
    assert sum(statuses.values()) > REQUESTS * 0.8
    assert {200, 400, 403, 404, 405} <= statuses.keys()
    # only REST takes a message from anybody
    assert {message.channel for message in gateway.inbound} <= {"rest"}
