from __future__ import annotations

import asyncio
import gzip
import json
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram import SECRET_HEADER, TelegramChannel
from bot.channels.telegram_api import TelegramApi
from bot.channels.telegram_payload import from_callback_data, to_callback_data
from bot.channels.telegram_settings import TelegramSettings
from bot.errors import Busy, Invalid
from bot.storage.store import Store
from tests.bot.channels.conftest import Client, Serve
from tests.fakes.gateway import FakeGateway
from tests.fakes.payload_store import FakePayloads
from tests.fakes.telegram_platform import TelegramPlatform, too_many

HOOK = "/webhooks/telegram/webhook"


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramPlatform]:
    platform = TelegramPlatform()
    await platform.start()
    yield platform
    await platform.close()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def settings(telegram: TelegramPlatform) -> TelegramSettings:
    return TelegramSettings(
        telegram.token,
        verify="shop_bot",
        webhook_url=f"https://bot.example{HOOK}",
        base_url=telegram.base_url,
    )


@pytest.fixture
def payloads() -> FakePayloads:
    return FakePayloads()


@pytest.fixture
async def channel(
    gateway: FakeGateway,
    settings: TelegramSettings,
    session: aiohttp.ClientSession,
    payloads: FakePayloads,
) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(
        settings, gateway, TelegramApi(settings, session), payloads, clock=lambda: gateway.now
    )
    yield channel
    await channel.close()


@pytest.fixture
async def client(serve: Serve, channel: TelegramChannel) -> Client:
    return await serve(channel.routes())


async def push(
    telegram: TelegramPlatform, client: Client, settings: TelegramSettings, update: Any
) -> int:
    status, body = await telegram.push(
        client.session, client.make_url(HOOK), update, settings.webhook_secret
    )
    # Telegram executes an answer that names a method
    assert status != 200 or body == b""
    return status


async def test_a_message_is_one_turn(
    client: Client, gateway: FakeGateway, telegram: TelegramPlatform, settings: TelegramSettings
) -> None:
    update = telegram.update(text="where is my order\0?")
    for _ in range(3):
        assert await push(telegram, client, settings, update) == 200
    assert len(gateway.inbound) == 1
    message = gateway.inbound[0]
    assert (message.channel, message.account, message.sender) == ("telegram", "42", "7")
    assert message.conversation_id == "telegram:42:7"
    assert message.text == "where is my order?"
    assert message.metadata == {"reply_to": "7"}


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"text": "/start"}, "/greet"),
        ({"text": "/start abc"}, "/greet"),
        ({"text": "/order_status@shop_bot now"}, "/order_status now"),
        ({"text": '/order_status{"mail":"a@b.c"}'}, '/order_status{"mail":"a@b.c"}'),
        ({"text": "/greet@0.7"}, "/greet@0.7"),
        ({"text": None, "caption": "look", "photo": []}, "look"),
        (
            {"text": None, "location": {"latitude": 47.5, "longitude": 11.25}},
            '{"lng":11.25, "lat":47.5}',
        ),
    ],
)
async def test_texts(
    client: Client,
    gateway: FakeGateway,
    telegram: TelegramPlatform,
    settings: TelegramSettings,
    message: dict[str, Any],
    text: str,
) -> None:
    assert await push(telegram, client, settings, telegram.update(**message)) == 200
    assert [m.text for m in gateway.inbound] == [text]


async def test_what_is_nothing_for_the_bot_is_acknowledged(
    client: Client, gateway: FakeGateway, telegram: TelegramPlatform, settings: TelegramSettings
) -> None:
    updates = [
        telegram.update(text=None, sticker={}),
        telegram.update(**{"from": {"id": 9, "is_bot": True, "first_name": "B"}}),
        {"update_id": 900, "edited_message": telegram.update()["message"]},
        {"update_id": 901, "my_chat_member": {}},
    ]
    for update in updates:
        assert await push(telegram, client, settings, update) == 200
    assert gateway.inbound == []


