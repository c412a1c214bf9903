"""Whether a SQLite file is whole, looked at from outside while nothing writes to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def integrity_problems(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a file, broken references included; empty if nothing.

    Raises sqlite3.DatabaseError for a file that is no database.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    problems = [] if said == ["ok"] else said
    return problems + [f"row {row[1]} of {row[0]} names a missing {row[2]}" for row in broken]


def count_service_requests(path: Path) -> dict[str, int]:
    """Return how many service requests each conversation has left in a shop's database."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        keys = connection.execute("SELECT idempotency_key FROM service_requests").fetchall()
    counts: dict[str, int] = {}
    for (key,) in keys:
        conversation = str(key).rsplit("/", 2)[0]
        counts[conversation] = counts.get(conversation, 0) + 1
    return counts
