"""Slack's channel against slack_sdk."""

from __future__ import annotations

import json
import random
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

pytest.importorskip("slack_sdk", reason="run `make conformance`")

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.models.blocks import Block
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.outbound import Dead, Retry, Sent
from bot.channels.slack import SlackChannel
from bot.channels.slack_outbound import SlackOutbound
from bot.channels.slack_settings import SlackSettings
from bot.channels.slack_signature import is_signed
from bot.domain.message import Button, Card, Reply
from bot.errors import FrontdeskError
from tests.fakes.gateway import FakeGateway
from tests.fakes.slack_platform import SlackPlatform

HOOK = "/webhooks/slack/webhook"
NO_RETRIES: list[AsyncRetryHandler] = []


def vendor_signature(secret: str, timestamp: str, body: str) -> str:
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    assert signature is not None
    return signature


@pytest.fixture
async def slack() -> AsyncIterator[SlackPlatform]:
    platform = SlackPlatform(signer=vendor_signature)
    await platform.start()
    yield platform
    await platform.close()


def settings_of(slack: SlackPlatform) -> SlackSettings:
    return SlackSettings(slack.token, slack.secret, base_url=slack.base_url)


@web.middleware
async def statuses(request: web.Request, handler: Any) -> web.StreamResponse:
    try:
        return await handler(request)
    except FrontdeskError as error:
        return web.Response(status=error.status)


@pytest.fixture
async def gateway() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
async def client(
    slack: SlackPlatform, gateway: FakeGateway
) -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application(middlewares=[statuses])
    app.add_routes(SlackChannel(settings_of(slack), gateway, clock=time.time).routes())
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_what_the_vendor_signs_is_taken(
    slack: SlackPlatform, gateway: FakeGateway, client: TestClient[Any, Any]
) -> None:
    texts = ["plain", "Grüße 😀", "a & b < c", "a\u2028b", "x" * 3000]
    for text in texts:
        event = slack.event(text=text)
        assert await slack.push(client.session, client.make_url(HOOK), event) == 200
    fields = {"payload": json.dumps(slack.press())}
    assert await slack.push_form(client.session, client.make_url(HOOK), fields) == 200
    assert len(gateway.inbound) == len(texts) + 1


def test_vendor_and_channel_judge_alike() -> None:
    chance = random.Random(1)  # noqa: S311 - a schedule, not a secret
    secret = "8f742231b10e8888abcd99yyyzzz85a5"
    vendor = SignatureVerifier(secret)
    accepted = refused = 0
    for number in range(3000):
        body = "".join(chr(chance.randrange(32, 0x2FF)) for _ in range(chance.randrange(60)))
        now = int(time.time())
        timestamp = str(now + chance.choice([0, 0, 0, -299, 299, -301, 301]))
        signature = vendor_signature(secret, timestamp, body)
        if number % 2:
            flipped = bytearray(signature.encode())
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(7)
            signature = flipped.decode()
        headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}
        if abs(int(timestamp) - now) in {299, 301} and int(time.time()) != now:
            continue
        ours = is_signed((secret.encode(),), headers, body.encode(), now)
        assert ours == vendor.is_valid(body, timestamp, signature)
        accepted, refused = accepted + ours, refused + (not ours)
    assert accepted > 500
    assert refused > 1500


async def test_a_flipped_bit_on_the_way_is_refused(
    slack: SlackPlatform, gateway: FakeGateway, client: TestClient[Any, Any]
) -> None:
    body = json.dumps(slack.event())
    headers = {"Content-Type": "application/json", **slack.signed(body)}
    for index in range(0, len(body), 9):
        flipped = bytearray(body.encode())
        flipped[index] ^= 1
        answer = await client.post(HOOK, data=bytes(flipped), headers=headers)
        assert answer.status == 403
    assert gateway.inbound == []


REPLIES = {
    "text": Reply(text="**Hi** & <you>, see [shop](https://shop.example/?a=1&b=2)"),
    "image": Reply(text="Look", image="https://shop.example/i.png"),
    "buttons": Reply(text="Pick", buttons=(Button("A", "/a"), Button("B", '/b{"x":1}'))),
    "list": Reply(text="1. one\n2. two\n\n- a\n- b"),
    "card": Reply(
        cards=(
            Card(
                "Tent",
                "green",
                "https://shop.example/t.png",
                "https://shop.example/p/1",
                "€ 249",
                "TNT-101",
                (Button("Buy", "/buy"),),
            ),
        )
    ),
    "carousel": Reply(
        text="Three tents",
        cards=tuple(Card(f"Tent {n}", buttons=(Button("Buy", f"/b{n}"),)) for n in range(3)),
        quick_replies=(Button("More", "/more"),),
    ),
}


@pytest.mark.parametrize("kind", sorted(REPLIES))
async def test_our_bytes_are_the_vendors(slack: SlackPlatform, kind: str) -> None:
    async with aiohttp.ClientSession() as session:
        outbound = SlackOutbound(settings_of(slack), session)
        vendor = AsyncWebClient(slack.token, base_url=slack.base_url, session=session)
        for part in outbound.parts(REPLIES[kind]):
            assert isinstance(await outbound.send("C1|12.5", part, "k"), Sent)
            answer = await vendor.chat_postMessage(
                channel="C1",
                thread_ts="12.5",
                text=part["text"],
                blocks=[Block.parse(block) for block in part["blocks"]],
                unfurl_links=False,
                unfurl_media=False,
            )
            assert answer["ok"]
            ours, theirs = slack.requests[-2:]
            assert ours["method"] == theirs["method"] == "chat.postMessage"
            assert ours["body"] == theirs["body"]
            assert ours["headers"]["Authorization"] == theirs["headers"]["Authorization"]


@pytest.mark.parametrize("kind", sorted(REPLIES))
async def test_our_blocks_are_valid_for_the_vendors_models(
    slack: SlackPlatform, kind: str
) -> None:
    async with aiohttp.ClientSession() as session:
        for part in SlackOutbound(settings_of(slack), session).parts(REPLIES[kind]):
            for block in part["blocks"]:
                model = Block.parse(block)
                assert model is not None
                model.validate_json()
                assert model.to_dict() == block


async def test_the_fake_answers_as_the_vendor_expects(slack: SlackPlatform) -> None:
    async with aiohttp.ClientSession() as session:
        vendor = AsyncWebClient(
            slack.token, base_url=slack.base_url, session=session, retry_handlers=NO_RETRIES
        )
        outbound = SlackOutbound(settings_of(slack), session)
        limited = (429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"}, False)
        slack.faults.extend([limited, limited])
        with pytest.raises(SlackApiError) as refused:
            await vendor.chat_postMessage(channel="C1", text="x")
        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["Retry-After"] == "30"
        [part] = outbound.parts(Reply(text="x"))
        assert await outbound.send("C1", part, "k") == Retry(30, "HTTP 429")
        with pytest.raises(SlackApiError) as refused:
            await vendor.chat_postMessage(channel="", text="x")
        assert refused.value.response["error"] == "channel_not_found"
        assert await outbound.send("", part, "k") == Dead("channel_not_found")


async def test_a_message_that_came_twice_from_the_vendor_is_one_turn(
    slack: SlackPlatform, gateway: FakeGateway, client: TestClient[Any, Any]
) -> None:
    events = [slack.event(text=f"m{n}") for n in range(10)]
    for event in events[::-1] + events:
        assert await slack.push(client.session, client.make_url(HOOK), event) == 200
    assert [m.text for m in gateway.inbound] == [f"m{n}" for n in range(9, -1, -1)]
