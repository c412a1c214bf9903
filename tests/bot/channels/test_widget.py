from __future__ import annotations

import asyncio
import json
import random
from typing import Any

import pytest
from aiohttp import WSServerHandshakeError
from aiohttp.test_utils import TestClient

from bot.channels.widget import WidgetChannel
from bot.domain.message import Button, Card, Evidence, Reply
from tests.bot.channels.conftest import Serve
from tests.fakes.gateway import FakeGateway
from tests.fakes.widget_channel import channel_of
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


async def test_a_question_is_acknowledged_shown_and_answered(
    page: WidgetPage, gateway: FakeGateway
) -> None:
    welcome = await page.connect()
    assert welcome["position"] == welcome["since"] == 0
    assert welcome["verified"] is False
    assert welcome["texts"] == {"title": "Ask us"}
    assert welcome["limits"] == {"message_chars": 100}
    await page.say("m-1", " where is my **order**? ", page="https://shop.example/a")
    await page.until("typing", on=True)
    answer = await page.until("message", author="bot")
    await page.until("typing", on=False)
    assert page.acked == {"m-1": 1}
    own = page.transcript[1]
    assert (own["author"], own["client_id"], own["html"]) == ("customer", "m-1", "")
    assert answer["html"] == "<p>You said: where is my <strong>order</strong>?</p>"
    assert answer["at"] == gateway.now
    message = gateway.inbound[0]
    assert message.channel == "widget"
    assert message.account == "shop"
    assert message.conversation_id == welcome["conversation"]
    assert message.conversation_id == f"widget:shop:{message.sender}"
    assert message.metadata == {"page": "https://shop.example/a"}
    assert message.identity is None


async def test_everything_a_reply_can_carry(page: WidgetPage, gateway: FakeGateway) -> None:
    gateway.answer = lambda _: (
        Reply(
            text="Look",
            buttons=(Button("A", "/a"),),
            quick_replies=tuple(Button(str(n), f"/{n}") for n in range(20)),
            cards=(
                Card("Tent", "green", "/i/t.svg", "/p/1", "€ 9", "TNT-1", (Button("B", "/b"),)),
                Card("Evil", image="//evil/x.png", url="javascript:alert(1)"),
            ),
            image="http://plain.example/x.png",
            evidence=(Evidence("faq", "ship", "Shipping"),),
        ),
    )
    await page.connect()
    await page.say("m", "hi")
    frame = await page.until("message", author="bot")
    assert frame["buttons"][:2] == [
        {"title": "A", "payload": "/a"},
        {"title": "0", "payload": "/0"},
    ]
    assert len(frame["buttons"]) == 10
    assert frame["cards"][0] == {
        "title": "Tent",
        "subtitle": "green",
        "image": "/i/t.svg",
        "url": "/p/1",
        "price": "€ 9",
        "product_id": "TNT-1",
        "buttons": [{"title": "B", "payload": "/b"}],
    }
    assert (frame["cards"][1]["image"], frame["cards"][1]["url"]) == ("", "")
    assert frame["image"] is None
    assert frame["evidence"] == [{"kind": "faq", "id": "ship", "title": "Shipping"}]


async def test_a_pressed_button_shows_its_title(page: WidgetPage, gateway: FakeGateway) -> None:
    await page.connect()
    await page.say("m", "/order_status", title="Where is my order?")
    own = await page.until("message", author="customer")
    assert own["text"] == "Where is my order?"
    assert gateway.inbound[0].text == "/order_status"
    other = WidgetPage(page.client)
    other.token = page.token
    await other.connect()
    assert (await other.until("message", author="customer"))["text"] == "Where is my order?"


async def test_resending_after_a_cut_is_one_message(
    page: WidgetPage, gateway: FakeGateway
) -> None:
    await page.connect()
    await page.say("m-1", "hi")
    await page.until("ack")
    await page.cut()
    await page.connect()
    await page.say("m-1", "hi")
    assert await page.until("ack") == {
        "type": "ack",
        "client_id": "m-1",
        "position": 1,
        "duplicate": True,
    }
    assert len(gateway.inbound) == 1


async def test_equal_client_ids_of_two_visitors_are_two_messages(
    client: TestClient[Any, Any], gateway: FakeGateway
) -> None:
    for text in ("one", "two"):
        page = WidgetPage(client)
        await page.connect()
        await page.say("m-1", text)
        await page.until("message", author="bot")
    assert [message.text for message in gateway.inbound] == ["one", "two"]


