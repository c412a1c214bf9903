"""Engines for the two databases, and their schema brought up to date.

SQLite keeps what is acknowledged through WAL with synchronous FULL (an fsync a commit) and
belongs to one writing process; PostgreSQL keeps it through synchronous_commit and is shared.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.storage.errors import StoreUnavailable, StoreUrlError
from bot.storage.json_text import clean_text

# Waits inside the drivers: below the store's own limits, so that the clearer error wins.
_BUSY_TIMEOUT_MS = 2_000
_CONNECT_TIMEOUT_S = 5
_STATEMENT_TIMEOUT_MS = 8_000
# The write-ahead log is cut back to this size after a checkpoint.
_WAL_LIMIT_BYTES = 64 * 1024 * 1024
# One transaction holds the write lock this long at most: about 100 ms of accepted messages.
_SQLITE_GROUP = 256
# Each write is a subtransaction, and a PostgreSQL backend keeps 64 of them in memory: with more
# in a transaction every look at a row gets slow (measured: half the throughput at 250).
_POSTGRES_GROUP = 60
# Any number, the same in every process: who migrates a shared database holds this lock.
_MIGRATION_LOCK = 7_305_211

_FORMS = "use sqlite:///path/to/file.db or postgresql+psycopg://user@host/name"


@dataclass(frozen=True, slots=True)
class Database:
    """One engine to write (a single connection) and one to read (a pool).

    `max_group` is how many writes one transaction takes well.
    """

    url: URL
    writing: Engine
    reading: Engine
    max_group: int

    def dispose(self) -> None:
        """Close every connection."""
        self.writing.dispose()
        self.reading.dispose()


def parse_url(url: str) -> URL:
    """Return the database URL, or raise StoreUrlError; what is not durable is refused."""
    try:
        parsed = make_url(clean_text(url))
    except ArgumentError as error:
        raise StoreUrlError(f"the database URL cannot be read; {_FORMS}") from error
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "postgresql+psycopg":
        return parsed
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StoreUrlError(f"there is no store for {parsed.drivername!r} databases; {_FORMS}")
    name = parsed.database or ""
    if not name or name.startswith((":memory:", "file:")) or parsed.query:
        raise StoreUrlError(f"the SQLite URL must name a file and nothing else; {_FORMS}")
    return parsed


def sqlite_path(url: URL) -> Path | None:
    """Return the database file, or None when the database is a server."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def connect(url: URL, readers: int) -> Database:
    """Return engines for `url`; connections are opened when they are first used."""
    if sqlite_path(url) is not None:
        writing, reading = _sqlite(url, 1, write=True), _sqlite(url, readers, write=False)
        return Database(url, writing, reading, _SQLITE_GROUP)
    try:
        return Database(url, _postgres(url, 1), _postgres(url, readers), _POSTGRES_GROUP)
    except ModuleNotFoundError as error:
        raise StoreUnavailable(
            "PostgreSQL needs its driver; install it with: pip install 'frontdesk[postgres]'"
        ) from error


def _sqlite(url: URL, connections: int, *, write: bool) -> Engine:
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=_CONNECT_TIMEOUT_S,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        if write:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT_BYTES}")
        else:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    begin_with = "BEGIN IMMEDIATE" if write else "BEGIN"

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin_with)

    return engine


def _postgres(url: URL, connections: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=_CONNECT_TIMEOUT_S,
        connect_args={
            "connect_timeout": _CONNECT_TIMEOUT_S,
            "options": f"-c statement_timeout={_STATEMENT_TIMEOUT_MS}",
        },
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            if cursor.fetchone()[0] == "off":  # would acknowledge what a power cut takes away
                cursor.execute("SET synchronous_commit = on")
        connection.commit()

    return engine


def migrate(database: Database) -> None:
    """Create or upgrade the tables in one transaction; raises StoreUnavailable."""
    try:
        with database.writing.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
            config = _alembic()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreUnavailable(
            "the database was made by a newer version of this program; "
            "install that version, or restore a backup made before the upgrade"
        ) from error
    except DBAPIError as error:
        raise StoreUnavailable(f"the database cannot be opened: {error.orig}") from error


def require_current(database: Database) -> None:
    """Raise StoreUnavailable unless the tables are exactly those of this version."""
    head = ScriptDirectory.from_config(_alembic()).get_current_head()
    try:
        with database.reading.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except DBAPIError as error:
        raise StoreUnavailable(f"the database cannot be read: {error.orig}") from error
    if found != head:
        raise StoreUnavailable(
            f"the database has schema version {found or 'none'}, this program needs {head}; "
            "start the server once to upgrade it"
        )


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
