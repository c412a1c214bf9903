from __future__ import annotations

import gzip
import json
import random
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack import SlackChannel
from bot.channels.slack_settings import SlackSettings
from bot.channels.slack_signature import is_signed, sign
from bot.errors import Busy, Invalid, NotReady
from tests.bot.channels.conftest import Client, Serve
from tests.fakes.gateway import FakeGateway
from tests.fakes.slack_platform import SlackPlatform

HOOK = "/webhooks/slack/webhook"


@pytest.fixture
def slack(gateway: FakeGateway) -> SlackPlatform:
    return SlackPlatform(clock=lambda: gateway.now)


def settings_of(slack: SlackPlatform, **changes: Any) -> SlackSettings:
    return SlackSettings(slack.token, slack.secret, **changes)


@pytest.fixture
async def client(serve: Serve, gateway: FakeGateway, slack: SlackPlatform) -> Client:
    channel = SlackChannel(
        settings_of(slack, slack_channel="C9"), gateway, clock=lambda: gateway.now
    )
    return await serve(channel.routes())


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def post(client: Client, body: bytes, headers: dict[str, str]) -> int:
    return (await client.post(HOOK, data=body, headers=headers)).status


async def test_a_direct_message_is_one_turn(
    client: Client, gateway: FakeGateway, slack: SlackPlatform, session: aiohttp.ClientSession
) -> None:
    event = slack.event(text="where is <mailto:a@b.c|a@b.c>'s order &amp; <https://x.y|this>?")
    assert await slack.push(session, client.make_url(HOOK), event) == 200
    message = gateway.inbound[0]
    assert message.text == "where is a@b.c's order & this?"
    assert message.conversation_id == "slack:T1:U1"
    assert (message.channel, message.account, message.sender) == ("slack", "T1", "U1")
    assert message.external_id == "D1:1700000000.000001"
    assert message.metadata["reply_to"] == "D1"
    assert message.metadata["out_channel"] == "D1"
    assert message.identity is None


async def test_url_verification(client: Client, slack: SlackPlatform) -> None:
    body = json.dumps({"type": "url_verification", "token": "t", "challenge": "abc"})
    answer = await client.post(HOOK, data=body, headers=slack.signed(body))
    assert (answer.status, await answer.json()) == (200, {"challenge": "abc"})
    assert (await client.post(HOOK, data=body)).status == 403


async def test_each_webhook_up_to_four_times_and_shuffled_is_one_turn(
    client: Client, gateway: FakeGateway, slack: SlackPlatform, session: aiohttp.ClientSession
) -> None:
    chance = random.Random(5)  # noqa: S311 - a schedule, not a secret
    events = [slack.event(text=f"m{number}") for number in range(30)]
    deliveries = [(event, retry) for event in events for retry in range(chance.randint(1, 4))]
    chance.shuffle(deliveries)
    for event, retry in deliveries:
        assert await slack.push(session, client.make_url(HOOK), event, retry) == 200
    assert sorted(m.text for m in gateway.inbound) == sorted(f"m{n}" for n in range(30))


async def test_a_mention_that_comes_as_two_events_is_one_turn(
    client: Client, gateway: FakeGateway, slack: SlackPlatform, session: aiohttp.ClientSession
) -> None:
    common = {
        "channel": "C9",
        "channel_type": "channel",
        "ts": "1700000000.5",
        "text": "<@UBOT> hi",
    }
    for kind in ("app_mention", "message"):
        event = slack.event(type=kind, **common)
        assert await slack.push(session, client.make_url(HOOK), event) == 200
    assert [m.text for m in gateway.inbound] == ["hi"]


@pytest.mark.parametrize(
    "event",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"user": "UBOT"},
        {"channel": "C1", "channel_type": "channel"},
        {"type": "reaction_added"},
        {"text": ""},
        {"text": "<@UBOT>"},
    ],
)
async def test_what_is_not_for_the_bot_is_acknowledged_and_left(
    client: Client,
    gateway: FakeGateway,
    slack: SlackPlatform,
    session: aiohttp.ClientSession,
    event: dict[str, Any],
) -> None:
    assert await slack.push(session, client.make_url(HOOK), slack.event(**event)) == 200
    assert gateway.inbound == []


async def test_a_pressed_button(
    client: Client, gateway: FakeGateway, slack: SlackPlatform, session: aiohttp.ClientSession
) -> None:
    payload = {"payload": json.dumps(slack.press())}
    for _ in range(2):
        assert await slack.push_form(session, client.make_url(HOOK), payload) == 200
    assert len(gateway.inbound) == 1
    message = gateway.inbound[0]
    assert (message.text, message.metadata["title"]) == ("/order_status", "Where is my order?")
    assert message.conversation_id == "slack:T1:U1"


