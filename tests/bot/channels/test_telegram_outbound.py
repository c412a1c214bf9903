from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.channels import platform_call
from bot.channels.outbound import Dead, Outcome, Retry, Sent, Unknown
from bot.channels.telegram_api import TelegramApi
from bot.channels.telegram_outbound import TelegramOutbound
from bot.channels.telegram_payload import from_callback_data
from bot.channels.telegram_settings import TelegramSettings
from bot.domain.message import Button, Card, Reply
from tests.fakes.payload_store import FakePayloads
from tests.fakes.telegram_platform import TelegramPlatform, too_many


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramPlatform]:
    platform = TelegramPlatform()
    await platform.start()
    yield platform
    await platform.close()


@pytest.fixture
def payloads() -> FakePayloads:
    return FakePayloads()


@pytest.fixture
async def outbound(
    telegram: TelegramPlatform, payloads: FakePayloads
) -> AsyncIterator[TelegramOutbound]:
    settings = TelegramSettings(telegram.token, base_url=telegram.base_url)
    async with aiohttp.ClientSession() as session:
        yield TelegramOutbound(TelegramApi(settings, session), payloads)


async def send(outbound: TelegramOutbound, reply: Reply, to: str = "7") -> list[Outcome]:
    return [await outbound.send(to, part, "k") for part in outbound.parts(reply)]


async def test_a_full_reply(
    telegram: TelegramPlatform, outbound: TelegramOutbound, payloads: FakePayloads
) -> None:
    long = "/product_details" + "x" * 100
    reply = Reply(
        text="**Hello** & <b>you</b>",
        buttons=(Button("Track", "/track"), Button("Long", long)),
        cards=(
            Card("Tent <3", "green", "https://s.example/t.png", "https://s.example/p", "€ 9"),
            Card("Local", image="/i.svg", url="/p", buttons=(Button("Buy", "/buy"),)),
        ),
        image="https://s.example/i.png",
    )
    assert await send(outbound, reply) == [Sent("1"), Sent("2"), Sent("3"), Sent("4")]
    text, image, card, local = telegram.sent
    assert text["chat_id"] == 7
    assert text["parse_mode"] == "HTML"
    assert text["text"] == "<b>Hello</b> &amp; &lt;b&gt;you&lt;/b&gt;"
    assert text["link_preview_options"] == {"is_disabled": True}
    [[track], [more]] = text["reply_markup"]["inline_keyboard"]
    assert track == {"text": "Track", "callback_data": "/track"}
    assert await from_callback_data(more["callback_data"], payloads) == long
    assert (image["method"], image["photo"]) == ("sendPhoto", "https://s.example/i.png")
    assert card["caption"] == ('<a href="https://s.example/p"><b>Tent &lt;3</b></a>\n€ 9 · green')
    assert (local["method"], local["text"]) == ("sendMessage", "<b>Local</b>")
    assert local["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "/buy"


async def test_long_texts_are_cut_and_the_last_part_has_the_buttons(
    telegram: TelegramPlatform, outbound: TelegramOutbound
) -> None:
    text = " ".join(f"😀word{n}" for n in range(1500))
    outcomes = await send(outbound, Reply(text=text, buttons=(Button("A", "/a"),)))
    assert len(outcomes) > 1
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert " ".join(m["text"] for m in telegram.sent) == text
    assert [("reply_markup" in m) for m in telegram.sent] == [False] * (len(outcomes) - 1) + [True]


async def test_buttons_alone_hang_on_something(
    telegram: TelegramPlatform, outbound: TelegramOutbound
) -> None:
    assert await send(outbound, Reply(quick_replies=(Button("A", "/a"),))) == [Sent("1")]


async def test_huge_cards_keep_to_the_caption_limit(
    telegram: TelegramPlatform, outbound: TelegramOutbound
) -> None:
    card = Card("&" * 500, "<" * 900, "https://s.example/t.png", price="&" * 300)
    assert await send(outbound, Reply(cards=(card,))) == [Sent("1")]


async def test_a_picture_telegram_cannot_load_does_not_take_the_words_along(
    telegram: TelegramPlatform, outbound: TelegramOutbound
) -> None:
    card = Card("Tent", image="https://unreachable.example/t.png", buttons=(Button("B", "/b"),))
    assert await send(outbound, Reply(cards=(card,))) == [Sent("1")]
    assert telegram.sent[0]["method"] == "sendMessage"
    assert telegram.sent[0]["text"] == "<b>Tent</b>"
    assert "reply_markup" in telegram.sent[0]


@pytest.mark.parametrize(
    ("custom", "method"),
    [
        ({"photo": "https://x/p.png", "caption": "c"}, "sendPhoto"),
        ({"sticker": "id"}, "sendSticker"),
        ({"latitude": 1.0, "longitude": 2.0}, "sendLocation"),
        ({"text": "x", "parse_mode": "MarkdownV2", "chat_id": 99}, "sendMessage"),
    ],
)
async def test_custom_replies_as_in_rasa(
    telegram: TelegramPlatform, outbound: TelegramOutbound, custom: Any, method: str
) -> None:
    assert await send(outbound, Reply(custom=custom)) == [Sent("1")]
    assert (telegram.sent[0]["method"], telegram.sent[0]["chat_id"]) == (method, 7)
    assert outbound.parts(Reply(custom={"data": 1})) == ()


def refusal(code: int, description: str) -> tuple[int, Any, bool]:
    return code, {"ok": False, "error_code": code, "description": description}, False


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (too_many(17), Retry(17, "")),
        ((429, None, False), Retry(1, "")),
        ((500, {"ok": False, "error_code": 500}, True), Unknown("HTTP 500")),
        ((502, None, True), Unknown("HTTP 502")),
        ((200, ["no object"], True), Unknown("the answer is not one of Telegram's")),
        (refusal(403, "bot was blocked by the user"), Dead("bot was blocked by the user")),
        (refusal(400, "chat not found"), Dead("chat not found")),
        (refusal(401, "Unauthorized"), Retry(60, "", True)),
        (refusal(404, "Not Found"), Retry(60, "", True)),
    ],
)
async def test_every_answer_has_its_meaning(
    telegram: TelegramPlatform, outbound: TelegramOutbound, fault: Any, expected: Outcome
) -> None:
    telegram.faults.append(fault)
    [outcome] = await send(outbound, Reply(text="hi"))
    if isinstance(expected, Retry):
        assert isinstance(outcome, Retry)
        assert (outcome.after_s, outcome.account_wide) == (
            expected.after_s,
            expected.account_wide,
        )
    else:
        assert outcome == expected
    assert len(telegram.calls) == 1


async def test_a_platform_that_hangs_may_have_delivered(
    telegram: TelegramPlatform, outbound: TelegramOutbound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform_call, "TIMEOUT", aiohttp.ClientTimeout(total=0.2))
    telegram.faults.append("hang")
    assert await send(outbound, Reply(text="hi")) == [Unknown("no answer: TimeoutError")]
    assert len(telegram.sent) == 1
