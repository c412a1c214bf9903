from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.channels import platform_call
from bot.channels.outbound import Dead, Outcome, Retry, Sent, Unknown
from bot.channels.slack_outbound import SlackOutbound
from bot.channels.slack_settings import SlackSettings
from bot.domain.message import Button, Card, Reply
from tests.fakes.slack_platform import SlackPlatform


@pytest.fixture
async def slack() -> AsyncIterator[SlackPlatform]:
    platform = SlackPlatform()
    await platform.start()
    yield platform
    await platform.close()


@pytest.fixture
async def outbound(slack: SlackPlatform) -> AsyncIterator[SlackOutbound]:
    settings = SlackSettings(slack.token, slack.secret, base_url=slack.base_url)
    async with aiohttp.ClientSession() as session:
        yield SlackOutbound(settings, session)


async def send(outbound: SlackOutbound, reply: Reply, to: str = "D1") -> list[Outcome]:
    return [await outbound.send(to, part, "k") for part in outbound.parts(reply)]


FULL = Reply(
    text="**Hello** & <!channel> [shop](https://shop.example)",
    buttons=(Button("Track", "/track"), Button("Stop", "/stop")),
    quick_replies=(Button("More", "/more"),),
    cards=(
        Card(
            "Tent <3",
            "green",
            "https://shop.example/t.png",
            "https://shop.example/p/1",
            "€ 249",
            "TNT-101",
            (Button("Buy", "/buy"),),
        ),
        Card("Local picture", image="/catalog/i.svg", url="/p/2"),
    ),
    image="https://shop.example/i.png",
)


async def test_one_reply_is_one_message_with_everything_in_it(
    slack: SlackPlatform, outbound: SlackOutbound
) -> None:
    assert await send(outbound, FULL, "C1|12.5") == [Sent("1700000000.000001")]
    body = slack.posted[0]
    assert (body["channel"], body["thread_ts"]) == ("C1", "12.5")
    assert body["text"] == "*Hello* &amp; &lt;!channel&gt; <https://shop.example|shop>"
    assert [block["type"] for block in body["blocks"]] == [
        "section",
        "image",
        "section",
        "actions",
        "section",
        "actions",
    ]
    text, _, card, card_actions, local, actions = body["blocks"]
    assert text["text"] == {"type": "mrkdwn", "text": body["text"], "verbatim": True}
    assert card["text"]["text"] == ("*<https://shop.example/p/1|Tent &lt;3>*\n€ 249 · green")
    assert card["accessory"]["image_url"] == "https://shop.example/t.png"
    assert card_actions["elements"][0]["value"] == "/buy"
    assert local["text"]["text"] == "*Local picture*"
    assert "accessory" not in local
    assert [e["value"] for e in actions["elements"]] == ["/track", "/stop", "/more"]
    words = [block["text"]["text"] for block in body["blocks"] if "text" in block]
    assert not any(re.search(r"<[!@#]", text) for text in words)


async def test_long_texts_and_many_cards_keep_to_slacks_limits(
    slack: SlackPlatform, outbound: SlackOutbound
) -> None:
    words = " ".join(f"word{n}&" for n in range(4000))
    cards = tuple(Card(f"Card {n}", buttons=(Button("B" * 200, "/b"),)) for n in range(40))
    outcomes = await send(outbound, Reply(text=words, cards=cards))
    assert len(outcomes) > 1
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    said = "".join(
        block["text"]["text"]
        for body in slack.posted
        for block in body["blocks"]
        if block["type"] == "section"
    )
    assert said.count("&amp;") == 4000
    assert said.count("*Card") == 40