async def test_menus_and_old_buttons(
    client: Client, gateway: FakeGateway, slack: SlackPlatform, session: aiohttp.ClientSession
) -> None:
    menu = slack.press(
        actions=[
            {
                "type": "static_select",
                "action_ts": "2.1",
                "selected_option": {"value": "/pick", "text": {"type": "plain_text", "text": "P"}},
            }
        ]
    )
    old = slack.press(
        type="interactive_message",
        message_ts="3.1",
        action_ts="3.2",
        actions=[{"name": "a", "type": "button", "value": "/old"}],
    )
    modal = slack.press(type="view_submission")
    for payload in (menu, old, modal):
        fields = {"payload": json.dumps(payload)}
        assert await slack.push_form(session, client.make_url(HOOK), fields) == 200
    assert [m.text for m in gateway.inbound] == ["/pick", "/old"]


async def test_a_slash_command(
    client: Client, gateway: FakeGateway, slack: SlackPlatform, session: aiohttp.ClientSession
) -> None:
    fields = {
        "command": "/shop",
        "text": "where is my order",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "13.4",
    }
    for _ in range(2):
        assert await slack.push_form(session, client.make_url(HOOK), fields) == 200
    await slack.push_form(
        session, client.make_url(HOOK), {**fields, "text": "", "trigger_id": "5"}
    )
    assert [m.text for m in gateway.inbound] == ["where is my order", "/shop"]
    assert gateway.inbound[0].metadata["reply_to"] == "C1"


@pytest.mark.parametrize(
    ("changes", "sender", "reply_to"),
    [
        ({"conversation_granularity": "sender"}, "U1", "D1"),
        ({"conversation_granularity": "channel"}, "U1_D1", "D1"),
        ({"conversation_granularity": "thread"}, "U1_D1_12.5", "D1"),
        ({"use_threads": True}, "U1", "D1|12.5"),
    ],
)
async def test_granularity_and_threads(
    serve: Serve,
    gateway: FakeGateway,
    slack: SlackPlatform,
    session: aiohttp.ClientSession,
    changes: dict[str, Any],
    sender: str,
    reply_to: str,
) -> None:
    channel = SlackChannel(settings_of(slack, **changes), gateway, clock=lambda: gateway.now)
    client = await serve(channel.routes())
    await slack.push(session, client.make_url(HOOK), slack.event(thread_ts="12.5"))
    assert gateway.inbound[0].sender == sender
    assert gateway.inbound[0].metadata["reply_to"] == reply_to


@pytest.mark.parametrize("refusal", [Busy("full", retry_after_s=2), NotReady("disk")])
async def test_what_cannot_be_stored_is_asked_for_again(
    client: Client,
    gateway: FakeGateway,
    slack: SlackPlatform,
    session: aiohttp.ClientSession,
    refusal: Any,
) -> None:
    event = slack.event()
    gateway.refusal = refusal
    assert await slack.push(session, client.make_url(HOOK), event) == 503
    gateway.refusal = None
    assert await slack.push(session, client.make_url(HOOK), event, retry=1) == 200
    assert len(gateway.inbound) == 1


async def test_what_can_never_be_stored_is_not_asked_for_again(
    client: Client, gateway: FakeGateway, slack: SlackPlatform, session: aiohttp.ClientSession
) -> None:
    gateway.refusal = Invalid("too long")
    assert await slack.push(session, client.make_url(HOOK), slack.event()) == 200


async def test_both_secrets_count_while_one_replaces_the_other(
    serve: Serve, gateway: FakeGateway, slack: SlackPlatform, session: aiohttp.ClientSession
) -> None:
    settings = SlackSettings(slack.token, ("new-secret", slack.secret))
    channel = SlackChannel(settings, gateway, clock=lambda: gateway.now)
    client = await serve(channel.routes())
    assert await slack.push(session, client.make_url(HOOK), slack.event()) == 200
    slack.secret = "new-secret"
    assert await slack.push(session, client.make_url(HOOK), slack.event()) == 200
    slack.secret = "old-secret"
    assert await slack.push(session, client.make_url(HOOK), slack.event()) == 403


BODY = json.dumps(SlackPlatform().event())


async def test_no_flipped_bit_is_accepted(client: Client, slack: SlackPlatform) -> None:
    good = slack.signed(BODY)
    names = ["X-Slack-Request-Timestamp", "X-Slack-Signature"]
    secrets = (slack.secret.encode(),)
    assert is_signed(secrets, good, BODY.encode(), slack.clock())
    for place, original in [("body", BODY.encode()), *((n, good[n].encode()) for n in names)]:
        for index in range(len(original)):
            for bit in range(8):
                flipped = bytearray(original)
                flipped[index] ^= 1 << bit
                headers, body = dict(good), BODY.encode()
                if place == "body":
                    body = bytes(flipped)
                else:
                    headers[place] = flipped.decode("utf-8", "surrogateescape")
                assert not is_signed(secrets, headers, body, slack.clock())


