"""Conversation rows: the counters that number everything else, and consent."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.errors import PositionConflict, UnknownRecord
from bot.storage.records import ConversationRow
from bot.storage.schema import conversations

# Statements on the path of every message are built once: building costs as much as running.
_NEXT_INBOUND = (
    update(conversations)
    .where(conversations.c.id == bindparam("conversation"))
    .values(
        last_seq=conversations.c.last_seq + 1,
        message_count=conversations.c.message_count + 1,
        updated_at=bindparam("at"),
    )
    .returning(conversations.c.last_seq, conversations.c.message_count)
)
_ADVANCE = (
    update(conversations)
    .where(conversations.c.id == bindparam("conversation"))
    .values(
        event_count=conversations.c.event_count + bindparam("events"),
        message_count=conversations.c.message_count + bindparam("messages"),
        updated_at=bindparam("at"),
    )
    .returning(conversations.c.event_count, conversations.c.message_count)
)
_ADVANCE_IF = _ADVANCE.where(conversations.c.event_count == bindparam("expected"))


def open_conversation(
    connection: Connection,
    conversation_id: str,
    *,
    channel: str,
    account: str,
    sender: str,
    at: float,
) -> None:
    """Create the conversation unless it is there."""
    values = {
        "id": conversation_id,
        "channel": channel,
        "account": account,
        "sender": sender,
        "last_seq": 0,
        "event_count": 0,
        "message_count": 0,
        "created_at": at,
        "updated_at": at,
    }
    if connection.dialect.name == "sqlite":
        connection.execute(sqlite.insert(conversations).values(values).on_conflict_do_nothing())
    else:
        connection.execute(
            postgresql.insert(conversations).values(values).on_conflict_do_nothing()
        )


def name_sender(
    connection: Connection, conversation_id: str, *, channel: str, account: str, sender: str
) -> None:
    """Note who writes in a conversation that was created by something else than a message."""
    connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(channel=channel, account=account, sender=sender)
    )


def next_inbound(
    connection: Connection, conversation_id: str, at: float
) -> tuple[int, int] | None:
    """Number one inbound message: its seq and its position; None without the conversation."""
    values = {"conversation": conversation_id, "at": at}
    row = connection.execute(_NEXT_INBOUND, values).one_or_none()
    return None if row is None else (row.last_seq, row.message_count)


def advance(
    connection: Connection,
    conversation_id: str,
    *,
    events: int,
    messages: int,
    expected_events: int | None,
    at: float,
) -> tuple[int, int]:
    """Reserve places for new rows; return the counts of events and messages before them.

    Raises PositionConflict when there are not `expected_events` events, UnknownRecord.
    """
    values = {
        "conversation": conversation_id,
        "events": events,
        "messages": messages,
        "expected": expected_events,
        "at": at,
    }
    change = _ADVANCE if expected_events is None else _ADVANCE_IF
    row = connection.execute(change, values).one_or_none()
    if row is None:
        actual = event_count(connection, conversation_id)
        if actual is None or expected_events is None:
            raise UnknownRecord(f"there is no conversation {conversation_id!r}")
        raise PositionConflict(conversation_id, expected_events, actual)
    return row.event_count - events, row.message_count - messages


def event_count(connection: Connection, conversation_id: str) -> int | None:
    """Return how many events the conversation has, or None when it does not exist."""
    return connection.execute(
        select(conversations.c.event_count).where(conversations.c.id == conversation_id)
    ).scalar_one_or_none()


def find(connection: Connection, conversation_id: str) -> ConversationRow | None:
    """Return the conversation's row, or None."""
    row = connection.execute(
        select(conversations).where(conversations.c.id == conversation_id)
    ).one_or_none()
    return None if row is None else _record(row)


def latest(connection: Connection, before: float | None, limit: int) -> list[ConversationRow]:
    """Return the conversations that were touched last, newest first."""
    query = select(conversations).order_by(conversations.c.updated_at.desc(), conversations.c.id)
    if before is not None:
        query = query.where(conversations.c.updated_at < before)
    return [_record(row) for row in connection.execute(query.limit(limit))]


def set_consent(connection: Connection, conversation_id: str, value: bool) -> None:
    """Note whether the conversation may be learned from; raises UnknownRecord."""
    changed = connection.execute(
        update(conversations).where(conversations.c.id == conversation_id).values(consent=value)
    )
    if changed.rowcount == 0:
        raise UnknownRecord(f"there is no conversation {conversation_id!r}")


def _record(row: Row[Any]) -> ConversationRow:
    return ConversationRow(
        id=row.id,
        channel=row.channel,
        account=row.account,
        sender=row.sender,
        last_seq=row.last_seq,
        event_count=row.event_count,
        message_count=row.message_count,
        consent=row.consent,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
