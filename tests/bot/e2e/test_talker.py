from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.e2e.talker import HttpTalker, ServerUnusable

TOKEN = "right"


class FakeServer:
    """Rasa's two routes that a talker needs, with one canned reply a message."""

    def __init__(self) -> None:
        self.events: dict[str, list[dict[str, Any]]] = {}
        self.bodies: list[dict[str, Any]] = []
        self.status = 200
        self.busy = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/webhooks/rest/webhook", self.receive)
        app.router.add_get("/conversations/{id:.+}/tracker", self.tracker)
        app.router.add_post("/conversations/{id:.+}/tracker/events", self.append)
        return app

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.bodies.append(body)
        if self.busy:
            self.busy -= 1
            wait = {"Retry-After": "0"}
            return web.json_response({"message": "too fast"}, status=429, headers=wait)
        if self.status != 200:
            return web.json_response({"message": "not now"}, status=self.status)
        self.events.setdefault(body["sender"], []).extend(
            [
                {"event": "user", "parse_data": {"intent": {"name": "greet", "confidence": 1.0}}},
                {"event": "bot", "text": f"You said {body['message']}"},
            ]
        )
        return web.json_response([{"text": "ok"}])

    async def tracker(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"message": "no"}, status=401)
        events = self.events.get(request.match_info["id"], [])
        slots = {one["name"]: one["value"] for one in events if one["event"] == "slot"}
        return web.json_response({"events": events, "slots": slots, "active_loop": {}})

    async def append(self, request: web.Request) -> web.Response:
        self.events.setdefault(request.match_info["id"], []).extend(await request.json())
        return await self.tracker(request)


@pytest.fixture
async def server() -> AsyncIterator[tuple[FakeServer, str]]:
    fake = FakeServer()
    async with TestServer(fake.app()) as running:
        yield fake, str(running.make_url("/"))


async def test_a_conversation_begins_with_a_session_and_its_slots(
    server: tuple[FakeServer, str],
) -> None:
    fake, url = server
    async with HttpTalker(url, TOKEN) as talker:
        turn = await talker.begin("a/b", {"verified": True})
        said = await talker.say("a/b", "hello", {"page": 1})
    assert [one["event"] for one in fake.events["a/b"]][:4] == [
        "action", "session_started", "slot", "action",
    ]  # fmt: skip
    assert turn.slots == {"verified": True}
    assert [one.text for one in said.messages] == ["You said hello"]
    assert said.slots_set == ()
    assert fake.bodies == [{"sender": "a/b", "message": "hello", "metadata": {"page": 1}}]


async def test_each_turn_is_what_came_since_the_last(server: tuple[FakeServer, str]) -> None:
    _, url = server
    async with HttpTalker(url, TOKEN) as talker:
        await talker.begin("c", {})
        await talker.say("c", "one", {})
        turn = await talker.say("c", "two", {})
    assert [one.text for one in turn.messages] == ["You said two"]


@pytest.mark.parametrize("status", [400, 413, 429, 500, 503])
async def test_an_error_status_is_the_turn(server: tuple[FakeServer, str], status: int) -> None:
    fake, url = server
    async with HttpTalker(url, TOKEN) as talker:
        await talker.begin("c", {})
        fake.status = status
        turn = await talker.say("c", "one", {})
    assert turn.refused == status
    assert "not now" in turn.error


async def test_a_server_that_wants_to_be_asked_later_is(server: tuple[FakeServer, str]) -> None:
    fake, url = server
    async with HttpTalker(url, TOKEN) as talker:
        await talker.begin("c", {})
        fake.busy = 2
        turn = await talker.say("c", "one", {})
        fake.busy = 100
        given_up = await talker.say("c", "two", {})
    assert [one.text for one in turn.messages] == ["You said one"]
    assert given_up.refused == 429


async def test_a_wrong_token_is_said(server: tuple[FakeServer, str]) -> None:
    _, url = server
    async with HttpTalker(url, "wrong") as talker:
        with pytest.raises(ServerUnusable, match="token is wrong; give --token"):
            await talker.begin("c", {})


async def test_a_server_that_is_not_there_is_said() -> None:
    async with HttpTalker("http://127.0.0.1:1", TOKEN) as talker:
        with pytest.raises(ServerUnusable, match=r"127\.0\.0\.1:1"):
            await talker.begin("c", {})
        with pytest.raises(ServerUnusable):
            await talker.say("c", "hi", {})
