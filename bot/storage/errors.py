"""What can go wrong with the durable state.

StorageError
├── StoreUnavailable      the write or read did not happen, or nobody can tell (503, try again)
│   ├── StoreBusy         a bounded queue is full (503 + Retry-After)
│   └── StoreLocked       another process owns this SQLite file
├── StoreUrlError         the database URL cannot be used (also a ValueError)
├── WriteRejected         the database refused the row: a rule of the schema is broken
├── PositionConflict      the conversation has moved on since it was read: read again, redo
├── TurnOutOfOrder        an earlier message of the conversation is still unanswered
└── UnknownRecord         the conversation, message or row asked for does not exist (LookupError)
"""

from __future__ import annotations


class StorageError(Exception):
    """Anything the store refuses or fails to do."""


class StoreUnavailable(StorageError):
    """The database did not answer or its disk failed; nothing may be acknowledged."""


class StoreBusy(StoreUnavailable):
    """A bounded queue is full; `retry_after_s` says when to come back."""

    def __init__(self, message: str, retry_after_s: float = 1.0) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class StoreLocked(StoreUnavailable):
    """Another process has this database file open for writing."""


class StoreUrlError(StorageError, ValueError):
    """The database URL is broken or names something that is not durable."""


class WriteRejected(StorageError):
    """The database refused one row (a unique key, a check); other writes are not touched."""


class PositionConflict(StorageError):
    """The conversation has other events than the caller thought: read them and decide again."""

    def __init__(self, conversation_id: str, expected: int, actual: int) -> None:
        super().__init__(
            f"conversation {conversation_id!r} has {actual} events, not the expected {expected}"
        )
        self.expected = expected
        self.actual = actual


class TurnOutOfOrder(StorageError):
    """A turn was committed while an earlier message of its conversation is still pending."""


class UnknownRecord(StorageError, LookupError):
    """There is no such conversation, message, inbox entry or outbox row."""
