"""Messages and turns as the tests need them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.message import InboundMessage
from bot.storage.records import Accepted, OutboxEntry, TurnCommit
from bot.storage.store import Store


def inbound(
    number: int | str = 1, conversation: str = "anna", text: str = "hello", **fields: Any
) -> InboundMessage:
    values: dict[str, Any] = {
        "channel": "slack",
        "account": "shop",
        "external_id": f"{conversation}-{number}",
        "sender": conversation,
        "conversation_id": conversation,
        "text": text,
        "received_at": 1_700_000_000.0,
    }
    return InboundMessage(**(values | fields))


def event(kind: str = "slot", /, **fields: Any) -> dict[str, Any]:
    return {"event": kind, "timestamp": 1.0, **fields}


def entry(text: str = "hi", **fields: Any) -> OutboxEntry:
    values: dict[str, Any] = {
        "channel": "slack",
        "account": "shop",
        "recipient": "U1",
        "payload": {"text": text},
    }
    return OutboxEntry(**(values | fields))


def turn(accepted: Accepted, expected_position: int = 0, **fields: Any) -> TurnCommit:
    values: dict[str, Any] = {
        "conversation_id": accepted.conversation_id,
        "seq": accepted.seq,
        "inbox_id": accepted.inbox_id,
        "events": (event(),),
        "replies": ({"text": "welcome"},),
        "outbox": (),
        "record": {"intent": "greet"},
        "expected_position": expected_position,
    }
    return TurnCommit(**(values | fields))


async def answer(
    store: Store, number: int | str = 1, conversation: str = "anna", **fields: Any
) -> Accepted:
    """Accept a message and commit its turn."""
    accepted = await store.accept(inbound(number, conversation))
    before = len(await store.load_events(conversation))
    await store.commit_turn(turn(accepted, before, **fields))
    return accepted


def texts(bodies: Mapping[str, Any] | list[Any]) -> list[Any]:
    return [body["text"] for body in bodies]
