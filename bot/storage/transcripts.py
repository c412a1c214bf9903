"""Turns read back for people and for training, with replies, feedback and consent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, select, tuple_

from bot.storage.json_text import object_from_json
from bot.storage.records import Author, Feedback, TurnFilter, TurnRow
from bot.storage.schema import conversations, feedback, inbox, messages, turns

# A page's keys go into one query in slices: SQLite allows 32,766 parameters, two a key.
_SLICE = 200

_Key = tuple[str, int]


def read(connection: Connection, wanted: TurnFilter) -> list[TurnRow]:
    """Return the turns that match, oldest first."""
    rows = connection.execute(_query(wanted)).all()
    keys = [(row.conversation_id, row.seq) for row in rows]
    replies: dict[_Key, list[dict[str, Any]]] = defaultdict(list)
    judged: dict[_Key, list[Feedback]] = defaultdict(list)
    for start in range(0, len(keys), _SLICE):
        part = keys[start : start + _SLICE]
        _add_replies(connection, part, replies)
        _add_feedback(connection, part, judged)
    return [
        _record(row, replies[row.conversation_id, row.seq], judged[row.conversation_id, row.seq])
        for row in rows
    ]


def _query(wanted: TurnFilter) -> Select[Any]:
    query = (
        select(
            turns,
            inbox.c.channel,
            inbox.c.account,
            inbox.c.text,
            conversations.c.consent,
        )
        .join(inbox, inbox.c.id == turns.c.inbox_id)
        .join(conversations, conversations.c.id == turns.c.conversation_id)
        .where(turns.c.id > wanted.after_id)
        .order_by(turns.c.id)
        .limit(wanted.limit)
    )
    if wanted.since is not None:
        query = query.where(turns.c.created_at >= wanted.since)
    if wanted.until is not None:
        query = query.where(turns.c.created_at < wanted.until)
    if wanted.conversation_id is not None:
        query = query.where(turns.c.conversation_id == wanted.conversation_id)
    if wanted.intent is not None:
        query = query.where(turns.c.intent == wanted.intent)
    if wanted.feedback is not None:
        query = query.where(
            exists().where(
                messages.c.conversation_id == turns.c.conversation_id,
                messages.c.seq == turns.c.seq,
                feedback.c.conversation_id == messages.c.conversation_id,
                feedback.c.position == messages.c.position,
                feedback.c.value == wanted.feedback,
            )
        )
    return query


def _add_replies(
    connection: Connection, keys: Sequence[_Key], replies: dict[_Key, list[dict[str, Any]]]
) -> None:
    rows = connection.execute(
        select(messages.c.conversation_id, messages.c.seq, messages.c.body)
        .where(
            tuple_(messages.c.conversation_id, messages.c.seq).in_(keys),
            messages.c.author == Author.BOT.value,
        )
        .order_by(messages.c.position)
    )
    for row in rows:
        replies[row.conversation_id, row.seq].append(object_from_json(row.body))


def _add_feedback(
    connection: Connection, keys: Sequence[_Key], judged: dict[_Key, list[Feedback]]
) -> None:
    rows = connection.execute(
        select(messages.c.seq, feedback)
        .join(
            feedback,
            (feedback.c.conversation_id == messages.c.conversation_id)
            & (feedback.c.position == messages.c.position),
        )
        .where(tuple_(messages.c.conversation_id, messages.c.seq).in_(keys))
        .order_by(feedback.c.position)
    )
    for row in rows:
        judged[row.conversation_id, row.seq].append(
            Feedback(row.position, row.value, row.comment, row.created_at)
        )


def _record(
    row: Row[Any], replies: Sequence[dict[str, Any]], judged: Sequence[Feedback]
) -> TurnRow:
    return TurnRow(
        id=row.id,
        conversation_id=row.conversation_id,
        seq=row.seq,
        channel=row.channel,
        account=row.account,
        created_at=row.created_at,
        text=row.text,
        intent=row.intent,
        record=object_from_json(row.record),
        replies=tuple(replies),
        feedback=tuple(judged),
        consent=row.consent,
    )
