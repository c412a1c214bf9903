"""Replies on their way to platforms: in order within a conversation, never silently sent twice.

new -> sending -> sent | unknown | dead, or back to new with a later `next_at`. Only the oldest
unfinished row of a conversation is ever due, so a waiting one holds up its own conversation alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    exists,
    insert,
    literal_column,
    select,
    update,
)

from bot.storage import dead_letters
from bot.storage.errors import UnknownRecord
from bot.storage.json_text import checked_id, object_from_json, to_json
from bot.storage.records import OutboxEntry, OutboxRow, OutboxState
from bot.storage.schema import (
    ACCOUNT_LENGTH,
    EXTERNAL_ID_LENGTH,
    IDEMPOTENCY_KEY_LENGTH,
    NAME_LENGTH,
    outbox,
)

# Literals, not parameters: only then does SQLite see that its partial index answers the query.
_NEW: ColumnElement[str] = literal_column(f"'{OutboxState.NEW.value}'")
_SENDING: ColumnElement[str] = literal_column(f"'{OutboxState.SENDING.value}'")

_ADD = insert(outbox)


def _is_open(table: FromClause) -> ColumnElement[bool]:
    return table.c.state.in_((_NEW, _SENDING))


@dataclass(frozen=True, slots=True)
class OutboxDraft:
    """An outbox entry made fit for the database, outside the writer thread."""

    channel: str
    account: str
    recipient: str
    payload: str
    idempotency_key: str
    reply: int | None

    @classmethod
    def of(cls, entry: OutboxEntry) -> OutboxDraft:
        """Return the draft for `entry`; raises ValueError naming the field that is wrong."""
        key = entry.idempotency_key or str(uuid.uuid4())
        return cls(
            channel=checked_id("channel", entry.channel, NAME_LENGTH),
            account=checked_id("account", entry.account, ACCOUNT_LENGTH),
            recipient=checked_id("recipient", entry.recipient, EXTERNAL_ID_LENGTH),
            payload=to_json(dict(entry.payload)),
            idempotency_key=checked_id("idempotency_key", key, IDEMPOTENCY_KEY_LENGTH),
            reply=entry.reply,
        )


def add(
    connection: Connection,
    conversation_id: str,
    drafts: Sequence[OutboxDraft],
    first_position: int,
    at: float,
) -> None:
    """Insert entries; reply number 0 of the turn stands at message `first_position`."""
    if not drafts:
        return
    connection.execute(
        _ADD,
        [
            {
                "conversation_id": conversation_id,
                "position": None if draft.reply is None else first_position + draft.reply,
                "channel": draft.channel,
                "account": draft.account,
                "recipient": draft.recipient,
                "payload": draft.payload,
                "idempotency_key": draft.idempotency_key,
                "state": OutboxState.NEW.value,
                "attempts": 0,
                "next_at": at,
                "error": "",
                "created_at": at,
            }
            for draft in drafts
        ],
    )


def due(connection: Connection, now: float, limit: int) -> list[OutboxRow]:
    """Return rows that may be sent now: of each conversation the oldest unfinished one."""
    rows = connection.execute(
        select(outbox)
        .where(*_is_waiting_head(), outbox.c.next_at <= now)
        .order_by(outbox.c.id)
        .limit(limit)
    )
    return [_record(row) for row in rows]


def next_due_at(connection: Connection) -> float | None:
    """Return when the next row may be sent, or None when none waits but for its turn."""
    return connection.execute(
        select(outbox.c.next_at).where(*_is_waiting_head()).order_by(outbox.c.next_at).limit(1)
    ).scalar_one_or_none()


def _is_waiting_head() -> tuple[ColumnElement[bool], ...]:
    earlier = outbox.alias("earlier")
    held_up = exists().where(
        earlier.c.conversation_id == outbox.c.conversation_id,
        earlier.c.id < outbox.c.id,
        _is_open(earlier),
    )
    return _is_open(outbox), outbox.c.state == _NEW, ~held_up


def sending(connection: Connection) -> list[OutboxRow]:
    """Return rows that were being sent, for instance when the process was killed."""
    rows = connection.execute(
        select(outbox).where(_is_open(outbox), outbox.c.state == _SENDING).order_by(outbox.c.id)
    )
    return [_record(row) for row in rows]


def claim(connection: Connection, outbox_id: int) -> bool:
    """Mark a new row as being sent; False when somebody else has it or it is finished."""
    changed = connection.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == OutboxState.NEW.value)
        .values(state=OutboxState.SENDING.value, attempts=outbox.c.attempts + 1)
    )
    return changed.rowcount == 1


def finish(
    connection: Connection,
    outbox_id: int,
    state: OutboxState,
    at: float,
    *,
    provider_id: str | None = None,
    error: str = "",
) -> None:
    """End an unfinished row as sent, unknown or dead; a finished one stays as it is.

    What did not surely arrive becomes a dead letter. Raises UnknownRecord.
    """
    row = connection.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, _is_open(outbox))
        .values(state=state.value, provider_id=provider_id, error=error)
        .returning(outbox.c.conversation_id)
    ).one_or_none()
    if row is None:
        _require(connection, outbox_id)
    elif state is not OutboxState.SENT:
        dead_letters.add(connection, "outbox", outbox_id, row.conversation_id, error, at)


def retry(connection: Connection, outbox_id: int, next_at: float, error: str) -> None:
    """Put an unfinished row back, to be sent from `next_at` on; raises UnknownRecord."""
    changed = connection.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, _is_open(outbox))
        .values(state=OutboxState.NEW.value, next_at=next_at, error=error)
    )
    if changed.rowcount == 0:
        _require(connection, outbox_id)


def _require(connection: Connection, outbox_id: int) -> None:
    known = connection.execute(select(outbox.c.id).where(outbox.c.id == outbox_id)).first()
    if known is None:
        raise UnknownRecord(f"there is no outbox row {outbox_id}")


def _record(row: Row[Any]) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        conversation_id=row.conversation_id,
        channel=row.channel,
        account=row.account,
        recipient=row.recipient,
        payload=object_from_json(row.payload),
        idempotency_key=row.idempotency_key,
        state=OutboxState(row.state),
        attempts=row.attempts,
        next_at=row.next_at,
        position=row.position,
        provider_id=row.provider_id,
        error=row.error,
    )
