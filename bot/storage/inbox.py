"""The durable inbox: every accepted message once, numbered within its conversation."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    select,
    update,
)

from bot.domain.message import Identity, InboundMessage
from bot.storage import conversations, dead_letters, messages
from bot.storage.errors import UnknownRecord
from bot.storage.json_text import (
    checked_id,
    checked_time,
    clean_text,
    object_from_json,
    to_json,
)
from bot.storage.records import Accepted, Author, FailedTurn, InboxState, PendingMessage
from bot.storage.schema import (
    ACCOUNT_LENGTH,
    CONVERSATION_ID_LENGTH,
    EXTERNAL_ID_LENGTH,
    NAME_LENGTH,
    inbox,
    turns,
)

# A literal, not a parameter: only then does SQLite see that its partial index answers the query.
_PENDING: ColumnElement[str] = literal_column(f"'{InboxState.PENDING.value}'")
# Statements on the path of every message are built once: building costs as much as running.
_FIND = select(
    inbox.c.conversation_id, inbox.c.seq, inbox.c.id, inbox.c.position, inbox.c.state
).where(
    inbox.c.channel == bindparam("channel"),
    inbox.c.account == bindparam("account"),
    inbox.c.external_id == bindparam("external_id"),
)
_ADD = insert(inbox).returning(inbox.c.id)
_earlier = inbox.alias("earlier")
_PLACE = select(
    inbox.c.id,
    inbox.c.state,
    exists().where(turns.c.inbox_id == inbox.c.id).label("turn_written"),
    select(func.min(_earlier.c.seq))
    .where(
        _earlier.c.conversation_id == bindparam("conversation"),
        _earlier.c.state == _PENDING,
        _earlier.c.seq < bindparam("seq"),
    )
    .scalar_subquery()
    .label("earlier_pending"),
).where(inbox.c.conversation_id == bindparam("conversation"), inbox.c.seq == bindparam("seq"))
_CLOSE = (
    update(inbox)
    .where(inbox.c.id == bindparam("inbox_id"))
    .values(state=bindparam("new_state"), error=bindparam("why"))
)
# Metadata key under which a channel leaves the caption of the button that was pressed.
_TITLE = "title"


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """An inbound message made fit for the database, outside the writer thread."""

    channel: str
    account: str
    external_id: str
    conversation_id: str
    sender: str
    text: str
    metadata: str
    identity: str | None
    received_at: float
    body: str

    @classmethod
    def of(cls, message: InboundMessage) -> InboxEntry:
        """Return the entry for `message`; raises ValueError naming the field that is wrong."""
        text = clean_text(message.text)
        body = {"text": text}
        title = message.metadata.get(_TITLE)
        if isinstance(title, str):
            body["title"] = title
        return cls(
            channel=checked_id("channel", message.channel, NAME_LENGTH),
            account=checked_id("account", message.account, ACCOUNT_LENGTH),
            external_id=checked_id("external_id", message.external_id, EXTERNAL_ID_LENGTH),
            conversation_id=checked_id(
                "conversation_id", message.conversation_id, CONVERSATION_ID_LENGTH
            ),
            sender=checked_id("sender", message.sender, EXTERNAL_ID_LENGTH),
            text=text,
            metadata=to_json(dict(message.metadata)),
            identity=None if message.identity is None else to_json(asdict(message.identity)),
            received_at=checked_time("received_at", message.received_at),
            body=to_json(body),
        )


@dataclass(frozen=True, slots=True)
class InboxPlace:
    """One message among its own; `earlier_pending` is the oldest seq still unanswered before."""

    inbox_id: int
    state: InboxState
    turn_written: bool
    earlier_pending: int | None


def accept(connection: Connection, entry: InboxEntry, at: float) -> Accepted:
    """Store the message and number it, or return what was stored under its external id."""
    known = _find(connection, entry)
    if known is not None:
        return known
    seq, position = _number(connection, entry, at)
    inbox_id = connection.execute(_ADD, _row(entry, seq, position)).scalar_one()
    messages.add(
        connection,
        entry.conversation_id,
        position,
        Author.CUSTOMER,
        entry.body,
        at,
        client_id=entry.external_id,
        seq=seq,
    )
    return Accepted(entry.conversation_id, seq, inbox_id, duplicate=False, position=position)


def pending(connection: Connection) -> list[PendingMessage]:
    """Return the messages whose turn is not over, in the order in which they came."""
    rows = connection.execute(select(inbox).where(inbox.c.state == _PENDING).order_by(inbox.c.id))
    return [_pending(row) for row in rows]


def note_failure(
    connection: Connection, inbox_id: int, error: str, max_attempts: int, at: float
) -> FailedTurn:
    """Count a failed attempt; the one after the last allowed makes a dead letter.

    The last allowed one is kept for the caller's apology. Raises UnknownRecord.
    """
    row = connection.execute(
        update(inbox)
        .where(inbox.c.id == inbox_id, inbox.c.state == InboxState.PENDING.value)
        .values(attempts=inbox.c.attempts + 1, error=error)
        .returning(inbox.c.attempts, inbox.c.conversation_id)
    ).one_or_none()
    if row is None:
        return _finished(connection, inbox_id)
    dead = row.attempts > max_attempts
    if dead:
        close(connection, inbox_id, InboxState.DEAD, error)
        dead_letters.add(connection, "turn", inbox_id, row.conversation_id, error, at)
    return FailedTurn(row.attempts, give_up=row.attempts >= max_attempts, dead=dead)


def place_of(connection: Connection, conversation_id: str, seq: int) -> InboxPlace:
    """Return where one message stands; raises UnknownRecord."""
    values = {"conversation": conversation_id, "seq": seq}
    row = connection.execute(_PLACE, values).one_or_none()
    if row is None:
        raise UnknownRecord(f"conversation {conversation_id!r} has no message with seq {seq}")
    return InboxPlace(row.id, InboxState(row.state), bool(row.turn_written), row.earlier_pending)


def close(connection: Connection, inbox_id: int, state: InboxState, error: str = "") -> None:
    """End the message's way through the inbox."""
    values = {"inbox_id": inbox_id, "new_state": state.value, "why": error}
    connection.execute(_CLOSE, values)


