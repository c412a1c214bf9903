from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.rest import RestChannel
from bot.domain.message import Button, Card, Reply
from bot.errors import Busy, RateLimited, TurnFailed
from tests.bot.channels.conftest import Client, Serve
from tests.fakes.gateway import FakeGateway

GOLDEN = json.loads(Path("tests/golden/rest_outputs.json").read_text(encoding="utf-8"))
ERROR_KEYS = ["version", "status", "message", "reason", "details", "help", "code"]


def reply_of(message: dict[str, Any]) -> Reply:
    """Read one of Rasa's bot messages as our reply."""

    def buttons(items: Any) -> tuple[Button, ...]:
        return tuple(Button(item["title"], item["payload"]) for item in items or ())

    return Reply(
        text=message.get("text"),
        buttons=buttons(message.get("buttons")),
        quick_replies=buttons(message.get("quick_replies")),
        cards=tuple(
            Card(e["title"], e.get("subtitle", ""), buttons=buttons(e.get("buttons")))
            for e in message.get("elements") or ()
        ),
        image=message.get("image"),
        attachment=message.get("attachment"),
        custom=message.get("custom"),
        metadata=message.get("metadata") or {},
    )


@pytest.fixture
async def client(serve: Serve, gateway: FakeGateway) -> Client:
    channel = RestChannel(gateway, clock=lambda: gateway.now, message_chars=200)
    return await serve(channel.routes())


async def say(client: Client, text: str, sender: str = "u1", **extra: Any) -> Any:
    answer = await client.post(
        "/webhooks/rest/webhook", json={"sender": sender, "message": text, **extra}
    )
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def test_status(client: Client) -> None:
    answer = await client.get("/webhooks/rest/")
    assert (answer.status, await answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("case", sorted(GOLDEN))
async def test_replies_have_rasas_shape(client: Client, gateway: FakeGateway, case: str) -> None:
    gateway.answer = lambda _: (reply_of(GOLDEN[case]["in"]),)
    got = await say(client, "hi")
    assert got == GOLDEN[case]["out"]
    assert [list(body) for body in got] == [list(body) for body in GOLDEN[case]["out"]]


async def test_parts_of_one_reply_come_in_rasas_order(
    client: Client, gateway: FakeGateway
) -> None:
    gateway.answer = lambda _: (
        Reply(
            text="a\n\nb",
            custom={"c": 1},
            image="https://x/i.png",
            attachment={"type": "file"},
            cards=(Card("T", "S", price="€ 5"),),
        ),
        Reply(text="z"),
    )
    got = await say(client, "hi")
    assert [next(k for k in body if k != "recipient_id") for body in got] == [
        "text",
        "text",
        "custom",
        "image",
        "attachment",
        "text",
        "text",
    ]
    assert got[5]["text"] == "T : € 5 · S"


async def test_a_bot_with_nothing_to_say_answers_an_empty_list(
    client: Client, gateway: FakeGateway
) -> None:
    gateway.answer = lambda _: ()
    assert await say(client, "hi") == []


async def test_streaming_is_one_message_a_line(client: Client, gateway: FakeGateway) -> None:
    gateway.answer = lambda _: (Reply(text="one\n\ntwo"), Reply(text="three"))
    answer = await client.post(
        "/webhooks/rest/webhook?stream=True", json={"sender": "u1", "message": "hi"}
    )
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    lines = (await answer.text()).splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["one", "two", "three"]


async def test_a_stream_that_breaks_says_so_in_its_last_line(
    client: Client, gateway: FakeGateway
) -> None:
    gateway.answer = lambda _: (Reply(text="one"), Reply(text="break"))
    answer = await client.post(
        "/webhooks/rest/webhook?stream=true", json={"sender": "u1", "message": "hi"}
    )
    lines = [json.loads(line) for line in (await answer.text()).splitlines()]
    assert lines[0]["text"] == "one"
    assert (lines[1]["status"], lines[1]["code"]) == ("failure", 500)


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Busy("full", retry_after_s=3), 503),
        (RateLimited("slow down", retry_after_s=3), 429),
    ],
)
async def test_refusals_are_statuses_with_retry_after(
    client: Client, gateway: FakeGateway, refusal: Any, status: int
) -> None:
    gateway.refusal = refusal
    answer = await client.post("/webhooks/rest/webhook", json={"sender": "u", "message": "x"})
    assert (answer.status, answer.headers["Retry-After"]) == (status, "3")
    assert list(await answer.json()) == ERROR_KEYS


@pytest.mark.parametrize("stream", ["", "?stream=true"])
async def test_a_turn_that_fails_is_an_error_and_not_an_empty_list(
    client: Client, gateway: FakeGateway, stream: str
) -> None:
    gateway.turn_error = TurnFailed("sorry")
    answer = await client.post(
        f"/webhooks/rest/webhook{stream}", json={"sender": "u", "message": "x"}
    )
    body = await answer.json()
    assert answer.status == 500
    assert list(body) == ERROR_KEYS
    assert (body["status"], body["reason"], body["code"]) == (
        "failure",
        "ConversationError",
        500,
    )


