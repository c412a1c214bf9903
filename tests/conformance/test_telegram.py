"""Telegram's channel against aiogram and python-telegram-bot."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

pytest.importorskip("aiogram", reason="run `make conformance`")
pytest.importorskip("telegram", reason="run `make conformance`")

import aiogram.exceptions
import aiohttp
import telegram
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions, Update
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.outbound import Dead, Retry, Sent
from bot.channels.telegram import SECRET_HEADER, TelegramChannel
from bot.channels.telegram_api import ALLOWED_UPDATES, TelegramApi
from bot.channels.telegram_outbound import TelegramOutbound
from bot.channels.telegram_settings import TelegramSettings
from bot.channels.telegram_update import read_update
from bot.domain.message import Button, Card, Reply
from bot.errors import FrontdeskError
from tests.fakes.gateway import FakeGateway
from tests.fakes.payload_store import FakePayloads
from tests.fakes.telegram_platform import TelegramPlatform, too_many

HOOK = "/webhooks/telegram/webhook"


@pytest.fixture
async def platform() -> AsyncIterator[TelegramPlatform]:
    platform = TelegramPlatform()
    await platform.start()
    yield platform
    await platform.close()


@pytest.fixture
def settings(platform: TelegramPlatform) -> TelegramSettings:
    return TelegramSettings(
        platform.token, webhook_url=f"https://bot.example{HOOK}", base_url=platform.base_url
    )


@pytest.fixture
async def api(settings: TelegramSettings) -> AsyncIterator[TelegramApi]:
    async with aiohttp.ClientSession() as session:
        yield TelegramApi(settings, session)


@pytest.fixture
async def vendor(platform: TelegramPlatform) -> AsyncIterator[Bot]:
    server = TelegramAPIServer.from_base(platform.base_url)
    bot = Bot(platform.token, session=AiohttpSession(api=server))
    yield bot
    await bot.session.close()


def fields(params: dict[str, Any]) -> dict[str, Any]:
    """Return what arrived as plain values: the vendors send forms, with JSON in some fields."""
    found = {}
    for key, value in params.items():
        if isinstance(value, str) and (value[:1] in "[{" or value in {"true", "false"}):
            value = json.loads(value)
        found[key] = (
            str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        )
    return {key: value for key, value in found.items() if value is not False}


REPLIES = {
    "text": Reply(text="**Hi** & <you>, see [shop](https://shop.example/?a=1&b=2)"),
    "image": Reply(image="https://shop.example/i.png"),
    "buttons": Reply(text="Pick", buttons=(Button("A", "/a"), Button("B", '/b{"x":1}'))),
    "long payload": Reply(text="Pick", buttons=(Button("A", "/a" + "x" * 100),)),
    "list": Reply(text="1. one\n2. two\n\n- a\n- b"),
    "card": Reply(cards=(Card("Tent", "green", "https://s.example/t.png", price="€ 249"),)),
    "carousel": Reply(
        text="Three tents",
        cards=tuple(Card(f"Tent {n}", buttons=(Button("Buy", f"/b{n}"),)) for n in range(3)),
    ),
}


@pytest.mark.parametrize("kind", sorted(REPLIES))
async def test_our_bytes_are_the_vendors(
    platform: TelegramPlatform, api: TelegramApi, vendor: Bot, kind: str
) -> None:
    outbound = TelegramOutbound(api, FakePayloads())
    other = telegram.Bot(platform.token, base_url=f"{platform.base_url}/bot")
    async with other:
        for part in outbound.parts(REPLIES[kind]):
            assert isinstance(await outbound.send("7", part, "k"), Sent)
            method, ours = platform.calls[-1]
            for client in (
                send_with_aiogram(vendor, method, ours),
                send_with_ptb(other, method, ours),
            ):
                await client
                assert platform.calls[-1][0].lower() == method.lower()
                assert fields(platform.calls[-1][1]) == fields(ours)


async def send_with_aiogram(bot: Bot, method: str, ours: dict[str, Any]) -> None:
    markup = ours.get("reply_markup")
    keyboard = InlineKeyboardMarkup.model_validate(markup) if markup else None
    if method == "sendMessage":
        await bot.send_message(
            ours["chat_id"],
            ours["text"],
            parse_mode=ours["parse_mode"],
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=keyboard,
        )
    else:
        await bot.send_photo(
            ours["chat_id"],
            ours["photo"],
            caption=ours.get("caption"),
            parse_mode=ours.get("parse_mode"),
            reply_markup=keyboard,
        )


async def send_with_ptb(bot: telegram.Bot, method: str, ours: dict[str, Any]) -> None:
    markup = ours.get("reply_markup")
    keyboard = telegram.InlineKeyboardMarkup.de_json(markup, bot) if markup else None
    if method == "sendMessage":
        await bot.send_message(
            ours["chat_id"],
            ours["text"],
            parse_mode=ours["parse_mode"],
            link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
            reply_markup=keyboard,
        )
    else:
        await bot.send_photo(
            ours["chat_id"],
            ours["photo"],
            caption=ours.get("caption"),
            parse_mode=ours.get("parse_mode"),
            reply_markup=keyboard,
        )


async def test_the_webhook_is_registered_as_the_vendor_does(
    platform: TelegramPlatform, api: TelegramApi, vendor: Bot, settings: TelegramSettings
) -> None:
    assert await api.register_webhook()
    ours = platform.webhook
    await vendor.set_webhook(
        settings.webhook_url,
        secret_token=settings.webhook_secret,
        allowed_updates=list(ALLOWED_UPDATES),
        max_connections=40,
        drop_pending_updates=False,
    )
    assert fields(platform.webhook) == fields(ours)


async def test_a_pressed_button_is_answered_as_the_vendor_does(
    platform: TelegramPlatform, api: TelegramApi, vendor: Bot
) -> None:
    await api.answer_callback("77")
    await vendor.answer_callback_query("77")
    (our_method, ours), (their_method, theirs) = platform.calls
    assert (our_method, fields(ours)) == (their_method, fields(theirs))


def test_updates_are_read_as_the_vendor_reads_them(platform: TelegramPlatform) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Track", "callback_data": "/track"}]]}
    updates = [
        platform.update(text="Grüße 😀"),
        platform.update(text=None, caption="look"),
        platform.press("/track", keyboard),
    ]
    for update in updates:
        model = Update.model_validate(update)
        ours = read_update(json.dumps(update).encode())
        assert ours is not None
        assert ours.update_id == model.update_id
        if model.callback_query is not None:
            assert (ours.text, ours.callback_id) == (
                model.callback_query.data,
                model.callback_query.id,
            )
            assert ours.title == "Track"
        else:
            assert model.message is not None
            assert ours.text == (model.message.text or model.message.caption)
            assert ours.chat_id == model.message.chat.id


@web.middleware
async def statuses(request: web.Request, handler: Any) -> web.StreamResponse:
    try:
        return await handler(request)
    except FrontdeskError as error:
        return web.Response(status=error.status)


async def test_vendor_and_channel_judge_secrets_alike(
    platform: TelegramPlatform, api: TelegramApi, vendor: Bot, settings: TelegramSettings
) -> None:
    gateway = FakeGateway()
    channel = TelegramChannel(settings, gateway, api, FakePayloads(), clock=lambda: 0.0)
    app = web.Application(middlewares=[statuses])
    app.add_routes(channel.routes())
    good = settings.webhook_secret
    handler = SimpleRequestHandler(Dispatcher(), vendor, secret_token=good)
    flips = [
        good[:n] + chr(ord(good[n]) ^ (1 << bit)) + good[n + 1 :]
        for n in range(0, len(good), 5)
        for bit in range(5)
    ]
    async with TestClient(TestServer(app)) as client:
        for secret in [good, "", "x", good[1:], good + "a", *flips]:
            if not secret.isprintable():
                continue
            headers = {SECRET_HEADER: secret}
            answer = await client.post(HOOK, json=platform.update(), headers=headers)
            expected = 200 if handler.verify_secret(secret, vendor) else 403
            assert answer.status == expected, secret
    assert len(gateway.inbound) == 1
    await channel.close()


async def test_the_fake_answers_as_the_vendor_expects(
    platform: TelegramPlatform, api: TelegramApi, vendor: Bot
) -> None:
    outbound = TelegramOutbound(api, FakePayloads())
    [part] = outbound.parts(Reply(text="x"))
    platform.faults.extend([too_many(9), too_many(9)])
    with pytest.raises(aiogram.exceptions.TelegramRetryAfter) as limited:
        await vendor.send_message(7, "x")
    assert limited.value.retry_after == 9
    assert await outbound.send("7", part, "k") == Retry(9, "HTTP 429")
    with pytest.raises(aiogram.exceptions.TelegramBadRequest, match="chat not found"):
        await vendor.send_message(404, "x")
    assert await outbound.send("404", part, "k") == Dead("Bad Request: chat not found")
    message = await vendor.send_message(7, "x")
    assert message.message_id == len(platform.sent)
    me = await vendor.get_me()
    assert me.username == platform.username


async def test_shuffled_and_repeated_updates_are_one_turn_each(
    platform: TelegramPlatform, api: TelegramApi, settings: TelegramSettings
) -> None:
    gateway = FakeGateway()
    channel = TelegramChannel(settings, gateway, api, FakePayloads(), clock=lambda: 0.0)
    app = web.Application(middlewares=[statuses])
    app.add_routes(channel.routes())
    updates = [platform.update(text=f"m{n}") for n in range(20)]
    async with TestClient(TestServer(app)) as client:
        answers = await asyncio.gather(
            *(
                platform.push(
                    client.session, client.make_url(HOOK), update, settings.webhook_secret
                )
                for update in [*updates[::-1], *updates, *updates[5:]]
            )
        )
    assert {status for status, _ in answers} == {200}
    assert sorted(m.text for m in gateway.inbound) == sorted(f"m{n}" for n in range(20))
    await channel.close()
