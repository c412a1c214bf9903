"""A turn's commit: events, replies, outbox and the turn record, all or nothing, once.

A turn that was committed before (the caller did not learn of it) is not written again: its stored
replies are returned. Whoever decided on an outdated conversation gets PositionConflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert

from bot.storage import conversations, dead_letters, events, inbox, messages, outbox
from bot.storage.errors import TurnOutOfOrder, UnknownRecord
from bot.storage.json_text import checked_int, clean_text, to_json
from bot.storage.outbox import OutboxDraft
from bot.storage.records import InboxState, StoredMessage, TurnCommit, TurnStatus
from bot.storage.schema import EXTERNAL_ID_LENGTH, turns

_ADD = insert(turns)


@dataclass(frozen=True, slots=True)
class TurnDraft:
    """A turn's commit made fit for the database, outside the writer thread."""

    conversation_id: str
    seq: int
    inbox_id: int
    events: tuple[str, ...]
    replies: tuple[str, ...]
    outbox: tuple[OutboxDraft, ...]
    record: str
    intent: str | None
    expected_position: int
    error: str

    @classmethod
    def of(cls, commit: TurnCommit) -> TurnDraft:
        """Return the draft for `commit`; raises ValueError saying what cannot be stored."""
        for entry in commit.outbox:
            if entry.reply is not None and not 0 <= entry.reply < len(commit.replies):
                raise ValueError(f"an outbox entry names reply {entry.reply}, which is not there")
        return cls(
            conversation_id=commit.conversation_id,
            seq=checked_int("seq", commit.seq),
            inbox_id=checked_int("inbox_id", commit.inbox_id),
            events=tuple(to_json(dict(event)) for event in commit.events),
            replies=tuple(to_json(dict(reply)) for reply in commit.replies),
            outbox=tuple(OutboxDraft.of(entry) for entry in commit.outbox),
            record=to_json(dict(commit.record)),
            intent=_intent(commit.record),
            expected_position=checked_int("expected_position", commit.expected_position),
            error=clean_text(commit.error),
        )


def commit(connection: Connection, draft: TurnDraft, at: float) -> tuple[StoredMessage, ...]:
    """Write the turn and return its replies; raises PositionConflict, TurnOutOfOrder."""
    conversation_id = draft.conversation_id
    place = inbox.place_of(connection, conversation_id, draft.seq)
    if place.inbox_id != draft.inbox_id:
        raise UnknownRecord(
            f"seq {draft.seq} of {conversation_id!r} is inbox entry {place.inbox_id}, "
            f"not {draft.inbox_id}"
        )
    if place.turn_written:
        return messages.replies(connection, conversation_id, draft.seq)
    if place.earlier_pending is not None:
        raise TurnOutOfOrder(
            f"seq {draft.seq} of {conversation_id!r} came before seq {place.earlier_pending} "
            "was answered"
        )
    events_before, messages_before = conversations.advance(
        connection,
        conversation_id,
        events=len(draft.events),
        messages=len(draft.replies),
        expected_events=draft.expected_position,
        at=at,
    )
    events.add(connection, conversation_id, events_before, draft.events)
    replies = messages.add_replies(
        connection, conversation_id, messages_before, draft.replies, at, draft.seq
    )
    outbox.add(connection, conversation_id, draft.outbox, messages_before + 1, at)
    _write_record(connection, draft, at)
    _close_inbox(connection, draft, place.state, at)
    return replies


def status(connection: Connection, conversation_id: str, seq: int) -> TurnStatus:
    """Return where the turn of an accepted message stands; raises UnknownRecord."""
    place = inbox.place_of(connection, conversation_id, seq)
    return TurnStatus(place.state, messages.replies(connection, conversation_id, seq))


def _write_record(connection: Connection, draft: TurnDraft, at: float) -> None:
    connection.execute(
        _ADD,
        {
            "inbox_id": draft.inbox_id,
            "conversation_id": draft.conversation_id,
            "seq": draft.seq,
            "created_at": at,
            "intent": draft.intent,
            "record": draft.record,
        },
    )


def _close_inbox(connection: Connection, draft: TurnDraft, state: InboxState, at: float) -> None:
    if state is InboxState.DEAD:  # its dead letter is there; this commit is the late apology
        return
    if not draft.error:
        inbox.close(connection, draft.inbox_id, InboxState.DONE)
        return
    inbox.close(connection, draft.inbox_id, InboxState.DEAD, draft.error)
    dead_letters.add(connection, "turn", draft.inbox_id, draft.conversation_id, draft.error, at)


def _intent(record: Mapping[str, Any]) -> str | None:
    intent = record.get("intent")
    name = intent.get("name") if isinstance(intent, Mapping) else intent
    return clean_text(name)[:EXTERNAL_ID_LENGTH] if isinstance(name, str) and name else None
