from __future__ import annotations

from typing import Any

import pytest
from aiohttp import WSServerHandshakeError
from aiohttp.test_utils import TestClient

from bot.channels.visitor import identity_jwt, user_hash
from bot.channels.widget import WidgetChannel
from bot.channels.widget_settings import WidgetSettings
from bot.domain.message import Identity
from bot.errors import Busy, NotReady, RateLimited
from tests.bot.channels.conftest import Serve
from tests.fakes.gateway import FakeGateway
from tests.fakes.widget_channel import SHOP_SECRET, channel_of
from tests.fakes.widget_page import ORIGIN, WidgetPage


@pytest.fixture
def channel(gateway: FakeGateway) -> WidgetChannel:
    return channel_of(gateway)


@pytest.fixture
async def client(serve: Serve, channel: WidgetChannel) -> TestClient[Any, Any]:
    return await serve(channel.routes())


@pytest.fixture
def page(client: TestClient[Any, Any]) -> WidgetPage:
    return WidgetPage(client)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://shop.example"},
        {"Origin": "https://shop.example.evil.example"},
        {"Origin": "https://shop.example:444"},
        {"Origin": "file://"},
    ],
)
async def test_foreign_pages_are_refused(
    client: TestClient[Any, Any], headers: dict[str, str]
) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await client.ws_connect("/widget/socket", headers=headers)
    assert refused.value.status == 403


async def test_pages_of_this_server_are_let_in(client: TestClient[Any, Any]) -> None:
    own = f"http://{client.host}:{client.port}"
    socket = await client.ws_connect("/widget/socket", headers={"Origin": own})
    await socket.close()


async def test_a_plain_request_is_426(client: TestClient[Any, Any]) -> None:
    answer = await client.get("/widget/socket", headers={"Origin": ORIGIN})
    assert answer.status == 426
    assert (await client.get("/webhooks/widget/")).status == 200


async def test_a_signed_customer_is_verified_and_keeps_its_own_conversation(
    client: TestClient[Any, Any], gateway: FakeGateway
) -> None:
    known = Identity("C1001", "mara@example.com", "Mara")
    identity = {"jwt": identity_jwt(SHOP_SECRET, "shop", known, now=gateway.now)}
    page = WidgetPage(client, identity=identity)
    assert (await page.connect())["verified"] is True
    await page.say("m", "my orders")
    await page.until("message", author="bot")
    assert gateway.inbound[0].identity == known
    # signed out in the same browser: the token alone does not open the customer's conversation
    stranger = WidgetPage(client)
    stranger.token, stranger.conversation, stranger.since = page.token, page.conversation, 1
    welcome = await stranger.connect()
    assert welcome["conversation"] != page.conversation
    assert (welcome["position"], welcome["verified"]) == (0, False)
    # another device of the same customer continues
    hashed = {"identifier": "C1001", "user_hash": user_hash(SHOP_SECRET, "C1001")}
    phone = WidgetPage(client, identity=hashed)
    assert (await phone.connect())["conversation"] == page.conversation


async def refused(page: WidgetPage) -> tuple[str, int | None]:
    """Try to come in; return the error code and the close code."""
    page.socket = await page.client.ws_connect("/widget/socket", headers={"Origin": ORIGIN})
    await page.send({"type": "hello", "widget": "shop", **page.extra})
    error = await page.until("error")
    return error["code"], await page.closed()


async def test_who_may_not_come_in_is_told_why(
    client: TestClient[Any, Any], serve: Serve, gateway: FakeGateway
) -> None:
    forged = WidgetPage(client, identity={"identifier": "C1", "user_hash": "0" * 64})
    assert await refused(forged) == ("identity_invalid", 1008)
    assert await refused(WidgetPage(client, widget="nope")) == ("unknown_widget", 1008)
    strict = WidgetSettings(id="shop", allowed_origins=(ORIGIN,), require_identity=True)
    closed_shop = await serve(channel_of(gateway, strict).routes())
    assert await refused(WidgetPage(closed_shop)) == ("identity_required", 1008)


@pytest.mark.parametrize(
    ("refusal", "code", "retry_after"),
    [
        (Busy("full", retry_after_s=7), "busy", 7),
        (RateLimited("slow", retry_after_s=9), "rate_limited", 9),
        (NotReady("no disk"), "unavailable", 5),
    ],
)
async def test_what_is_not_stored_is_not_acknowledged(
    page: WidgetPage, gateway: FakeGateway, refusal: Any, code: str, retry_after: int
) -> None:
    await page.connect()
    gateway.refusal = refusal
    await page.say("m", "hi")
    error = await page.until("error")
    assert (error["code"], error["client_id"], error["retry_after"]) == (code, "m", retry_after)
    gateway.refusal = None
    await page.say("m", "hi")
    assert (await page.until("ack"))["duplicate"] is False


async def test_a_visitor_that_writes_too_fast_waits(serve: Serve, gateway: FakeGateway) -> None:
    client = await serve(channel_of(gateway, per_minute=8).routes())
    page = WidgetPage(client)
    await page.connect()
    for number in range(3):
        await page.say(f"m{number}", "hi")
    error = await page.until("error")
    assert (error["code"], error["client_id"]) == ("rate_limited", "m2")
    assert error["retry_after"] > 1
    assert len(gateway.inbound) == 2


async def test_texts_that_are_empty_or_too_long_are_refused(
    page: WidgetPage, gateway: FakeGateway
) -> None:
    await page.connect()
    for text in ("", " \0 ", "x" * 101):
        await page.say("m", text)
        error = await page.until("error")
        assert (error["code"], error["client_id"]) == ("too_long", "m")
    assert gateway.inbound == []