async def test_a_custom_reply_is_a_body_but_goes_where_the_conversation_is(
    slack: SlackPlatform, outbound: SlackOutbound
) -> None:
    custom = {"text": "x", "channel": "C-elsewhere", "attachments": [{"text": "y"}]}
    await send(outbound, Reply(custom=custom))
    assert (slack.posted[0]["channel"], slack.posted[0]["text"]) == ("D1", "x")
    assert outbound.parts(Reply(custom={"data": 1})) == ()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (
            (429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"}, False),
            Retry(30, ""),
        ),
        ((429, {}, None, False), Retry(1, "")),
        ((429, {"Retry-After": "soon"}, None, False), Retry(1, "")),
        ((429, {"Retry-After": "99999999"}, None, False), Retry(3600, "")),
        ((200, {"Retry-After": "7"}, {"ok": False, "error": "ratelimited"}, False), Retry(7, "")),
        ((500, {}, None, True), Unknown("HTTP 500")),
        ((503, {}, {"ok": False}, True), Unknown("HTTP 503")),
        ((200, {}, {"ok": False, "error": "fatal_error"}, True), Unknown("fatal_error")),
        ((200, {}, ["no object"], True), Unknown("the answer is not JSON")),
        ((200, {}, {"ok": False, "error": "channel_not_found"}, False), Dead("channel_not_found")),
        ((302, {"Location": "http://evil.example"}, None, False), Dead("HTTP 302")),
        ((200, {}, {"ok": False, "error": "token_revoked"}, False), Retry(60, "", True)),
        ((401, {}, None, False), Retry(60, "", True)),
    ],
)
async def test_every_answer_has_its_meaning(
    slack: SlackPlatform, outbound: SlackOutbound, fault: Any, expected: Outcome
) -> None:
    slack.faults.append(fault)
    [outcome] = await send(outbound, Reply(text="hi"))
    if isinstance(expected, Retry):
        assert isinstance(outcome, Retry)
        assert (outcome.after_s, outcome.account_wide) == (
            expected.after_s,
            expected.account_wide,
        )
    else:
        assert outcome == expected
    assert len(slack.requests) == 1


async def test_a_picture_that_slack_cannot_load_does_not_take_the_words_along(
    slack: SlackPlatform, outbound: SlackOutbound
) -> None:
    slack.faults.append((200, {}, {"ok": False, "error": "invalid_blocks"}, False))
    assert await send(outbound, FULL) == [Sent("1700000000.000001")]
    kinds = [block["type"] for block in slack.posted[0]["blocks"]]
    assert kinds == ["section", "section", "actions", "section", "actions"]
    # without pictures there is nothing to leave out
    slack.faults.append((200, {}, {"ok": False, "error": "invalid_blocks"}, False))
    assert await send(outbound, Reply(text="x")) == [Dead("invalid_blocks")]


async def test_a_wrong_token_stops_the_account(slack: SlackPlatform) -> None:
    settings = SlackSettings("xoxb-wrong", slack.secret, base_url=slack.base_url)
    async with aiohttp.ClientSession() as session:
        [outcome] = await send(SlackOutbound(settings, session), Reply(text="hi"))
    assert isinstance(outcome, Retry)
    assert outcome.account_wide


async def test_no_connection_is_surely_not_sent(slack: SlackPlatform) -> None:
    base = slack.base_url
    await slack.close()
    async with aiohttp.ClientSession() as session:
        settings = SlackSettings(slack.token, slack.secret, base_url=base)
        [outcome] = await send(SlackOutbound(settings, session), Reply(text="hi"))
    assert isinstance(outcome, Retry)
    assert not outcome.account_wide


async def test_a_platform_that_hangs_or_hangs_up_may_have_delivered(
    slack: SlackPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform_call, "TIMEOUT", aiohttp.ClientTimeout(total=0.2, connect=0.1))
    async with aiohttp.ClientSession() as session:
        settings = SlackSettings(slack.token, slack.secret, base_url=slack.base_url)
        slack.faults.append("hang")
        [outcome] = await send(SlackOutbound(settings, session), Reply(text="hi"))
        assert outcome == Unknown("no answer: TimeoutError")
        assert len(slack.posted) == 1

        async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        settings = SlackSettings("t", "s", base_url=f"http://127.0.0.1:{port}/api/")
        [outcome] = await send(SlackOutbound(settings, session), Reply(text="hi"))
        server.close()
        assert outcome == Unknown("no answer: ServerDisconnectedError")


def test_secrets_are_not_shown() -> None:
    assert "xoxb" not in repr(SlackSettings("xoxb-1", "s3cret"))
    assert "s3cret" not in repr(SlackSettings("xoxb-1", "s3cret"))
