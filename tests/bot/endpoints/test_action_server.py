"""The client against rasa-sdk's own server, and against one that answers as a test wants."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import rasa_sdk
from aiohttp import ClientSession, web

from bot.actions.errors import ActionFailed, ActionRejected
from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.event import FollowupAction, SlotSet, event_from_json
from bot.endpoints.action_server import ASK_AGAIN_S, LISTED_S, ActionServer
from bot.endpoints.client import EndpointClient
from bot.endpoints.endpoint import Endpoint
from tests.fakes.action_server import action_server, free_port
from tests.fakes.actions_project import LOOKUP_RESPONSES, shop_actions_project
from tests.fakes.golden_domain import golden, golden_domain
from tests.fakes.scripted_service import Scripted

ACTIONS = (
    *("action_lookup", "action_reject", "action_boom", "action_see", "validate_order_form"),
    *("action_order_lookup", "action_restart", "utter_greet"),
)


def domain(**changes: Any) -> Domain:
    known = golden_domain()
    kept = {name: getattr(known, name) for name in known.__dataclass_fields__}
    return Domain(**{**kept, "actions": ACTIONS, **changes})


def talk(given: Domain) -> Conversation:
    """The conversation of the golden trackers."""
    events = map(event_from_json, golden("tracker_ALL")["events"])
    return Conversation.start("u1", given).apply_all(events)


@asynccontextmanager
async def remote(url: str, given: Domain, **options: Any) -> AsyncIterator[ActionServer]:
    settings = {key: options.pop(key) for key in ("deflate", "timeout_s") if key in options}
    endpoint = Endpoint.model_validate({"url": url, **options.pop("endpoint", {})})
    async with ClientSession() as session:
        client = EndpointClient(endpoint, session, **{"timeout_s": 5, **settings})
        yield ActionServer(client, given, **options)


@pytest.fixture(scope="module")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    # a knowledge base cannot be pickled, which this version of the server does with actions
    folder = shop_actions_project(tmp_path_factory.mktemp("shop"), with_knowledge=False)
    with action_server(folder) as url:
        yield url


@pytest.mark.parametrize("deflate", [False, True])
async def test_events_and_responses_come_back(rasa: str, deflate: bool) -> None:
    given = domain()
    async with remote(rasa, given, deflate=deflate) as server:
        answer = await server.run("action_lookup", talk(given))
    assert answer.events == (SlotSet("status", "shipped"), FollowupAction("action_listen"))
    assert list(answer.responses) == LOOKUP_RESPONSES


async def test_a_server_says_no_in_all_its_ways(rasa: str) -> None:
    given = domain()
    async with remote(rasa, given) as server:
        with pytest.raises(ActionRejected, match="nope"):
            await server.run("action_reject", talk(given))
        with pytest.raises(ActionFailed, match=r"'action_boom' failed on .*/webhook \(status 500: "
                           r"boom\)") as failed:  # fmt: skip
            await server.run("action_boom", talk(given))
        assert "12345" not in str(failed.value)
        with pytest.raises(ActionFailed, match="has no action 'action_order_lookup'"):
            await server.run("action_order_lookup", talk(given))


async def test_a_stream_comes_in_as_many_messages_as_the_server_makes_of_it(rasa: str) -> None:
    given = domain()
    async with remote(rasa, given) as server:
        answer = await server.run("action_stream", talk(given))
    assert [one["text"] for one in answer.responses] == ["first", "Hel", "lo", "!"]


async def test_with_selective_domain_it_is_sent_when_the_server_asks(rasa: str) -> None:
    given = domain(actions_with_domain=frozenset({"action_lookup"}))
    async with remote(rasa, given, is_selective=True) as server:
        answer = await server.run("action_see", talk(given))
    assert answer.events[1] == SlotSet("order_id", sorted(given.as_dict()))


async def test_a_form_is_validated_there(rasa: str) -> None:
    given = domain()
    asked = talk(given)
    async with remote(rasa, given) as server:
        wrong = await server.run("validate_order_form", asked.apply(SlotSet("order_id", "x")))
        right = await server.run("validate_order_form", asked.apply(SlotSet("order_id", "777")))
    assert wrong.events == (SlotSet("order_id", None),)
    assert right.events == (SlotSet("order_id", "777"), SlotSet("requested_slot", "gift"))


async def test_names_of_ours_are_run_there_only_if_the_server_has_them(rasa: str) -> None:
    reserved = {"action_restart", "action_lookup"}
    async with remote(rasa, domain(), reserved=reserved) as server:
        assert await server.takes("action_lookup")
        assert not await server.takes("action_restart")
        assert await server.takes("action_order_lookup")  # nobody else has it
        assert not await server.takes("action_undeclared")
        assert "utter_greet" not in server
        assert {"action_see", "validate_order_form"} <= await server.listed()


def nothing(status: int = 200, body: Any = None) -> web.Response:
    return web.json_response({"events": [], "responses": []} if body is None else body,
                             status=status)  # fmt: skip


async def test_the_call_is_rasas_key_by_key() -> None:
    scripted, given = Scripted(nothing()), golden_domain()
    async with scripted.serving() as url, remote(url, given) as server:
        await server.run("action_order_lookup", talk(given))
    (body,) = map(json.loads, scripted.bodies)
    assert list(body) == ["next_action", "sender_id", "tracker", "version", "domain"]
    assert (body["next_action"], body["sender_id"]) == ("action_order_lookup", "u1")
    assert body["version"] == rasa_sdk.__version__
    wanted = golden("tracker_ALL")
    wanted["latest_message"]["entities"] = []  # they are in no event of the golden tracker
    assert json.dumps(body["tracker"]) == json.dumps(wanted)
    assert body["domain"] == golden("domain_as_dict")


async def test_what_the_endpoint_says_is_sent_along() -> None:
    scripted, given = Scripted(nothing()), domain()
    endpoint = {
        "params": {"shop": 7},
        "token": "s3cret",
        "token_name": "key",
        "headers": {"X-Shop": "tents"},
        "basic_auth": {"username": "ann", "password": "pw"},
    }
    async with scripted.serving() as url, remote(url, given, endpoint=endpoint) as server:
        await server.run("action_see", talk(given))
    (request,) = scripted.requests
    assert (request.method, request.path) == ("POST", "/webhook")
    assert dict(request.query) == {"shop": "7", "key": "s3cret"}
    assert request.headers["X-Shop"] == "tents"
    assert request.headers["Authorization"] == "Basic YW5uOnB3"
    assert request.headers["Content-Type"] == "application/json"


async def test_compressed_bodies_are_zlibs() -> None:
    scripted, given = Scripted(nothing()), domain()
    async with scripted.serving() as url, remote(url, given, deflate=True) as server:
        await server.run("action_see", talk(given))
    assert scripted.requests[0].headers["Content-Encoding"] == "deflate"
    (body,) = scripted.bodies  # aiohttp has inflated it on the way in
    raw = body if body.startswith(b"{") else zlib.decompress(body)
    assert json.loads(raw)["next_action"] == "action_see"


async def test_without_selective_domain_it_is_never_asked_twice() -> None:
    scripted, given = Scripted(nothing(449, {"error": "Missing domain"})), domain()
    async with scripted.serving() as url, remote(url, given) as server:
        with pytest.raises(ActionFailed, match="status 449: Missing domain"):
            await server.run("action_see", talk(given))
    assert len(scripted.bodies) == 1


async def test_the_domain_is_left_out_and_sent_on_demand() -> None:
    missing = {"error": "Missing domain", "action_name": "action_see"}
    scripted, given = Scripted(nothing(449, missing), nothing()), domain()
    async with scripted.serving() as url, remote(url, given, is_selective=True) as server:
        await server.run("action_see", talk(given))
    first, second = map(json.loads, scripted.bodies)
    assert "domain" not in first
    assert second.pop("domain") == given.as_dict()
    assert second == first


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (web.Response(status=502, text="<html>"), r"failed on .* \(status 502\)"),
        (web.Response(text="hello"), "answered with no JSON object"),
        (nothing(200, [1]), "answered with no JSON object"),
        (web.json_response(None), "answered with no JSON object"),
        (nothing(200, {"events": 3}), "are no lists"),
        (nothing(400, {"error": "Invalid body request"}), "status 400: Invalid body request"),
    ],
)
async def test_an_answer_that_is_none_is_an_error(answer: web.Response, told: str) -> None:
    scripted, given = Scripted(answer), domain()
    async with scripted.serving() as url, remote(url, given) as server:
        with pytest.raises(ActionFailed, match=told):
            await server.run("action_see", talk(given))


async def test_what_is_no_event_is_left_out_as_in_rasa() -> None:
    events = [{"event": "slot", "name": "size", "value": "L"}, {"event": "nonsense"}, "x", {}]
    scripted, given = Scripted(nothing(200, {"events": events, "responses": [{}, 1]})), domain()
    async with scripted.serving() as url, remote(url, given) as server:
        answer = await server.run("action_see", talk(given))
    assert (answer.events, answer.responses) == ((SlotSet("size", "L"),), ({},))


async def test_a_server_that_is_not_there_is_told_without_secrets() -> None:
    given = domain()
    url = f"http://ann:pw@127.0.0.1:{free_port()}/webhook"
    async with remote(url, given, reserved={"action_see"}, endpoint={"token": "s3cret"}) as server:
        with pytest.raises(
            ActionFailed, match=r"cannot be asked \(.*\); is it running\?"
        ) as error:
            await server.run("action_lookup", talk(given))
        assert not {"pw", "s3cret"} & set(str(error.value).replace("@", " ").split())
        assert error.value.__cause__ is None
        assert await server.takes("action_lookup")  # nobody else has it
        with pytest.raises(ActionFailed, match=r"actions the action server has is not known: .*"
                           r"cannot be asked") as error:  # fmt: skip
            await server.takes("action_see")
        assert "s3cret" not in str(error.value)


LISTED = [{"name": "action_see"}]


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    "wrong",
    [
        web.Response(status=401),
        web.Response(status=503, text="soon"),
        web.json_response({"error": "no"}),
        web.Response(text="hello"),
    ],
)
async def test_the_list_that_was_last_known_stays_when_a_newer_one_cannot_be_had(
    wrong: web.Response,
) -> None:
    scripted, clock = Scripted(web.json_response(LISTED), wrong, web.json_response([])), Clock()
    async with (
        scripted.serving() as url,
        remote(url, domain(), reserved={"action_see"}, clock=clock) as server,
    ):
        assert await server.takes("action_see")
        clock.now += LISTED_S
        assert await server.takes("action_see")
        assert await server.takes("action_see")
        assert len(scripted.requests) == 2
        clock.now += ASK_AGAIN_S
        assert not await server.takes("action_see")
        assert len(scripted.requests) == 3


async def test_a_wrong_answer_is_no_list_of_no_actions() -> None:
    scripted, clock = Scripted(web.Response(status=401), web.json_response(LISTED)), Clock()
    async with (
        scripted.serving() as url,
        remote(url, domain(), reserved={"action_see"}, clock=clock) as server,
    ):
        for _ in range(2):  # the second is not asked for
            with pytest.raises(ActionFailed, match=r"status 401\); is the token right\?"):
                await server.takes("action_see")
        clock.now += ASK_AGAIN_S
        assert await server.takes("action_see")


async def test_many_who_want_the_list_ask_for_it_once() -> None:
    scripted = Scripted(web.json_response(LISTED))
    async with (
        scripted.serving() as url,
        remote(url, domain(), reserved={"action_see"}) as server,
    ):
        assert all(await asyncio.gather(*(server.takes("action_see") for _ in range(5))))
    assert len(scripted.requests) == 1


async def test_a_server_that_does_not_answer_in_time_is_told(tmp_path: Path) -> None:
    class Slow(Scripted):
        async def answer(self, request: web.Request) -> web.StreamResponse:
            await request.read()
            await asyncio.sleep(3)
            return nothing()

    given = domain()
    async with Slow().serving() as url, remote(url, given, timeout_s=0.2) as server:
        with pytest.raises(ActionFailed, match=r"did not answer within 0\.2 s"):
            await server.run("action_see", talk(given))


async def test_a_server_without_a_list_takes_nothing_that_frontdesk_has() -> None:
    scripted = Scripted(web.Response(status=404))
    async with (
        scripted.serving() as url,
        remote(url, domain(), reserved={"action_see"}, clock=Clock()) as server,
    ):
        assert not await server.takes("action_see")
        assert await server.takes("action_lookup")
