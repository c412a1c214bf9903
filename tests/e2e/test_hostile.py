"""Thousands of hostile requests on every route of the running service.

None may end in a 5xx, leave a traceback, be taken for what it is not, or keep the next customer
from being answered.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import os
import random
import re
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt
import pytest

from bot.app import open_desk
from bot.bench.server_process import ServerProcess, throw_away_project, throw_away_server
from bot.project.project import load_project
from bot.settings import read_secrets, read_settings
from bot.storage.store import Store
from tests.e2e.attack import (
    HEADERS,
    METHODS,
    TARGETS,
    Answers,
    attack,
    compressed,
    exchange,
    hostile_bodies,
    mutated,
    request_of,
    status_of,
)

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
SEED = 20261124
AT_LEAST = 2_000
SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TELEGRAM_TOKEN = "42:TEST-token_of-this-bot"
# Nobody listens there: nothing of this test may reach a platform.
NOWHERE = "http://127.0.0.1:9/"
CREDENTIALS = {
    "slack": {
        "slack_token": "xoxb-1",
        "slack_signing_secret": SLACK_SECRET,
        "base_url": NOWHERE,
    },
    "telegram": {"access_token": TELEGRAM_TOKEN, "base_url": NOWHERE},
}
# The rates must not hide what lies behind them, and slow sockets not slow down the test.
LIMITS = {
    "messages_per_minute": 1_000_000,
    "requests_per_minute_ip": 10_000_000,
    "header_timeout_s": 1,
    "body_timeout_s": 1,
}
PARAMETERS = ("x", "%00", "%ff", "%F0%9F%98%80", "..", "a/b/c", "a" * 600, "slack:T1:U1")


@pytest.fixture(scope="module")
def target(demo: Path) -> Iterator[ServerProcess]:
    """A server with all channels, and limits that let everything through."""
    with throw_away_server(demo, frontdesk={"limits": LIMITS}, credentials=CREDENTIALS) as server:
        yield server


@pytest.fixture(scope="module")
def port(target: ServerProcess) -> int:
    found = urlsplit(target.url).port
    assert found is not None
    return found


@pytest.fixture(scope="module")
def routes(demo: Path, target: ServerProcess) -> list[tuple[str, str]]:
    """Every route of the very same project, asked of the application itself."""
    with throw_away_project(demo) as copy:
        for name in ("config.yml", "credentials.yml"):
            (copy / name).write_bytes((target.project / name).read_bytes())
        return asyncio.run(routes_of(copy))


async def routes_of(folder: Path) -> list[tuple[str, str]]:
    project = load_project(folder)
    settings = read_settings(project.config, folder / "config.yml")
    desk = await open_desk(project, settings, read_secrets(project.var_dir, {}))
    try:
        return sorted(
            {
                (route.method, route.resource.canonical)
                for route in desk.app.router.routes()
                if route.resource is not None
            }
        )
    finally:
        await desk.close()


def targets_of(canonical: str, chance: random.Random) -> list[str]:
    """Return addresses of a route, with hostile values in its places."""
    if "{" not in canonical:
        return [canonical, f"{canonical}?token=%ff&x[]=%00"]
    return [re.sub(r"\{[^}]*\}", one, canonical) for one in chance.sample(PARAMETERS, 3)]


def token_of(server: ServerProcess) -> str:
    return (server.project / "var" / "secrets" / "api_token").read_text(encoding="utf-8").strip()


async def test_no_request_of_any_kind_ends_in_an_error_of_the_server(
    target: ServerProcess, port: int, routes: list[tuple[str, str]]
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - to be repeatable
    answers = Answers()
    bearer = f"Authorization: Bearer {token_of(target)}".encode()
    requests: list[bytes] = []
    for method, canonical in routes:
        for address in targets_of(canonical, chance):
            # wrong methods and, in turn, every strange header
            requests += [request_of(one, address) for one in METHODS]
            requests += [
                request_of(method, address, [header], b"{}" if method == "POST" else None)
                for header in chance.sample(HEADERS, 8)
            ]
        if method == "POST":
            address = targets_of(canonical, chance)[0]
            # with the token: what lies behind the door must hold as well
            requests += [
                request_of(method, address, [bearer, b"Content-Type: application/json"], body)
                for body in hostile_bodies(chance)
            ]
            requests += [
                request_of(method, address, [bearer, header], body)
                for header, body in compressed(chance)
            ]
    requests += [request_of("GET", address, [bearer]) for address in TARGETS]
    requests += [mutated(one, chance) for one in chance.sample(requests, 500)]
    chance.shuffle(requests)
    assert len(requests) >= AT_LEAST
    await attack(port, requests, answers)
    assert answers.bad == []
    assert answers.sent >= AT_LEAST
    # the attack went deep enough to be refused in many ways
    assert {200, 400, 401, 403, 404, 405, 413} <= set(answers.statuses), answers.statuses
    check_quiet(target)


async def test_what_is_too_large_is_refused_before_it_is_read(
    port: int, routes: list[tuple[str, str]]
) -> None:
    too_large = 2_000_000
    answers = Answers()
    chance = random.Random(SEED)  # noqa: S311 - to be repeatable
    requests = [
        request_of("POST", targets_of(canonical, chance)[0], (), b"x" * too_large)
        for method, canonical in routes
        if method == "POST"
    ]
    # an endless body that says it is short of nothing
    head = request_of("POST", "/webhooks/rest/webhook", [b"Transfer-Encoding: chunked"])
    requests.append(head + (b"%x\r\n" % 60_000 + b"x" * 60_000 + b"\r\n") * 40)
    statuses = await attack(port, requests, answers)
    assert answers.bad == []
    # 400: the demo's sign-in reads less than others do
    assert set(statuses) <= {400, 401, 403, 413, 0}, answers.statuses
    assert statuses[-1] in (413, 0)
    assert answers.statuses[413] >= 3


def slack_headers(body: bytes, secret: str = SLACK_SECRET, at: float | None = None) -> list[bytes]:
    stamp = str(int(time.time() if at is None else at)).encode()
    digest = hmac.new(secret.encode(), b"v0:" + stamp + b":" + body, hashlib.sha256).hexdigest()
    return [
        b"Content-Type: application/json",
        b"X-Slack-Request-Timestamp: " + stamp,
        b"X-Slack-Signature: v0=" + digest.encode(),
    ]


def slack_event(text: str, user: str = "U1") -> bytes:
    event = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": user,
        "text": text,
        "ts": f"{time.time():.6f}",
    }
    return json.dumps({"type": "event_callback", "team_id": "T1", "event": event}).encode()


def flipped(headers: list[bytes], chance: random.Random) -> list[bytes]:
    """Return headers with one bit of the signature or the timestamp changed."""
    changed = list(headers)
    which = chance.randrange(1, len(headers))
    value = bytearray(changed[which])
    value[-1 - chance.randrange(8)] ^= 1 << chance.randrange(3)
    changed[which] = bytes(value)
    return changed


async def test_forged_webhooks_are_refused_and_leave_nothing(
    target: ServerProcess, port: int
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - to be repeatable
    answers = Answers()
    requests: list[bytes] = []
    for number in range(150):
        body = slack_event("forged", user=f"UEVIL{number}")
        good = slack_headers(body)
        for headers, sent in (
            (flipped(good, chance), body),
            (good, body.replace(b"forged", b"Forged")),
            (slack_headers(body, secret="guess"), body),
            (slack_headers(body, at=time.time() - 301 - number), body),
        ):
            requests.append(request_of("POST", "/webhooks/slack/webhook", headers, sent))
    update = json.dumps(
        {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 666}, "text": "forged"}}
    ).encode()
    secret = hmac.new(TELEGRAM_TOKEN.encode(), b"webhook secret", hashlib.sha256).hexdigest()
    for number in range(150):
        wrong = secret[: number % 64] + ("0" if secret[number % 64] != "0" else "1")
        wrong += secret[number % 64 + 1 :]
        header = b"X-Telegram-Bot-Api-Secret-Token: " + wrong.encode()
        requests.append(request_of("POST", "/webhooks/telegram/webhook", [header], update))
    statuses = await attack(port, requests, answers)
    assert set(statuses) == {403}, answers.statuses
    # the same, signed, is taken: the test forges nothing that would be refused anyway
    body = slack_event("signed", user="UGOOD")
    signed = request_of("POST", "/webhooks/slack/webhook", slack_headers(body), body)
    assert status_of(await exchange(port, signed)) == 200
    await asyncio.sleep(0.5)
    conversations = await stored_conversations(target)
    assert "slack:T1:UGOOD" in conversations
    assert not [one for one in conversations if "UEVIL" in one or one.startswith("telegram")]


async def stored_conversations(server: ServerProcess) -> set[str]:
    url = f"sqlite:///{server.project / 'var' / 'frontdesk.sqlite'}"
    store = await Store.open(url, read_only=True)
    try:
        return {row.id for row in await store.conversations(limit=1_000)}
    finally:
        await store.close()


async def test_guarded_routes_open_with_the_token_only(
    target: ServerProcess, port: int, routes: list[tuple[str, str]]
) -> None:
    token = token_of(target)
    guarded = [
        (method, canonical)
        for method, canonical in routes
        if canonical.startswith(("/desk", "/conversations", "/model", "/domain", "/status"))
        and method != "HEAD"
    ]
    assert len(guarded) >= 9
    wrong = [
        *("", token[:-1], token + "x", token.swapcase(), token[::-1], "null", "undefined"),
        base64.b64encode(token.encode()).decode(),
        jwt.encode({"sub": "agent"}, "k" * 32, "HS256"),
    ]
    requests = []
    for method, canonical in guarded:
        address = re.sub(r"\{[^}]*\}", "rest-1", canonical)
        body = b'{"text": "x", "agent": "eve"}' if method == "POST" else None
        requests.append(request_of(method, address, (), body))
        for one in wrong:
            header = f"Authorization: Bearer {one}".encode()
            requests.append(request_of(method, address, [header], body))
            requests.append(request_of(method, f"{address}?token={one}", (), body))
    answers = Answers()
    assert set(await attack(port, requests, answers)) == {401}, answers.statuses
    opened = request_of("GET", "/status", [f"Authorization: Bearer {token}".encode()])
    assert status_of(await exchange(port, opened)) == 200


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


FOREIGN = ("https://evil.example", "http://localhost.evil.example", "null", "file://", "http://")


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


def check_quiet(server: ServerProcess) -> None:
    """Check that the server has logged no error and no traceback."""
    loud = [
        line
        for line in server.lines()
        if "Traceback" in line or '"level": "error"' in line or not line.startswith(("{", "Serv"))
    ]
    assert loud == []
