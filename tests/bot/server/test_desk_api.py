from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.channels.gateway import Notice
from tests.bot.server.conftest import Api

BASE = "/desk/conversations"


async def texts(api: Api, conversation: str = "ann", after: int = 0) -> list[tuple[str, str]]:
    _, body = await api.get(f"{BASE}/{conversation}/messages?after={after}")
    return [(one["author"], one["body"]["text"]) for one in body["messages"]]


async def test_conversations_are_listed_with_who_has_them(api: Api) -> None:
    await api.desk.say("greet", sender="ann")
    await api.desk.say("a person please", sender="bob")
    _, body = await api.get(BASE)
    assert {one["id"]: one["with_agent"] for one in body["conversations"]} == {
        "ann": False,
        "bob": True,
    }
    _, body = await api.get(f"{BASE}?waiting=true")
    assert [one["id"] for one in body["conversations"]] == ["bob"]


async def test_messages_are_read_from_a_position_on(api: Api) -> None:
    await api.desk.say("greet")
    assert await texts(api) == [("customer", "greet"), ("bot", "hello")]
    assert await texts(api, after=1) == [("bot", "hello")]
    for wrong in ("x", "-1", "9" * 13, "1.5", "²"):
        status, _ = await api.get(f"{BASE}/ann/messages?after={wrong}")
        assert status == 400


async def test_an_agents_message_reaches_the_customer_and_silences_the_bot(api: Api) -> None:
    await api.desk.say("greet")
    listener = api.desk.service.subscribe("ann")
    status, body = await api.post(f"{BASE}/ann/messages", {"text": "I am Eva", "agent": "eva"})
    assert (status, body["author"], body["position"]) == (200, "agent", 3)
    listener.close()
    seen: list[Notice] = [notice async for notice in listener]
    assert [one.message.body["text"] for one in seen if one.message] == ["I am Eva"]
    assert await api.desk.say("greet") == ()
    _, body = await api.post(f"{BASE}/ann/return", {})
    assert body["with_agent"] is False
    assert [one.text for one in await api.desk.say("greet")] == ["hello"]


async def test_the_same_client_id_is_one_message(api: Api) -> None:
    await api.desk.say("greet")
    wish = {"text": "I am Eva", "agent": "eva", "client_id": "c1"}
    answers = await asyncio.gather(*(api.post(f"{BASE}/ann/messages", wish) for _ in range(4)))
    assert {body["position"] for _, body in answers} == {3}
    assert len(await texts(api)) == 3


async def test_taking_and_returning_twice_changes_nothing_more(api: Api) -> None:
    await api.desk.say("greet")
    for action, paused in (("take", True), ("take", True), ("return", False), ("return", False)):
        status, body = await api.post(f"{BASE}/ann/{action}", {})
        assert (status, body["with_agent"]) == (200, paused)
    kinds = [event["event"] for event in await api.desk.store.load_events("ann")]
    assert (kinds.count("pause"), kinds.count("resume")) == (1, 1)


async def test_an_agent_who_writes_during_a_turn_silences_it(api: Api) -> None:
    turn = asyncio.create_task(api.desk.say("slow please"))
    await asyncio.sleep(0.1)
    await api.post(f"{BASE}/ann/messages", {"text": "I take it", "agent": "eva"})
    assert await turn == ()
    assert await texts(api) == [("customer", "slow please"), ("agent", "I take it")]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"agent": "eva"}, "'text'"),
        ({"text": "", "agent": "eva"}, "'text'"),
        ({"text": "x" * 800, "agent": ""}, "'agent'"),
        ({"text": 7, "agent": "eva"}, "'text'"),
        ({"text": "x", "agent": "eva", "more": 1}, "'more'"),
        ({"text": "x", "agent": "eva", "client_id": ""}, "'client_id'"),
        ([], "not a JSON object"),
    ],
)
async def test_a_wrong_message_is_refused_with_its_key(api: Api, body: Any, told: str) -> None:
    await api.desk.say("greet")
    status, answer = await api.post(f"{BASE}/ann/messages", body)
    assert status == 400
    assert told in answer["message"]
    assert len(await texts(api)) == 2


@pytest.mark.parametrize("action", ["messages", "take", "return"])
@pytest.mark.parametrize("name", ["nobody", "%00", "x" * 600])
async def test_an_unknown_conversation_is_not_found(api: Api, action: str, name: str) -> None:
    body = {"text": "x", "agent": "eva"}
    status, answer = await api.post(f"{BASE}/{name}/{action}", body)
    assert (status, answer["reason"]) == (404, "NotFound")
