from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.actions.context import in_turn
from bot.actions.errors import ActionFailed
from bot.domain.conversation import Conversation
from bot.domain.event import event_from_json
from bot.domain.message import Button, Card, Reply
from bot.endpoints.client import EndpointClient
from bot.endpoints.endpoint import Endpoint
from bot.endpoints.nlg_server import NlgServer
from tests.fakes.action_server import free_port
from tests.fakes.form_talk import quiet_turn
from tests.fakes.golden_domain import golden, golden_domain
from tests.fakes.scripted_service import Scripted


@asynccontextmanager
async def nlg(url: str) -> AsyncIterator[NlgServer]:
    async with ClientSession() as session:
        yield NlgServer(EndpointClient(Endpoint(url=url), session, timeout_s=5))


def talk() -> Conversation:
    events = map(event_from_json, golden("tracker_ALL")["events"])
    return Conversation.start("u1", golden_domain()).apply_all(events)


async def say(server: NlgServer, values: Any = None) -> Reply:
    with in_turn(quiet_turn()):
        return await server.write("utter_greet", talk(), values or {})


async def written(*answers: web.Response, values: Any = None) -> tuple[Reply, list[Any]]:
    scripted = Scripted(*answers)
    async with scripted.serving() as url, nlg(url) as server:
        reply = await say(server, values)
    return reply, [json.loads(body) for body in scripted.bodies]


async def test_the_request_is_rasas_key_by_key() -> None:
    _, (body,) = await written(web.json_response({"text": "Hi"}), values={"name": "Ann"})
    assert list(body) == ["response", "id", "arguments", "tracker", "channel"]
    wanted = golden("tracker_ALL")
    wanted["latest_message"]["entities"] = []  # they are in no event of the golden tracker
    assert json.dumps(body.pop("tracker")) == json.dumps(wanted)
    assert body == {
        "response": "utter_greet",
        "id": None,
        "arguments": {"name": "Ann"},
        "channel": {"name": "rest"},
    }


async def test_what_the_server_answers_is_said_as_it_is() -> None:
    message = {
        "text": "Hi {name}",
        "buttons": [{"title": "Track", "payload": "/track"}],
        "image": "http://x/i.png",
        "elements": [{"title": "Tent", "subtitle": "for two"}],
        "attachment": None,
        "custom": {},
    }
    reply, _ = await written(web.json_response(message))
    assert reply == Reply(
        text="Hi {name}",
        buttons=(Button("Track", "/track"),),
        image="http://x/i.png",
        cards=(Card(title="Tent", subtitle="for two"),),
        metadata={"utter_action": "utter_greet"},
    )


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (web.Response(status=500, text="oh"), r"failed \(status 500\)"),
        (web.Response(text="oh"), r"answered with no JSON object \(status 200\)"),
        (web.json_response({"text": "a", "buttons": [1]}), "answered is no message"),
    ],
)
async def test_an_answer_that_is_none_is_an_error(answer: web.Response, told: str) -> None:
    with pytest.raises(ActionFailed, match=told):
        await written(answer)


async def test_a_server_that_is_away_is_told() -> None:
    async with nlg(f"http://127.0.0.1:{free_port()}/nlg") as server:
        with pytest.raises(ActionFailed, match=r"the NLG server .* cannot be asked"):
            await say(server)


def test_every_declared_response_is_the_servers() -> None:
    server: Any = NlgServer.__new__(NlgServer)
    assert server.knows("utter_greet", golden_domain())
    assert not server.knows("utter_nobody_has", golden_domain())