async def test_any_number_of_cuts_leaves_nothing_missing_or_doubled(
    page: WidgetPage, gateway: FakeGateway
) -> None:
    chance = random.Random(7)  # noqa: S311 - a schedule, not a secret
    await page.connect()
    waiting = {f"m-{number}": f"text {number}" for number in range(40)}
    while waiting:
        client_id, text = next(iter(waiting.items()))
        await page.say(client_id, text)
        if chance.random() < 0.5:
            for _ in range(chance.randrange(4)):
                await page.next()
            await page.cut()
            await page.connect()
        else:
            await page.until("ack", client_id=client_id)
        for acked in page.acked:
            waiting.pop(acked, None)
    conversation = gateway.stored[page.conversation or ""]
    while page.since < len(conversation):
        await page.next()
    expected = [message.body["text"] for message in conversation]
    assert page.texts() == expected
    assert [m.text for m in gateway.inbound] == [f"text {number}" for number in range(40)]


async def test_two_pages_of_a_visitor_show_the_same(
    page: WidgetPage, client: TestClient[Any, Any], gateway: FakeGateway
) -> None:
    await page.connect()
    other = WidgetPage(client)
    other.token = page.token
    assert (await other.connect())["conversation"] == page.conversation
    await page.say("m", "hi")
    await page.until("message", author="bot")
    await other.until("message", author="bot")
    gateway.add(page.conversation or "", "agent", {"text": "I am Ann", "agent": "ann"})
    await page.until("message", author="agent")
    await other.until("message", author="agent")
    assert page.texts() == other.texts()
    assert len(page.texts()) == 3


async def test_a_lost_notice_is_not_a_lost_message(page: WidgetPage, gateway: FakeGateway) -> None:
    await page.connect()
    await page.say("m", "hi")
    await page.until("message", author="bot")
    conversation = page.conversation or ""
    listeners = gateway.subscriptions.pop(conversation)
    gateway.add(conversation, "agent", {"text": "unheard"})
    gateway.subscriptions[conversation] = listeners
    gateway.add(conversation, "agent", {"text": "heard"})
    await page.until("message", text="heard")
    assert page.texts()[-2:] == ["unheard", "heard"]


async def test_a_long_absence_is_a_gap_that_history_fills(
    page: WidgetPage, gateway: FakeGateway
) -> None:
    await page.connect()
    conversation = page.conversation or ""
    await page.cut()
    for number in range(1, 251):
        gateway.add(conversation, "bot", {"text": str(number)})
    welcome = await page.connect()
    assert welcome["position"] == 250
    assert await page.until("gap") == {"type": "gap", "after": 0, "before": 51}
    await page.until("message", text="250")
    assert page.texts() == [str(number) for number in range(51, 251)]
    await page.send({"type": "history", "before": 51, "limit": 30})
    history = await page.until("history")
    assert [m["text"] for m in history["messages"]] == [str(n) for n in range(21, 51)]
    assert (history["before"], history["more"]) == (51, True)
    await page.send({"type": "history", "before": 21, "limit": 30})
    history = await page.until("history")
    assert [m["text"] for m in history["messages"]] == [str(n) for n in range(1, 21)]
    assert history["more"] is False


async def test_a_position_from_elsewhere_starts_anew(
    page: WidgetPage, gateway: FakeGateway
) -> None:
    await page.connect()
    await page.say("m", "hi")
    await page.until("message", author="bot")
    for conversation, since in ((page.conversation, 99), ("widget:shop:v-other", 1)):
        other = WidgetPage(page.client)
        other.token, other.conversation, other.since = page.token, conversation, since
        assert (await other.connect())["since"] == 0
        await other.until("message", author="bot")


async def test_feedback_reaches_the_conversation_of_this_visitor(
    page: WidgetPage, gateway: FakeGateway
) -> None:
    await page.connect()
    await page.say("m", "hi")
    await page.until("message", author="bot")
    await page.send({"type": "feedback", "position": 2, "value": -1, "comment": "no\0pe"})
    assert await page.until("feedback") == {"type": "feedback", "position": 2, "value": -1}
    assert gateway.judged == [(page.conversation, 2, -1, "nope")]
    await page.send({"type": "feedback", "position": 77, "value": 1})
    assert (await page.until("error"))["code"] == "not_found"


