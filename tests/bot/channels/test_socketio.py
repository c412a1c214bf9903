from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import jwt
import pytest
import socketio

from bot.channels.socketio import SocketIOChannel
from bot.channels.socketio_settings import SocketIOSettings
from bot.domain.message import Button, Card, Evidence, Reply
from bot.errors import Busy
from tests.bot.channels.conftest import Client, Serve
from tests.fakes.gateway import FakeGateway

GOLDEN = json.loads(Path("tests/golden/socketio_outputs.json").read_text(encoding="utf-8"))
JWT_KEY = "a key that is long enough for HS256 to be content"


class Widget:
    """An old Socket.IO widget that writes down what it receives."""

    def __init__(self) -> None:
        self.client = socketio.AsyncClient(reconnection=False)
        self.received: list[tuple[str, Any]] = []
        self.arrived = asyncio.Event()
        self.client.on("*", self._take)

    def _take(self, event: str, *data: Any) -> None:
        self.received.append((event, data[0] if data else None))
        self.arrived.set()

    async def until(self, event: str, count: int = 1) -> list[Any]:
        """Wait for `count` events of a name; returns their data."""
        async with asyncio.timeout(5):
            while len(found := [d for e, d in self.received if e == event]) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return found


Connect = Callable[..., Awaitable[Widget]]


@pytest.fixture
async def widgets(serve: Serve, gateway: FakeGateway) -> AsyncIterator[Connect]:
    channels: dict[str, tuple[SocketIOChannel, Client]] = {}
    opened: list[Widget] = []

    async def connect(
        settings: SocketIOSettings = SocketIOSettings(),  # noqa: B008 - frozen
        *,
        transports: tuple[str, ...] = ("websocket",),
        **options: Any,
    ) -> Widget:
        key = repr(settings)
        if key not in channels:
            channel = SocketIOChannel(settings, gateway, clock=lambda: gateway.now)
            channels[key] = channel, await serve(channel.routes())
        client = channels[key][1]
        widget = Widget()
        opened.append(widget)
        await widget.client.connect(
            str(client.make_url("/")),
            transports=list(transports),
            socketio_path=settings.socketio_path,
            namespaces=[settings.namespace or "/"],
            **options,
        )
        return widget

    yield connect
    for widget in opened:
        if widget.client.connected:
            await widget.client.disconnect()
    for channel, _ in channels.values():
        await channel.close()


def reply_of(message: dict[str, Any]) -> Reply:
    """Read one of Rasa's bot messages as our reply."""

    def buttons(items: Any) -> tuple[Button, ...]:
        return tuple(Button(item["title"], item["payload"]) for item in items or ())

    return Reply(
        text=message.get("text"),
        buttons=buttons(message.get("buttons")),
        quick_replies=buttons(message.get("quick_replies")),
        cards=tuple(Card(e["title"]) for e in message.get("elements") or ()),
        image=message.get("image"),
        attachment=message.get("attachment"),
        custom=message.get("custom"),
    )


@pytest.mark.parametrize("case", sorted(GOLDEN))
async def test_events_have_rasas_shape(widgets: Connect, gateway: FakeGateway, case: str) -> None:
    gateway.answer = lambda _: (reply_of(GOLDEN[case]["in"]),)
    widget = await widgets()
    await widget.client.emit("user_uttered", {"message": "hi"})
    expected = [emit["data"] for emit in GOLDEN[case]["emits"]]
    await widget.until("bot_meta")
    assert [d for e, d in widget.received if e == "bot_uttered"] == expected


async def test_a_session_is_confirmed_by_a_bare_string(widgets: Connect) -> None:
    widget = await widgets()
    await widget.client.emit("session_request", {"session_id": "abc"})
    assert await widget.until("session_confirm") == ["abc"]
    await widget.client.emit("session_request", {})
    await widget.client.emit("session_request", None)
    _, second, third = await widget.until("session_confirm", 3)
    assert len(second) == len(third) == 32
    assert second != third


