"""The channels over the real store, hub, workers and service; only the bot's mind is a fake."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.gateway import Notice
from bot.channels.outbox import OutboxSender
from bot.channels.rest import RestChannel
from bot.channels.slack import SlackChannel
from bot.channels.slack_outbound import SlackOutbound
from bot.channels.slack_settings import SlackSettings
from bot.channels.widget import WidgetChannel
from bot.channels.widget_settings import WidgetSettings
from bot.domain.message import Button, Reply
from bot.domain.reply_json import reply_to_json
from bot.hub import Hub
from bot.metrics import Metrics
from bot.rate import RateLimit
from bot.service import Service
from bot.storage.records import OutboxEntry, PendingMessage, TurnCommit
from bot.storage.store import Store
from bot.workers import Workers
from tests.bot.channels.conftest import Client, Serve
from tests.fakes.slack_platform import SlackPlatform
from tests.fakes.widget_page import ORIGIN, WidgetPage


@dataclass
class Shop:
    """Everything behind the channels, with a bot that repeats what it hears."""

    store: Store
    hub: Hub
    service: Service
    outbound: SlackOutbound
    sender: OutboxSender

    async def answer(self, pending: PendingMessage) -> None:
        message = pending.message
        reply = Reply(text=f"You said: {message.text}", buttons=(Button("More", "/more"),))
        entries = tuple(
            OutboxEntry("slack", message.account, message.metadata["reply_to"], part)
            for part in (self.outbound.parts(reply) if message.channel == "slack" else ())
        )
        self.hub.publish(message.conversation_id, Notice(typing=True))
        stored = await self.store.commit_turn(
            TurnCommit(
                conversation_id=pending.conversation_id,
                seq=pending.seq,
                inbox_id=pending.inbox_id,
                events=(),
                replies=(reply_to_json(reply),),
                outbox=entries,
                record={},
                expected_position=0,
            )
        )
        for one in stored:
            self.hub.publish(message.conversation_id, Notice(message=one))
        self.service.finish(pending.conversation_id, pending.seq, (reply,))
        self.sender.wake()


@pytest.fixture
async def slack() -> AsyncIterator[SlackPlatform]:
    platform = SlackPlatform()
    await platform.start()
    yield platform
    await platform.close()


@pytest.fixture
async def shop(tmp_path: Path, slack: SlackPlatform) -> AsyncIterator[Shop]:
    store = await Store.open(f"sqlite:///{tmp_path}/f.sqlite")
    hub, metrics = Hub(), Metrics()
    workers: Workers[PendingMessage] = Workers(
        lambda pending: shop.answer(pending), turns_at_once=8, limit=500
    )
    rate = RateLimit(60_000, clock=time.monotonic)
    service = Service(store, workers, hub, metrics, rate, message_chars=1000)
    async with aiohttp.ClientSession() as session:
        outbound = SlackOutbound(settings_of(slack), session)
        sender = OutboxSender(store, {"slack": outbound}, clock=time.time)
        shop = Shop(store, hub, service, outbound, sender)
        await sender.start()
        yield shop
        await workers.stop(2)
        await sender.stop(2)
    await store.close()


def settings_of(slack: SlackPlatform) -> SlackSettings:
    return SlackSettings(slack.token, slack.secret, base_url=slack.base_url)


@pytest.fixture
async def client(serve: Serve, shop: Shop, slack: SlackPlatform) -> AsyncIterator[Client]:
    widget = WidgetChannel(
        WidgetSettings(id="shop", allowed_origins=(ORIGIN,)),
        shop.service,
        clock=time.time,
        visitor_secrets=["secret"],
        rate=RateLimit(60_000, clock=time.monotonic),
    )
    rest = RestChannel(shop.service, clock=time.time)
    events = SlackChannel(settings_of(slack), shop.service, clock=time.time)
    yield await serve([*widget.routes(), *rest.routes(), *events.routes()])
    await widget.close()


async def test_a_page_that_is_cut_again_and_again_misses_and_doubles_nothing(
    client: Client, shop: Shop
) -> None:
    chance = random.Random(3)  # noqa: S311 - a schedule, not a secret
    page = WidgetPage(client)
    await page.connect()
    for number in range(25):
        client_id = f"m-{number}"
        await page.say(client_id, f"text {number}", title=f"Title {number}")
        if chance.random() < 0.4:
            await page.cut()
            await page.connect()
            await page.say(client_id, f"text {number}", title=f"Title {number}")
        await page.until("ack", client_id=client_id)
    while page.since < 50:
        await page.next()
    assert len(await shop.store.messages_since(page.conversation or "", 0, 200)) == 50
    shown = [page.transcript[position] for position in sorted(page.transcript)]
    assert [m["position"] for m in shown] == list(range(1, 51))
    customers = [m for m in shown if m["author"] == "customer"]
    assert [(m["client_id"], m["text"]) for m in customers] == [
        (f"m-{n}", f"Title {n}") for n in range(25)
    ]
    bots = [m["text"] for m in shown if m["author"] == "bot"]
    assert sorted(bots) == sorted(f"You said: text {n}" for n in range(25))
    # a second page of the same visitor reads the same transcript from the store
    other = WidgetPage(client)
    other.token = page.token
    await other.connect()
    while other.since < 50:
        await other.next()
    assert [without_time(m) for m in other.transcript.values()] == [without_time(m) for m in shown]


def without_time(frame: dict[str, Any]) -> dict[str, Any]:
    """Leave out the time: a page shows its own message before the store has stamped it."""
    return {key: value for key, value in frame.items() if key != "at"}


async def test_feedback_and_history_reach_the_store(client: Client, shop: Shop) -> None:
    page = WidgetPage(client)
    await page.connect()
    await page.say("m", "hi")
    answer = await page.until("message", author="bot")
    assert answer["buttons"] == [{"title": "More", "payload": "/more"}]
    await page.send({"type": "feedback", "position": answer["position"], "value": 1})
    await page.until("feedback")
    await page.send({"type": "feedback", "position": 99, "value": 1})
    assert (await page.until("error"))["code"] == "not_found"
    await page.send({"type": "history", "before": 2, "limit": 10})
    history = await page.until("history")
    assert [m["text"] for m in history["messages"]] == ["hi"]


async def test_rest_answers_and_remembers(client: Client) -> None:
    async def ask(text: str, **extra: Any) -> tuple[int, Any]:
        body = {"sender": "u1", "message": text, **extra}
        answer = await client.post("/webhooks/rest/webhook", json=body)
        return answer.status, await answer.json()

    first = await ask("hi", message_id="k")
    buttons = [{"title": "More", "payload": "/more"}]
    assert first == (
        200,
        [{"recipient_id": "u1", "text": "You said: hi", "buttons": buttons}],
    )
    assert await ask("hi", message_id="k") == first
    assert (await ask("other", message_id="k"))[0] == 422
    answers = await asyncio.gather(*(ask(f"m{n}") for n in range(20)))
    assert [body[0]["text"] for _, body in answers] == [f"You said: m{n}" for n in range(20)]


async def test_slack_messages_come_shuffled_and_repeated_and_are_answered_once(
    client: Client, slack: SlackPlatform
) -> None:
    chance = random.Random(8)  # noqa: S311 - a schedule, not a secret
    events = [slack.event(user=f"U{n}", channel=f"D{n}", text=f"m{n}") for n in range(12)]
    deliveries = [event for event in events for _ in range(chance.randint(1, 3))]
    chance.shuffle(deliveries)
    url = client.make_url("/webhooks/slack/webhook")
    statuses = await asyncio.gather(
        *(slack.push(client.session, url, event) for event in deliveries)
    )
    assert set(statuses) == {200}
    async with asyncio.timeout(10):
        while len(slack.posted) < 12:  # noqa: ASYNC110 - the fake raises no events
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)
    said = sorted((body["channel"], body["text"]) for body in slack.posted)
    assert said == sorted((f"D{n}", f"You said: m{n}") for n in range(12))