async def test_ping(page: WidgetPage) -> None:
    await page.connect()
    await page.send({"type": "ping"})
    await page.until("pong")


HOSTILE = [
    "",
    "x",
    "[]",
    "null",
    "5",
    "{}",
    '{"type":"nope"}',
    '{"type":["hello"]}',
    '{"type":"message"}',
    '{"type":"message","client_id":"","text":"x"}',
    '{"type":"message","client_id":"a b","text":"x"}',
    '{"type":"message","client_id":"a","text":5}',
    '{"type":"message","client_id":"a","text":"\\ud800"}',
    '{"type":"message","client_id":"a","text":"x","title":[]}',
    '{"type":"feedback","position":"1","value":1}',
    '{"type":"feedback","position":1,"value":2}',
    '{"type":"feedback","position":-1,"value":1}',
    '{"type":"feedback","position":' + "9" * 400 + ',"value":1}',
    '{"type":"history","before":1,"limit":1000}',
    '{"type":"history","before":1.5}',
    "[" * 16_000,
    '{"a":' * 3000,
]


@pytest.mark.parametrize("frame", HOSTILE)
async def test_frames_that_are_none_are_answered_and_then_the_line_ends(
    page: WidgetPage, gateway: FakeGateway, frame: str
) -> None:
    await page.connect()
    assert page.socket is not None
    for _ in range(3):
        await page.socket.send_str(frame)
        assert (await page.until("error"))["code"] == "bad_frame"
    assert await page.closed() == 1008
    assert gateway.inbound == []


@pytest.mark.parametrize("frame", ['{"type":"ping"}', '{"type":"hello","since":-1}', "x"])
async def test_hello_comes_first(client: TestClient[Any, Any], frame: str) -> None:
    page = WidgetPage(client)
    page.socket = await client.ws_connect("/widget/socket", headers={"Origin": ORIGIN})
    for _ in range(3):
        await page.socket.send_str(frame)
        assert (await page.until("error"))["code"] == "bad_frame"
    assert await page.closed() == 1008


async def test_binary_frames_and_frames_that_are_too_big_end_the_line(
    page: WidgetPage, channel: WidgetChannel
) -> None:
    await page.connect()
    assert page.socket is not None
    await page.socket.send_bytes(b"x")
    assert (await page.until("error"))["code"] == "bad_frame"
    await page.socket.send_str(json.dumps({"type": "ping", "x": "x" * 20_000}))
    assert await page.closed() == 1009
    await asyncio.sleep(0.05)
    assert channel.open_pages == 0


async def test_a_reader_that_falls_behind_is_dropped_and_resumes(
    page: WidgetPage, gateway: FakeGateway
) -> None:
    await page.connect()
    conversation = page.conversation or ""
    # more at once than one page may have waiting
    for number in range(300):
        gateway.add(conversation, "bot", {"text": str(number)})
    assert await page.closed() == 1013
    await page.connect()
    while page.since < 300:
        await page.next()
    assert page.texts() == [str(number) for number in range(300)]


async def test_too_many_pages_of_one_visitor(page: WidgetPage) -> None:
    await page.connect()
    for _ in range(9):
        other = WidgetPage(page.client)
        other.token = page.token
        await other.connect()
    last = WidgetPage(page.client)
    last.socket = await page.client.ws_connect("/widget/socket", headers={"Origin": ORIGIN})
    await last.send({"type": "hello", "widget": "shop", "visitor_token": page.token})
    assert await last.closed() == 1013


async def test_stopping_closes_pages_with_1001_and_lets_nobody_in(
    page: WidgetPage, channel: WidgetChannel, gateway: FakeGateway
) -> None:
    await page.connect()
    closing = asyncio.create_task(channel.close())
    assert await page.closed() == 1001
    await closing
    with pytest.raises(WSServerHandshakeError) as refused:
        await page.connect()
    assert refused.value.status == 503
    assert all(s.closed for s in gateway.subscriptions[page.conversation or ""])


async def test_a_page_that_is_gone_leaves_nothing_behind(
    page: WidgetPage, channel: WidgetChannel, gateway: FakeGateway
) -> None:
    await page.connect()
    await page.cut()
    await asyncio.sleep(0.05)
    assert channel.open_pages == 0
    assert all(s.closed for s in gateway.subscriptions[page.conversation or ""])
