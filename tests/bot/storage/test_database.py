from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.storage import database as database_module
from bot.storage.database import Database, connect, migrate, parse_url, require_current
from bot.storage.errors import StoreUnavailable
from bot.storage.schema import METADATA
from bot.storage.store import Store
from tests.bot.storage.samples import answer


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = connect(parse_url(url), readers=2)
    yield opened
    opened.dispose()


def alembic(database: Database, action: str, revision: str) -> None:
    config = Config()
    folder = Path(database_module.__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    with database.writing.begin() as connection:
        config.attributes["connection"] = connection
        getattr(command, action)(config, revision)


def test_migrations_make_exactly_the_tables_of_the_schema(database: Database) -> None:
    migrate(database)

    with database.reading.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrate(database)
    migrate(database)

    require_current(database)


def test_down_and_up_again(database: Database) -> None:
    migrate(database)
    alembic(database, "downgrade", "base")
    assert inspect(database.reading).get_table_names() == ["alembic_version"]

    migrate(database)

    require_current(database)


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    migrate(database)
    with database.writing.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreUnavailable, match="newer version"):
        migrate(database)
    with pytest.raises(StoreUnavailable, match="schema version 9999"):
        require_current(database)


def test_a_database_without_tables_is_not_current(database: Database) -> None:
    with database.writing.begin() as connection:
        connection.execute(text("CREATE TABLE something (id INTEGER)"))

    with pytest.raises(StoreUnavailable, match="schema version none"):
        require_current(database)


async def test_a_refused_database_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = tmp_path / "frontdesk.db"
    path.write_bytes(b"this is no database, it is a text of some length" * 100)

    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="not a database"):
            await Store.open(f"sqlite:///{path}")
    path.unlink()
    await (await Store.open(f"sqlite:///{path}")).close()


async def test_two_servers_that_start_together_migrate_once(url: str) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a SQLite file belongs to one process")

    stores = await asyncio.gather(*(Store.open(url) for _ in range(4)))

    for number, store in enumerate(stores):
        await answer(store, 1, f"c{number}")
        await store.close()


def test_sqlite_syncs_every_commit_and_readers_cannot_write(tmp_path: Path) -> None:
    opened = connect(parse_url(f"sqlite:///{tmp_path / 'frontdesk.db'}"), readers=1)
    migrate(opened)

    with opened.writing.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 2_000
    with (
        opened.reading.connect() as connection,
        pytest.raises(Exception, match="readonly"),
    ):
        connection.execute(text("DELETE FROM inbox"))
    opened.dispose()


def test_postgres_acknowledges_only_what_is_on_the_disk(url: str, database: Database) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a setting of the server")
    with database.writing.connect() as connection:
        connection.execute(
            text(f"ALTER DATABASE {database.url.database} SET synchronous_commit = off")
        )
        connection.commit()
    database.dispose()

    with database.writing.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


async def test_questions_of_every_turn_are_answered_by_an_index(tmp_path: Path) -> None:
    path = tmp_path / "frontdesk.db"
    await (await Store.open(f"sqlite:///{path}")).close()
    questions = {
        "SELECT * FROM inbox WHERE state = 'pending' AND conversation_id = 'a' AND seq < 5": (
            "inbox_pending"
        ),
        "SELECT * FROM outbox o WHERE state IN ('new', 'sending') AND state = 'new' "
        "AND next_at <= 1 AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.conversation_id = "
        "o.conversation_id AND e.id < o.id AND e.state IN ('new', 'sending'))": "outbox_open",
        "SELECT * FROM messages WHERE conversation_id = 'a' AND seq = 1": "messages_seq",
    }
    with closing(sqlite3.connect(path)) as connection:
        for question, index in questions.items():
            plan = str(connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall())
            assert index in plan
            assert "SCAN e" not in plan