async def test_a_pressed_button_is_its_payload_and_its_clock_stops(
    client: Client,
    gateway: FakeGateway,
    telegram: TelegramPlatform,
    settings: TelegramSettings,
    payloads: FakePayloads,
) -> None:
    long = "/product_details" + json.dumps({"product": "x" * 80})
    data = await to_callback_data(long, payloads)
    keyboard = {
        "inline_keyboard": [
            [{"text": "Other", "callback_data": "/other"}],
            [{"text": "Details", "callback_data": data}],
        ]
    }
    assert await push(telegram, client, settings, telegram.press(data, keyboard)) == 200
    assert await push(telegram, client, settings, telegram.press("/short")) == 200
    assert await push(telegram, client, settings, telegram.press("#" + "A" * 24)) == 200
    assert [m.text for m in gateway.inbound] == [long, "/short"]
    assert gateway.inbound[0].metadata == {"reply_to": "7", "title": "Details"}
    await asyncio.sleep(0.05)
    answered = [p["callback_query_id"] for m, p in telegram.calls if m == "answerCallbackQuery"]
    assert answered == ["1", "2", "3"]


async def test_what_cannot_be_stored_is_held_back(
    client: Client, gateway: FakeGateway, telegram: TelegramPlatform, settings: TelegramSettings
) -> None:
    update = telegram.update()
    gateway.refusal = Busy("full", retry_after_s=2)
    assert await push(telegram, client, settings, update) == 503
    gateway.refusal = None
    assert await push(telegram, client, settings, update) == 200
    assert len(gateway.inbound) == 1


async def test_what_can_never_be_stored_does_not_hold_the_chat_back(
    client: Client, gateway: FakeGateway, telegram: TelegramPlatform, settings: TelegramSettings
) -> None:
    gateway.refusal = Invalid("too long")
    assert await push(telegram, client, settings, telegram.update()) == 200


async def test_thirty_updates_up_to_three_times_and_shuffled(
    client: Client, gateway: FakeGateway, telegram: TelegramPlatform, settings: TelegramSettings
) -> None:
    chance = random.Random(4)  # noqa: S311 - a schedule, not a secret
    updates = [telegram.update(text=f"m{n}") for n in range(30)]
    deliveries = [update for update in updates for _ in range(chance.randint(1, 3))]
    chance.shuffle(deliveries)
    statuses = await asyncio.gather(
        *(push(telegram, client, settings, update) for update in deliveries)
    )
    assert set(statuses) == {200}
    assert sorted(m.text for m in gateway.inbound) == sorted(f"m{n}" for n in range(30))


async def test_no_secret_but_the_right_one_is_taken(
    client: Client, gateway: FakeGateway, telegram: TelegramPlatform, settings: TelegramSettings
) -> None:
    good = settings.webhook_secret
    body = json.dumps(telegram.update())
    flipped = [
        good[:index] + chr(ord(good[index]) ^ (1 << bit)) + good[index + 1 :]
        for index in range(0, len(good), 7)
        for bit in range(7)
    ]
    wrong = ["", "x", good[:-1], good + "0", good.upper(), "ü" * 64, *flipped]
    for secret in wrong:
        if not secret.isprintable():
            continue
        answer = await client.post(HOOK, data=body, headers={SECRET_HEADER: secret})
        assert answer.status == 403, secret
    assert (await client.post(HOOK, data=body)).status == 403
    assert gateway.inbound == []


async def test_header_bytes_that_are_no_text(client: Client) -> None:
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(
        f"POST {HOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n{SECRET_HEADER}: ".encode()
        + b"\xff\xfe\x80\r\nConnection: close\r\n\r\n{}"
    )
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 403")


HOSTILE = [
    b"",
    b"nonsense",
    b"[]",
    b"null",
    b"[" * 100_000,
    b"{}",
    b'{"update_id":"1"}',
    b'{"update_id":1e400}',
    b'{"update_id":' + b"9" * 4000 + b"}",
    b'{"update_id":1,"message":[]}',
    b'{"update_id":1,"message":{"chat":{"id":"7"},"text":"x"}}',
    b'{"update_id":1,"message":{"chat":{"id":7},"text":["x"]}}',
    b'{"update_id":1,"message":{"chat":{"id":7},"text":"\\ud800"}}',
    b'{"update_id":1,"callback_query":{"id":"1","data":"x"}}',
    b'{"update_id":1,"callback_query":{"id":"1","from":{"id":7},"data":5}}',
    b"\xff\xfe",
]