async def test_without_persistence_the_socket_is_the_sender(
    widgets: Connect, gateway: FakeGateway
) -> None:
    widget = await widgets()
    await widget.client.emit("session_request", {"session_id": "abc"})
    await widget.client.emit(
        "user_uttered", {"message": "hi", "session_id": "abc", "metadata": {"k": 1}}
    )
    await widget.until("bot_uttered")
    message = gateway.inbound[0]
    assert message.channel == "socketio"
    assert message.sender == message.conversation_id != "abc"
    assert message.metadata == {"k": 1}


PERSISTENT = SocketIOSettings(session_persistence=True, metadata_key="customData")


async def test_with_persistence_the_session_is_the_sender(
    widgets: Connect, gateway: FakeGateway
) -> None:
    widget = await widgets(PERSISTENT)
    await widget.client.emit("session_request", {"session_id": "abc"})
    await widget.client.emit(
        "user_uttered", {"message": "hi", "session_id": "abc", "customData": '{"k": 1}'}
    )
    await widget.until("bot_uttered")
    assert gateway.inbound[0].conversation_id == "abc"
    assert gateway.inbound[0].metadata == {"k": 1}
    # a message without its session is dropped, as in Rasa
    await widget.client.emit("user_uttered", {"message": "lost"})
    await widget.client.emit("user_uttered", {"message": "kept", "session_id": "abc"})
    await widget.until("bot_uttered", 2)
    assert [m.text for m in gateway.inbound] == ["hi", "kept"]


async def test_a_hundred_messages_keep_their_order(widgets: Connect, gateway: FakeGateway) -> None:
    widget = await widgets()
    for number in range(100):
        await widget.client.emit("user_uttered", {"message": str(number)})
    got = await widget.until("bot_uttered", 100)
    assert [m.text for m in gateway.inbound] == [str(n) for n in range(100)]
    assert [d["text"] for d in got] == [f"You said: {n}" for n in range(100)]


async def test_positions_and_evidence_come_on_their_own_event(
    widgets: Connect, gateway: FakeGateway
) -> None:
    gateway.answer = lambda _: (Reply(text="a", evidence=(Evidence("faq", "x", "X"),)),)
    widget = await widgets()
    await widget.client.emit("user_uttered", {"message": "hi"})
    assert await widget.until("bot_meta") == [
        {
            "position": 2,
            "author": "bot",
            "evidence": [{"kind": "faq", "id": "x", "title": "X"}],
        }
    ]
    assert await widget.until("bot_typing", 2) == [{"on": True}, {"on": False}]
    assert await widget.until("bot_uttered") == [{"text": "a"}]


async def test_what_was_said_while_away_comes_on_return(
    widgets: Connect, gateway: FakeGateway
) -> None:
    widget = await widgets(PERSISTENT)
    await widget.client.emit("session_request", {"session_id": "abc"})
    await widget.client.emit("user_uttered", {"message": "hi", "session_id": "abc"})
    await widget.until("bot_meta")
    await widget.client.disconnect()
    await asyncio.sleep(0.05)
    gateway.add("abc", "agent", {"text": "I looked it up"})
    again = await widgets(PERSISTENT)
    await again.client.emit("session_request", {"session_id": "abc"})
    assert await again.until("bot_uttered") == [{"text": "I looked it up"}]
    third = await widgets(PERSISTENT)
    await third.client.emit("session_request", {"session_id": "abc", "since": 0})
    got = await third.until("bot_uttered", 2)
    assert [d["text"] for d in got] == ["You said: hi", "I looked it up"]


async def test_the_same_message_id_is_one_turn(widgets: Connect, gateway: FakeGateway) -> None:
    widget = await widgets()
    body = {"message": "hi", "message_id": "m-1"}
    first = await widget.client.call("user_uttered", body)
    second = await widget.client.call("user_uttered", body)
    assert first == second == {"position": 1}
    assert len(gateway.inbound) == 1


