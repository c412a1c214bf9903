"""One row that is written to learn whether the disk takes writes."""

from __future__ import annotations

from sqlalchemy import Connection, insert, update

from bot.storage.schema import write_probe

_ROW = 1


def touch(connection: Connection, at: float) -> None:
    """Write the time into the probe's row."""
    changed = connection.execute(update(write_probe).values(at=at))
    if changed.rowcount == 0:
        connection.execute(insert(write_probe), {"id": _ROW, "at": at})
