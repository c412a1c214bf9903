"""The rows that cross the store's border, as frozen records. Times are seconds since 1970, UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.message import InboundMessage

Json = Mapping[str, Any]


class InboxState(StrEnum):
    """How far an accepted message has come."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


class Author(StrEnum):
    """Who wrote a message of a conversation."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"


class OutboxState(StrEnum):
    """How far a reply has come on its way to a platform.

    `UNKNOWN` means that the platform may or may not have delivered it; it is never sent again
    by itself.
    """

    NEW = "new"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message that is on the disk. `position` is its place in the conversation's messages.

    `duplicate` means that this external id was stored before: the fields are those of the first
    time. `answered` says whether its turn is over; a duplicate that is neither answered nor in
    work (its first acknowledgement was lost) has to be worked on now.
    """

    conversation_id: str
    seq: int
    inbox_id: int
    duplicate: bool
    position: int
    answered: bool = False


@dataclass(frozen=True, slots=True)
class PendingMessage:
    """An accepted message whose turn is not committed yet; to be redone after a restart.

    `repeated` means that its turn may have been written all the same, `interrupted` that it may
    have been begun by a process that ended before the turn did.
    """

    inbox_id: int
    conversation_id: str
    seq: int
    message: InboundMessage
    attempts: int
    position: int = 0
    repeated: bool = False
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message as the customer sees it. `position` counts from 1 within the conversation.

    `body` is `{"text": ...}` for a customer (and `"title"`, the caption of a pressed button),
    `{"text": ..., "agent": ...}` for an agent, and the reply's JSON for the bot. `client_id` is
    the sender's own id of the message, `seq` the turn it belongs to (None for an agent).
    """

    conversation_id: str
    position: int
    author: Author
    body: dict[str, Any]
    created_at: float
    client_id: str | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A reply to be sent to a platform. `reply` is the index of the reply it carries, if any.

    Without an `idempotency_key` the store draws a random UUID that stays through all retries.
    """

    channel: str
    account: str
    recipient: str
    payload: Json
    idempotency_key: str = ""
    reply: int | None = None


@dataclass(frozen=True, slots=True)
class TurnCommit:
    """All that one turn changes, written in one transaction.

    `events` are the new ones only and `expected_position` the number of events there were before
    them. `record` is the turn record; its `intent` (a name, or a mapping with `name`) is what
    transcripts are filtered by. A non-empty `error` commits the turn as given up: the replies
    (an apology) go out and the message becomes a dead letter.
    """

    conversation_id: str
    seq: int
    inbox_id: int
    events: tuple[Json, ...]
    replies: tuple[Json, ...]
    outbox: tuple[OutboxEntry, ...]
    record: Json
    expected_position: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class FailedTurn:
    """A noted failure. `give_up`: attempts are used up, commit an apology with `error` set.

    `dead`: even that failed; the message is a dead letter and no longer holds up its
    conversation.
    """

    attempts: int
    give_up: bool
    dead: bool


@dataclass(frozen=True, slots=True)
class TurnStatus:
    """Where the turn of one accepted message stands, with the replies it has led to."""

    state: InboxState
    replies: tuple[StoredMessage, ...]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A stored outbox entry; rows of one conversation go out in the order of `id`."""

    id: int
    conversation_id: str
    channel: str
    account: str
    recipient: str
    payload: dict[str, Any]
    idempotency_key: str
    state: OutboxState
    attempts: int
    next_at: float
    position: int | None = None
    provider_id: str | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message or reply that was given up; `kind` is turn or outbox, `ref` the id of its row."""

    id: int
    kind: str
    ref: int
    conversation_id: str
    error: str
    created_at: float


@dataclass(frozen=True, slots=True)
class Feedback:
    """A customer's judgement of one message: value 1 (helpful) or -1 (not)."""

    position: int
    value: int
    comment: str
    created_at: float


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """What the store knows of a conversation without reading its events.

    `consent` is None until the customer was asked whether the conversation may be learned from.
    """

    id: str
    channel: str
    account: str
    sender: str
    last_seq: int
    event_count: int
    message_count: int
    consent: bool | None
    created_at: float
    updated_at: float


@dataclass(frozen=True, slots=True)
class TurnFilter:
    """Which turns to read, oldest first; None means no constraint.

    `since` is inclusive and `until` exclusive. `feedback` 1 or -1 keeps turns with such a
    judgement on one of their replies. For the next page pass the last `TurnRow.id` as `after_id`.
    """

    since: float | None = None
    until: float | None = None
    conversation_id: str | None = None
    intent: str | None = None
    feedback: int | None = None
    after_id: int = 0
    limit: int = 500


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn as it was: what was said, what was decided (`record`), what was replied."""

    id: int
    conversation_id: str
    seq: int
    channel: str
    account: str
    created_at: float
    text: str
    intent: str | None
    record: dict[str, Any]
    replies: tuple[dict[str, Any], ...]
    feedback: tuple[Feedback, ...]
    consent: bool | None