async def test_a_refused_message_is_said_on_its_own_event(
    widgets: Connect, gateway: FakeGateway
) -> None:
    gateway.refusal = Busy("full", retry_after_s=3)
    widget = await widgets()
    await widget.client.emit("user_uttered", {"message": "hi"})
    assert await widget.until("bot_error") == [
        {"code": "Busy", "message": "full", "retry_after": 3}
    ]


async def test_names_of_events_path_and_namespace_are_settings(
    widgets: Connect, gateway: FakeGateway
) -> None:
    settings = SocketIOSettings(
        user_message_evt="said", bot_message_evt="replied", namespace="/chat", socketio_path="/io"
    )
    widget = await widgets(settings)
    widget.client.on("*", widget._take, namespace="/chat")
    await widget.client.emit("said", {"message": "hi"}, namespace="/chat")
    assert await widget.until("replied") == [{"text": "You said: hi"}]


@pytest.mark.parametrize("transports", [("polling",), ("polling", "websocket")])
async def test_old_widgets_poll(
    widgets: Connect, gateway: FakeGateway, transports: tuple[str, ...]
) -> None:
    widget = await widgets(transports=transports)
    await widget.client.emit("user_uttered", {"message": "hi"})
    assert await widget.until("bot_uttered") == [{"text": "You said: hi"}]


def token(key: str = JWT_KEY, method: str = "HS256") -> str:
    return jwt.encode({"user": {"username": "u"}}, key, method)


async def test_a_jwt_key_lets_only_signed_clients_in(
    widgets: Connect, gateway: FakeGateway
) -> None:
    settings = SocketIOSettings(jwt_key=JWT_KEY)
    widget = await widgets(settings, auth={"token": token()})
    await widget.client.emit("user_uttered", {"message": "hi"})
    await widget.until("bot_uttered")
    wrong: list[Any] = [
        None,
        {},
        {"token": None},
        {"token": "x"},
        {"token": "ü.ü.ü"},
        {"token": token("another key that is long enough for all")},
        {"token": token(JWT_KEY * 2, "HS512")},
        {"token": jwt.encode({"exp": 1}, JWT_KEY, "HS256")},
        "x",
    ]
    for auth in wrong:
        with pytest.raises(socketio.exceptions.ConnectionError):
            await widgets(settings, auth=auth)
    assert len(gateway.inbound) == 1


HOSTILE_MESSAGES: list[Any] = [
    None,
    5,
    "text",
    [],
    {},
    {"message": 5},
    {"message": ""},
    {"message": "x" * 9000},
    {"message": "x", "metadata": "not json"},
    {"message": "x", "metadata": [1]},
    {"message": "x", "metadata": {"n": 2**70}},
]


async def test_hostile_messages_are_refused_and_the_line_stays(
    widgets: Connect, gateway: FakeGateway
) -> None:
    widget = await widgets()
    for message in HOSTILE_MESSAGES:
        await widget.client.emit("user_uttered", message)
    await widget.until("bot_error", len(HOSTILE_MESSAGES))
    await widget.client.emit("user_uttered", {"message": "still here"})
    await widget.until("bot_uttered")
    assert [m.text for m in gateway.inbound] == ["still here"]


@pytest.mark.parametrize("session", ["widget:shop:v-1", "slack:T:U", 5.5, ["a"], "x" * 300])
async def test_sessions_that_name_another_channel_are_refused(
    widgets: Connect, gateway: FakeGateway, session: Any
) -> None:
    widget = await widgets(PERSISTENT)
    await widget.client.emit("session_request", {"session_id": session})
    await widget.until("bot_error")
    await widget.client.emit("user_uttered", {"message": "x", "session_id": session})
    await widget.until("bot_error", 2)
    assert gateway.inbound == []
    assert not gateway.subscriptions