@pytest.mark.parametrize("body", HOSTILE)
async def test_signed_nonsense_is_acknowledged_and_unsigned_refused(
    client: Client, gateway: FakeGateway, settings: TelegramSettings, body: bytes
) -> None:
    headers = {SECRET_HEADER: settings.webhook_secret}
    assert (await client.post(HOOK, data=body, headers=headers)).status == 200
    assert (await client.post(HOOK, data=body)).status == 403
    assert gateway.inbound == []


async def test_compressed_bodies(client: Client, settings: TelegramSettings) -> None:
    headers = {"Content-Encoding": "gzip", "Connection": "close"}
    for secret in (settings.webhook_secret, "wrong"):
        answer = await client.post(
            HOOK, data=b"not gzip", headers={**headers, SECRET_HEADER: secret}
        )
        assert answer.status == 400
    bomb = gzip.compress(b" " * 50_000_000)
    assert (await client.post(HOOK, data=bomb, headers=headers)).status == 413


async def test_mutated_updates_never_fail(
    client: Client, gateway: FakeGateway, telegram: TelegramPlatform, settings: TelegramSettings
) -> None:
    chance = random.Random(9)  # noqa: S311 - a schedule, not a secret
    values: list[Any] = [None, 5, -1, 2**80, "", "x" * 9000, [], {}, [[]], True, 1e300, "ü"]

    def mutate(node: Any) -> Any:
        if isinstance(node, dict) and node:
            key = chance.choice(list(node))
            if chance.random() < 0.6:
                return {**node, key: mutate(node[key])}
            return {**node, key: chance.choice(values)}
        return chance.choice(values)

    for _ in range(300):
        source = chance.choice([telegram.update(), telegram.press("/x")])
        assert await push(telegram, client, settings, mutate(mutate(source))) == 200
    for message in gateway.inbound:
        assert message.conversation_id.startswith("telegram:42:")
        assert len(message.text) <= 8000


async def test_the_webhook_is_registered_at_start(
    channel: TelegramChannel, telegram: TelegramPlatform, settings: TelegramSettings
) -> None:
    telegram.faults.append(too_many(1))
    await channel.start()
    async with asyncio.timeout(5):
        while not telegram.webhook:  # noqa: ASYNC110 - the fake raises no events
            await asyncio.sleep(0.02)
    assert telegram.webhook == {
        "url": f"https://bot.example{HOOK}",
        "secret_token": settings.webhook_secret,
        "allowed_updates": ["message", "callback_query"],
        "max_connections": 40,
        "drop_pending_updates": False,
    }
    assert [method for method, _ in telegram.calls][:2] == ["setWebhook", "setWebhook"]


async def test_a_wrong_token_is_said_once(
    telegram: TelegramPlatform, session: aiohttp.ClientSession
) -> None:
    wrong = TelegramSettings("42:wrong", webhook_url="https://x", base_url=telegram.base_url)
    assert await TelegramApi(wrong, session).register_webhook() is True
    assert telegram.webhook == {}


def test_the_derived_secret_is_stable_and_not_the_token() -> None:
    settings = TelegramSettings("42:abc")
    assert settings.webhook_secret == TelegramSettings("42:abc").webhook_secret
    assert settings.webhook_secret != TelegramSettings("42:abd").webhook_secret
    assert "abc" not in settings.webhook_secret
    assert "abc" not in repr(settings)
    assert TelegramSettings("42:abc", secret_token="own").webhook_secret == "own"


async def test_long_payloads_survive_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/f.sqlite"
    long = "/intent" + "ü" * 60
    store = await Store.open(url)
    data = await to_callback_data(long, store)
    marked = await to_callback_data("#1", store)
    assert await to_callback_data(long, store) == data
    assert await from_callback_data("/short", store) == "/short"
    await store.close()
    assert len(data.encode()) <= 64
    store = await Store.open(url)
    assert await from_callback_data(data, store) == long
    assert await from_callback_data(marked, store) == "#1"
    for unknown in ("#", "#../../etc/passwd", "#" + "A" * 24):
        assert await from_callback_data(unknown, store) is None
    await store.close()