async def test_the_same_idempotency_key_is_one_turn(client: Client, gateway: FakeGateway) -> None:
    texts = iter(["first", "second"])
    gateway.answer = lambda _: (Reply(text=next(texts)),)
    body = {"sender": "u1", "message": "hi"}
    headers = {"Idempotency-Key": "k-1"}
    answers = [
        await (await client.post("/webhooks/rest/webhook", json=body, headers=headers)).json()
        for _ in range(3)
    ]
    assert answers == [[{"recipient_id": "u1", "text": "first"}]] * 3
    assert len(gateway.inbound) == 1
    # another sender's equal key is another message
    await say(client, "hi", sender="u2", message_id="k-1")
    assert len(gateway.inbound) == 2


async def test_a_key_reused_for_another_message_is_refused(client: Client) -> None:
    await say(client, "hi", message_id="k")
    answer = await client.post(
        "/webhooks/rest/webhook", json={"sender": "u1", "message": "bye", "message_id": "k"}
    )
    assert (answer.status, (await answer.json())["reason"]) == (422, "ReusedKey")


async def test_sender_and_metadata_reach_the_turn(client: Client, gateway: FakeGateway) -> None:
    await say(client, " hi \0", sender="a b/ä", metadata={"k": [1]}, input_channel="slack")
    message = gateway.inbound[0]
    assert (message.conversation_id, message.sender, message.text) == ("a b/ä", "a b/ä", "hi")
    assert message.metadata == {"k": [1], "input_channel": "slack"}
    # the channel itself stays ours: its external ids must not mix with the platform's
    assert message.channel == "rest"


async def test_a_missing_sender_is_default_and_a_number_is_text(
    client: Client, gateway: FakeGateway
) -> None:
    await client.post("/webhooks/rest/webhook", json={"message": "x"})
    await client.post("/webhooks/rest/webhook", json={"message": "x", "sender": 5})
    assert [m.sender for m in gateway.inbound] == ["default", "5"]


@pytest.mark.parametrize(
    "sender",
    ["widget:shop:v-1", "slack:T1:U1", "TELEGRAM:1:2", " widget:x", "whatsapp:a:b"],
)
async def test_other_channels_conversations_cannot_be_reached(
    client: Client, gateway: FakeGateway, sender: str
) -> None:
    answer = await client.post("/webhooks/rest/webhook", json={"sender": sender, "message": "x"})
    assert answer.status == 403
    assert gateway.inbound == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"sender":"\\ud800","message":"x"}',
        b'{"message":"\\ud800"}',
        b'{"message":5}',
        b'{"message":""}',
        b'{"message":"x","sender":""}',
        b'{"message":"x","sender":true}',
        b'{"message":"x","sender":"a\\u0000b"}',
        b'{"message":"x","sender":"' + b"a" * 300 + b'"}',
        b'{"message":"x","metadata":[]}',
        b'{"message":"x","metadata":{"n":' + b"9" * 400 + b"}}",
        b'{"message":"x","metadata":{"n":1e999}}',
        b'{"message":"x","metadata":{"n":NaN}}',
        b'{"message":"x","metadata":' + b'{"a":' * 60 + b"1" + b"}" * 61,
        b'{"message":"x","metadata":{"a":"' + b"x" * 20_000 + b'"}}',
        b'{"message":"' + b"x" * 201 + b'"}',
        b'{"message":"x","message_id":5}',
        b'{"message":"x","input_channel":[1]}',
        b"\xff\xfe",
    ],
)
async def test_hostile_bodies_are_400(client: Client, gateway: FakeGateway, body: bytes) -> None:
    answer = await client.post("/webhooks/rest/webhook", data=body)
    assert answer.status == 400, await answer.text()
    assert gateway.inbound == []


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("body", [b"not compressed", gzip.compress(b"x" * 100)[:-12], b""])
async def test_a_body_that_is_not_what_its_headers_say_is_400(
    client: Client, encoding: str, body: bytes
) -> None:
    answer = await client.post(
        "/webhooks/rest/webhook", data=body, headers={"Content-Encoding": encoding}
    )
    assert answer.status == 400


async def test_a_body_over_the_limit_is_413(client: Client) -> None:
    answer = await client.post("/webhooks/rest/webhook", data=io.BytesIO(b" " * 1_100_000))
    assert answer.status == 413


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(st.characters(codec=None), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec=None), max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    body=st.binary(max_size=200)
    | st.builds(
        lambda sender, message, metadata, other: json.dumps(
            {"sender": sender, "message": message, "metadata": metadata, **other}
        ).encode(),
        JSON,
        JSON,
        JSON,
        st.dictionaries(st.sampled_from(["message_id", "input_channel", "x"]), JSON),
    )
)
def test_no_body_is_an_error_of_ours(body: bytes) -> None:
    from asyncio import Runner

    from bot.errors import FrontdeskError

    gateway = FakeGateway()
    channel = RestChannel(gateway, clock=lambda: 0.0)
    try:
        message = channel._read(body, None)
    except FrontdeskError as error:
        assert 400 <= error.status < 500  # noqa: PT017
    else:
        # whatever is let in can be stored and sent on
        message.text.encode()
        message.sender.encode()
        json.dumps(dict(message.metadata), allow_nan=False).encode()
        with Runner() as runner:
            runner.run(gateway.accept(message))