@pytest.mark.parametrize("offset", [-301, 301, -86_400, 10**9])
async def test_old_and_future_requests_are_refused(
    client: Client, slack: SlackPlatform, offset: int
) -> None:
    headers = slack.signed(BODY, at=slack.clock() + offset)
    assert await post(client, BODY.encode(), headers) == 403


@pytest.mark.parametrize("offset", [-300, 0, 300])
async def test_requests_within_five_minutes_are_taken(
    client: Client, slack: SlackPlatform, offset: int
) -> None:
    headers = slack.signed(BODY, at=slack.clock() + offset)
    assert await post(client, BODY.encode(), headers) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Request-Timestamp": "1700000000"},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "1700000000.0", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "-1", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "١٧٠٠٠٠٠٠٠٠", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "1700000000", "X-Slack-Signature": "v0=ü" * 20},
        {"X-Slack-Request-Timestamp": "1700000000", "X-Slack-Signature": ""},
    ],
)
async def test_headers_that_are_none_are_refused(
    client: Client, gateway: FakeGateway, headers: dict[str, str]
) -> None:
    assert await post(client, BODY.encode(), headers) == 403
    assert gateway.inbound == []


@given(
    st.dictionaries(
        st.sampled_from(["X-Slack-Request-Timestamp", "X-Slack-Signature"]),
        st.text(st.characters(codec=None), max_size=80),
    ),
    st.binary(max_size=50),
)
def test_the_verifier_never_raises(headers: dict[str, str], body: bytes) -> None:
    safe = {
        name: value.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
        for name, value in headers.items()
    }
    assert not is_signed((b"secret",), safe, body, 1_700_000_000)


def test_our_signature_is_the_documented_one() -> None:
    # the example of Slack's documentation
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id="
        b"G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-"
        b"collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700"
        b"885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2"
        b"c447fce8b6703c"
    )
    assert sign(b"8f742231b10e8888abcd99yyyzzz85a5", b"1531420618", body) == (
        b"v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


HOSTILE = [
    *(b"", b"nonsense", b"[]", b"null", b"[" * 100_000),
    b'{"type":"event_callback"}',
    b'{"type":"event_callback","event":[]}',
    b'{"type":"event_callback","team_id":"T1","event":{"type":"message","channel_type":"im"}}',
    b'{"type":5}',
    b'{"type":"url_verification"}',
    b'{"type":"url_verification","challenge":{"a":1}}',
    b'{"type":"\\ud800"}',
    *(b"payload=%7B", b"payload=" + b"%5B" * 5000, b"payload=%FF", b"\xff\xfe"),
    b"&".join(b"a=%d" % n for n in range(200)),
]


@pytest.mark.parametrize("form", [False, True])
@pytest.mark.parametrize("body", HOSTILE)
async def test_signed_nonsense_is_acknowledged_and_unsigned_refused(
    client: Client, gateway: FakeGateway, slack: SlackPlatform, body: bytes, form: bool
) -> None:
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    timestamp = str(int(slack.clock()))
    headers = {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": sign(slack.secret.encode(), timestamp.encode(), body).decode(),
    }
    assert await post(client, body, headers) == 200
    assert await post(client, body, {"Content-Type": kind}) == 403
    assert gateway.inbound == []


async def test_compressed_bodies(client: Client, slack: SlackPlatform) -> None:
    # the server ends a connection on which it has lost the thread
    headers = {**slack.signed(BODY), "Content-Encoding": "gzip", "Connection": "close"}
    assert await post(client, b"not gzip", headers) == 400
    assert await post(client, gzip.compress(b"x" * 50_000_000), headers) == 413


async def test_mutated_signed_events_never_fail(
    client: Client, gateway: FakeGateway, slack: SlackPlatform
) -> None:
    chance = random.Random(3)  # noqa: S311 - a schedule, not a secret
    values: list[Any] = [None, 5, -1, 2**80, "", "x" * 5000, [], {}, [[]], True, 1e300, "ü"]

    def mutate(node: Any) -> Any:
        if isinstance(node, dict) and node:
            key = chance.choice(list(node))
            if chance.random() < 0.5:
                return {**node, key: mutate(node[key])}
            if chance.random() < 0.5:
                return {k: v for k, v in node.items() if k != key}
            return {**node, key: chance.choice(values)}
        return chance.choice(values)

    for _ in range(300):
        event = mutate(mutate(slack.event()))
        body = json.dumps(event)
        assert await post(client, body.encode(), slack.signed(body)) == 200
        fields = json.dumps(mutate(mutate(slack.press())))
        form = "payload=" + "".join(f"%{byte:02x}" for byte in fields.encode())
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            **slack.signed(form),
        }
        assert await post(client, form.encode(), headers) == 200
    for message in gateway.inbound:
        assert message.conversation_id.startswith("slack:T1:")
        assert len(message.external_id) <= 256
        assert isinstance(message.text, str)
