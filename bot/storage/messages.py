"""The messages of a conversation as the customer sees them, in the order of their positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from bot.storage.json_text import object_from_json
from bot.storage.records import Author, StoredMessage
from bot.storage.schema import messages

# Statements on the path of every message are built once: building costs as much as running.
_ADD = insert(messages)
_REPLIES = (
    select(messages)
    .where(
        messages.c.conversation_id == bindparam("conversation"),
        messages.c.seq == bindparam("seq"),
        messages.c.author == Author.BOT.value,
    )
    .order_by(messages.c.position)
)


def add(
    connection: Connection,
    conversation_id: str,
    position: int,
    author: Author,
    body: str,
    at: float,
    *,
    client_id: str | None = None,
    seq: int | None = None,
) -> None:
    """Insert one message at a reserved position."""
    connection.execute(
        _ADD,
        {
            "conversation_id": conversation_id,
            "position": position,
            "author": author.value,
            "body": body,
            "created_at": at,
            "client_id": client_id,
            "seq": seq,
        },
    )


def add_replies(
    connection: Connection,
    conversation_id: str,
    before: int,
    bodies: Sequence[str],
    at: float,
    seq: int,
) -> tuple[StoredMessage, ...]:
    """Insert a turn's replies (JSON texts) behind the first `before` messages; return them."""
    if not bodies:
        return ()
    connection.execute(
        _ADD,
        [
            {
                "conversation_id": conversation_id,
                "position": position,
                "author": Author.BOT.value,
                "body": body,
                "created_at": at,
                "client_id": None,
                "seq": seq,
            }
            for position, body in enumerate(bodies, start=before + 1)
        ],
    )
    return tuple(
        StoredMessage(conversation_id, position, Author.BOT, object_from_json(body), at, seq=seq)
        for position, body in enumerate(bodies, start=before + 1)
    )


def since(
    connection: Connection, conversation_id: str, position: int, limit: int
) -> list[StoredMessage]:
    """Return the first `limit` messages after `position`."""
    rows = connection.execute(
        select(messages)
        .where(messages.c.conversation_id == conversation_id, messages.c.position > position)
        .order_by(messages.c.position)
        .limit(limit)
    )
    return [_record(row) for row in rows]


def before(
    connection: Connection, conversation_id: str, position: int | None, limit: int
) -> list[StoredMessage]:
    """Return the last `limit` messages (before `position`, if given), oldest first."""
    query = select(messages).where(messages.c.conversation_id == conversation_id)
    if position is not None:
        query = query.where(messages.c.position < position)
    rows = connection.execute(query.order_by(messages.c.position.desc()).limit(limit))
    return [_record(row) for row in rows][::-1]


def replies(connection: Connection, conversation_id: str, seq: int) -> tuple[StoredMessage, ...]:
    """Return what the bot replied in one turn."""
    rows = connection.execute(_REPLIES, {"conversation": conversation_id, "seq": seq})
    return tuple(_record(row) for row in rows)


def of_agent(connection: Connection, conversation_id: str, client_id: str) -> StoredMessage | None:
    """Return the agent's message that was stored under its own id, or None."""
    row = connection.execute(
        select(messages).where(
            messages.c.conversation_id == conversation_id,
            messages.c.client_id == client_id,
            messages.c.author == Author.AGENT.value,
        )
    ).one_or_none()
    return None if row is None else _record(row)


def author_at(connection: Connection, conversation_id: str, position: int) -> Author | None:
    """Return who wrote the message at `position`, or None when there is none."""
    author = connection.execute(
        select(messages.c.author).where(
            messages.c.conversation_id == conversation_id, messages.c.position == position
        )
    ).scalar_one_or_none()
    return None if author is None else Author(author)


def _record(row: Row[Any]) -> StoredMessage:
    return StoredMessage(
        conversation_id=row.conversation_id,
        position=row.position,
        author=Author(row.author),
        body=object_from_json(row.body),
        created_at=row.created_at,
        client_id=row.client_id,
        seq=row.seq,
    )
