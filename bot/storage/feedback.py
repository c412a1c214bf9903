"""What customers think of single messages; the last word on a message counts."""

from __future__ import annotations

from sqlalchemy import Connection, insert, update

from bot.storage import messages
from bot.storage.errors import UnknownRecord
from bot.storage.records import Author
from bot.storage.schema import feedback


def put(
    connection: Connection,
    conversation_id: str,
    position: int,
    value: int,
    comment: str,
    at: float,
) -> None:
    """Note a judgement of a bot's or an agent's message; raises UnknownRecord for any other."""
    author = messages.author_at(connection, conversation_id, position)
    if author is None or author is Author.CUSTOMER:
        raise UnknownRecord(
            f"conversation {conversation_id!r} has no reply at position {position}"
        )
    judgement = {"value": value, "comment": comment, "created_at": at}
    changed = connection.execute(
        update(feedback)
        .where(feedback.c.conversation_id == conversation_id, feedback.c.position == position)
        .values(judgement)
    )
    if changed.rowcount == 0:
        place = {"conversation_id": conversation_id, "position": position}
        connection.execute(insert(feedback), place | judgement)