def _finished(connection: Connection, inbox_id: int) -> FailedTurn:
    row = connection.execute(
        select(inbox.c.attempts, inbox.c.state).where(inbox.c.id == inbox_id)
    ).one_or_none()
    if row is None:
        raise UnknownRecord(f"there is no inbox entry {inbox_id}")
    return FailedTurn(row.attempts, give_up=False, dead=row.state == InboxState.DEAD.value)


def _number(connection: Connection, entry: InboxEntry, at: float) -> tuple[int, int]:
    key = entry.conversation_id
    sender = {"channel": entry.channel, "account": entry.account, "sender": entry.sender}
    numbers = conversations.next_inbound(connection, key, at)
    if numbers is None:
        conversations.open_conversation(connection, key, **sender, at=at)
        numbers = conversations.next_inbound(connection, key, at)
    elif numbers[0] == 1:  # events were appended before the customer's first message
        conversations.name_sender(connection, key, **sender)
    if numbers is None:
        raise UnknownRecord(f"conversation {key!r} was deleted meanwhile")
    return numbers


def _find(connection: Connection, entry: InboxEntry) -> Accepted | None:
    key = {
        "channel": entry.channel,
        "account": entry.account,
        "external_id": entry.external_id,
    }
    row = connection.execute(_FIND, key).one_or_none()
    if row is None:
        return None
    return Accepted(
        row.conversation_id,
        row.seq,
        row.id,
        duplicate=True,
        position=row.position,
        answered=row.state != InboxState.PENDING.value,
    )


def _row(entry: InboxEntry, seq: int, position: int) -> dict[str, Any]:
    return {
        "channel": entry.channel,
        "account": entry.account,
        "external_id": entry.external_id,
        "conversation_id": entry.conversation_id,
        "seq": seq,
        "position": position,
        "sender": entry.sender,
        "text": entry.text,
        "metadata": entry.metadata,
        "identity": entry.identity,
        "received_at": entry.received_at,
        "state": InboxState.PENDING.value,
        "attempts": 0,
        "error": "",
    }


def _pending(row: Row[Any]) -> PendingMessage:
    message = InboundMessage(
        channel=row.channel,
        account=row.account,
        external_id=row.external_id,
        sender=row.sender,
        conversation_id=row.conversation_id,
        text=row.text,
        metadata=object_from_json(row.metadata),
        identity=None if row.identity is None else Identity(**json.loads(row.identity)),
        received_at=row.received_at,
    )
    return PendingMessage(
        row.id, row.conversation_id, row.seq, message, row.attempts, row.position
    )
