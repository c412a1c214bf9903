from __future__ import annotations

import pytest

from tests.bot.server.conftest import Api
from tests.fakes.small_desk import DOMAIN, INTENTS


async def test_version_and_status(api: Api) -> None:
    async with api.client.get("/version") as answer:
        assert set(await answer.json()) == {"version", "minimum_compatible_version"}
    status, body = await api.get("/status")
    assert (status, body["model_id"], body["index_id"]) == (200, "m1", "m1-index")


async def test_the_domain_is_shown(api: Api) -> None:
    assert await api.get("/domain") == (200, DOMAIN.as_dict())


async def test_a_text_is_parsed_outside_any_conversation(api: Api) -> None:
    status, body = await api.post("/model/parse", {"text": "greet me", "message_id": "7"})
    assert status == 200
    assert body["text"] == "greet me"
    assert body["intent"]["name"] == "greet"
    assert len(body["intent_ranking"]) == len(INTENTS)
    assert await api.desk.store.conversations() == []


@pytest.mark.parametrize("body", [{}, {"text": 7}, {"text": "x", "message_id": 7}, [], "x"])
async def test_what_is_no_text_is_refused(api: Api, body: object) -> None:
    status, told = await api.post("/model/parse", body)
    assert (status, told["reason"]) == (400, "BadRequest")


async def test_a_tracker_is_shown_and_a_new_one_is_empty(api: Api) -> None:
    await api.desk.say("greet", sender="ann")
    _, tracker = await api.get("/conversations/ann/tracker")
    assert tracker["sender_id"] == "ann"
    assert tracker["latest_message"]["text"] == "greet"
    assert tracker["events"]
    _, without = await api.get("/conversations/ann/tracker?include_events=NONE")
    assert without["events"] is None
    _, new = await api.get("/conversations/nobody/tracker")
    assert new["events"] == []
    status, told = await api.get("/conversations/ann/tracker?include_events=SOME")
    assert (status, "include_events" in told["message"]) == (400, True)
    assert [one.id for one in await api.desk.store.conversations()] == ["ann"]


async def test_events_are_appended_and_count_for_the_next_message(api: Api) -> None:
    await api.desk.say("greet", sender="ann")
    status, tracker = await api.post("/conversations/ann/tracker/events", {"event": "pause"})
    assert (status, tracker["paused"]) == (200, True)
    assert await api.desk.say("greet", sender="ann") == ()
    await api.post("/conversations/ann/tracker/events", [{"event": "resume"}])
    assert [one.text for one in await api.desk.say("greet", sender="ann")] == ["hello"]


async def test_events_before_the_first_message_do_not_confuse_it(api: Api) -> None:
    event = {"event": "slot", "name": "requested_slot", "value": None}
    await api.post("/conversations/new/tracker/events", event)
    assert [one.text for one in await api.desk.say("greet", sender="new")] == ["hello"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ([{"event": "pause"}] * 501, "more than 500 events"),
        ([7], "event 0"),
        ([{"event": "pause"}, {"event": "nonsense"}], "event 1"),
        ({"event": "slot"}, "event 0"),
        ({"event": "user", "text": 7}, "event 0"),
    ],
)
async def test_wrong_events_change_nothing(api: Api, body: object, told: str) -> None:
    await api.desk.say("greet", sender="ann")
    before = await api.desk.store.load_events("ann")
    async with api.client.post(
        "/conversations/ann/tracker/events",
        json=body,
        headers={"Authorization": "Bearer a-token-of-this-test"},
    ) as answer:
        text = await answer.text()
        # the largest of them meets the limit of this test's application
        assert answer.status in (400, 413), text
    assert answer.status == 413 or told in text
    assert await api.desk.store.load_events("ann") == before
