"""The event list of a conversation: the truth that everything else is folded from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.storage.json_text import object_from_json
from bot.storage.schema import events

_ADD = insert(events)


def add(
    connection: Connection, conversation_id: str, before: int, new_events: Sequence[str]
) -> None:
    """Insert events (JSON texts) behind the first `before` ones."""
    if not new_events:
        return
    connection.execute(
        _ADD,
        [
            {"conversation_id": conversation_id, "position": before + number, "event": event}
            for number, event in enumerate(new_events, start=1)
        ],
    )


def load(connection: Connection, conversation_id: str, after: int) -> list[dict[str, Any]]:
    """Return the events behind the first `after` ones, in order."""
    rows = connection.execute(
        select(events.c.event)
        .where(events.c.conversation_id == conversation_id, events.c.position > after)
        .order_by(events.c.position)
    )
    return [object_from_json(event) for event in rows.scalars()]
