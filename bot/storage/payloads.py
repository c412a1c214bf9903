"""Payloads of buttons that are too long for a platform, kept under short ids."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from bot.storage.schema import payloads


def put(connection: Connection, payload_id: str, payload: str) -> None:
    """Store a payload under its id, once."""
    if get(connection, payload_id) is None:
        connection.execute(insert(payloads), {"id": payload_id, "payload": payload})


def get(connection: Connection, payload_id: str) -> str | None:
    """Return the payload of an id, None if there is none."""
    found = select(payloads.c.payload).where(payloads.c.id == payload_id)
    return connection.execute(found).scalar_one_or_none()
