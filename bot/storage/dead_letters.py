"""What was given up: kept for people to look at, never lost from sight."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from bot.storage.records import DeadLetter
from bot.storage.schema import dead_letters


def add(
    connection: Connection, kind: str, ref: int, conversation_id: str, error: str, at: float
) -> None:
    """Note that the inbox entry (`turn`) or the outbox row (`outbox`) `ref` was given up."""
    connection.execute(
        insert(dead_letters),
        {
            "kind": kind,
            "ref": ref,
            "conversation_id": conversation_id,
            "error": error,
            "created_at": at,
        },
    )


def after(connection: Connection, after_id: int, limit: int) -> list[DeadLetter]:
    """Return dead letters in the order in which they came, from the one after `after_id`."""
    rows = connection.execute(
        select(dead_letters)
        .where(dead_letters.c.id > after_id)
        .order_by(dead_letters.c.id)
        .limit(limit)
    )
    return [
        DeadLetter(row.id, row.kind, row.ref, row.conversation_id, row.error, row.created_at)
        for row in rows
    ]
