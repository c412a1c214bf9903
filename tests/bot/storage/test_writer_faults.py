from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from bot.storage.database import Database, connect, parse_url
from bot.storage.errors import StoreUnavailable
from bot.storage.writer import GroupCommitWriter
from tests.bot.storage.postgres_server import PostgresServer

Work = Callable[[Connection], Any]


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = connect(parse_url(url), readers=1)
    with opened.writing.begin() as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, word TEXT)"))
    yield opened
    opened.dispose()


@pytest.fixture
async def writer(database: Database) -> AsyncIterator[GroupCommitWriter]:
    made = GroupCommitWriter(database.writing, max_queued=1_000, max_group=256, timeout_s=5)
    yield made
    await made.close(5)


def note(number: int, word: str = "w") -> Work:
    def work(connection: Connection) -> int:
        statement = text("INSERT INTO notes (id, word) VALUES (:id, :word)")
        connection.execute(statement, {"id": number, "word": word})
        return number

    return work


def stored(database: Database) -> list[int]:
    with database.reading.connect() as connection:
        return list(connection.execute(text("SELECT id FROM notes ORDER BY id")).scalars())


class Gate:
    """A write that holds the writer's thread until it is opened."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self._open = threading.Event()

    def __call__(self, _connection: Connection) -> None:
        self.entered.set()
        assert self._open.wait(8)

    async def wait_entered(self) -> None:
        assert await asyncio.to_thread(self.entered.wait, 8)

    def open(self) -> None:
        self._open.set()


async def test_a_failing_commit_acknowledges_nobody(
    writer: GroupCommitWriter, database: Database
) -> None:
    # A deferred foreign key is checked at commit: the one way to make a real commit fail.
    def prepare(connection: Connection) -> None:
        connection.execute(
            text(
                "CREATE TABLE links (note INTEGER REFERENCES notes (id) "
                "DEFERRABLE INITIALLY DEFERRED)"
            )
        )

    def dangling(connection: Connection) -> None:
        connection.execute(text("INSERT INTO links (note) VALUES (12345)"))

    if database.writing.dialect.name == "sqlite":
        with closing(database.writing.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA foreign_keys = ON")
    await writer.run(prepare)
    gate = Gate()
    held = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()
    waiting = asyncio.gather(
        writer.run(note(1)), writer.run(dangling), writer.run(note(2)), return_exceptions=True
    )
    await asyncio.sleep(0)
    gate.open()
    await held
    results = await waiting

    assert all(isinstance(result, StoreUnavailable) for result in results)
    assert stored(database) == []
    assert await writer.run(note(3)) == 3


async def test_a_write_that_loses_the_transaction_costs_the_others_nothing(
    writer: GroupCommitWriter, database: Database
) -> None:
    def sabotage(connection: Connection) -> None:
        connection.exec_driver_sql("ROLLBACK")  # as SQLite does by itself on some disk errors

    gate = Gate()
    held = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()
    waiting = asyncio.gather(
        writer.run(note(1)), writer.run(sabotage), writer.run(note(2)), return_exceptions=True
    )
    await asyncio.sleep(0)
    gate.open()
    await held
    one, lost, two = await waiting

    assert (one, two) == (1, 2)
    assert isinstance(lost, StoreUnavailable)
    assert stored(database) == [1, 2]


async def test_a_full_disk_is_said_and_over_when_there_is_room_again(
    writer: GroupCommitWriter, database: Database
) -> None:
    if database.writing.dialect.name != "sqlite":
        pytest.skip("only SQLite can be told how large its file may grow")

    def allow(pages: int) -> Work:
        return lambda connection: connection.exec_driver_sql(
            f"PRAGMA max_page_count = {pages}"
        ).scalar()

    await writer.run(allow(3))
    results = await asyncio.gather(
        *(writer.run(note(n, "x" * 9_000)) for n in range(10)), return_exceptions=True
    )
    kept = [n for n, result in enumerate(results) if result == n]
    failed = [result for result in results if isinstance(result, StoreUnavailable)]

    assert len(kept) + len(failed) == 10
    assert failed
    assert "full" in str(failed[0])
    assert stored(database) == kept

    await writer.run(allow(100_000))
    assert await writer.run(note(100, "x" * 9_000)) == 100


async def test_a_lost_connection_is_replaced_without_a_caller_noticing(
    postgres: PostgresServer, url: str
) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a file has no connection to lose")
    opened = connect(parse_url(url), readers=1)
    with opened.writing.begin() as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, word TEXT)"))
    writer = GroupCommitWriter(opened.writing, max_queued=100, max_group=10, timeout_s=5)
    await writer.run(note(1))

    postgres.cut_connections(url)
    results = await asyncio.gather(*(writer.run(note(n)) for n in range(2, 8)))

    assert results == list(range(2, 8))
    assert stored(opened) == list(range(1, 8))
    await writer.close(5)
    opened.dispose()


async def test_writes_from_two_event_loops_both_come_back(
    writer: GroupCommitWriter, database: Database
) -> None:
    other = asyncio.to_thread(asyncio.run, writer.run(note(1)))
    mine, theirs = await asyncio.gather(writer.run(note(2)), other)

    assert (mine, theirs) == (2, 1)


async def test_a_database_that_cannot_be_reached_fails_every_caller_at_once(
    tmp_path: Path,
) -> None:
    nowhere = connect(parse_url(f"sqlite:///{tmp_path / 'no' / 'folder.db'}"), readers=1)
    writer = GroupCommitWriter(nowhere.writing, max_queued=100, max_group=50, timeout_s=5)

    results = await asyncio.gather(
        *(writer.run(note(n)) for n in range(20)), return_exceptions=True
    )

    assert all(isinstance(result, StoreUnavailable) for result in results)
    assert "unable to open" in str(results[0])
    (tmp_path / "no").mkdir()
    with closing(sqlite3.connect(tmp_path / "no" / "folder.db")) as file:
        file.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, word TEXT)")
    assert await writer.run(note(1)) == 1
    await writer.close(5)
    nowhere.dispose()


class MoodyEngine:
    """An engine that raises what no driver should, once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._raised = False

    def connect(self) -> Connection:
        if not self._raised:
            self._raised = True
            raise RuntimeError("a bug in a driver")
        return self._engine.connect()


async def test_the_thread_outlives_what_nobody_foresaw(database: Database) -> None:
    engine: Any = MoodyEngine(database.writing)
    writer = GroupCommitWriter(engine, max_queued=100, max_group=50, timeout_s=5)

    with pytest.raises(StoreUnavailable, match="a bug in a driver"):
        await writer.run(note(1))

    assert await writer.run(note(2)) == 2
    assert stored(database) == [2]
    await writer.close(5)


async def test_a_caller_whose_event_loop_is_gone_disturbs_nobody(
    writer: GroupCommitWriter, database: Database
) -> None:
    gate = Gate()
    held = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()

    def short_life() -> None:
        loop = asyncio.new_event_loop()
        task = loop.create_task(writer.run(note(1)))
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
        task._log_destroy_pending = False  # type: ignore[attr-defined]  # it is meant to be lost

    await asyncio.to_thread(short_life)
    kept = asyncio.create_task(writer.run(note(2)))
    await asyncio.sleep(0)
    gate.open()

    await asyncio.gather(held, kept)
    assert stored(database) == [1, 2]
