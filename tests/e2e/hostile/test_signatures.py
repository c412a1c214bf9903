"""Forged signatures and tokens: nothing may be taken for what it is not."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import random
import re
import time

import jwt
import pytest

from bot.bench.server_process import ServerProcess
from bot.storage.store import Store
from tests.e2e.hostile.attack import SEED, Answers, attack, exchange, request_of, status_of
from tests.e2e.hostile.target import SLACK_SECRET, TELEGRAM_TOKEN, token_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


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
