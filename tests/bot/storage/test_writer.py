from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.storage.database import Database, connect, parse_url
from bot.storage.errors import StoreBusy, StoreUnavailable, WriteRejected
from bot.storage.writer import GroupCommitWriter

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


async def test_each_caller_gets_its_own_result(
    writer: GroupCommitWriter, database: Database
) -> None:
    results = await asyncio.gather(*(writer.run(note(n)) for n in range(300)))

    assert results == list(range(300))
    assert stored(database) == list(range(300))


async def test_waiting_writes_share_one_commit(
    writer: GroupCommitWriter, database: Database
) -> None:
    gate = Gate()
    first = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()
    rest = [asyncio.create_task(writer.run(note(n))) for n in range(200)]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(first, *rest)

    assert (writer.load.commits, writer.load.writes) == (2, 201)


async def test_a_result_means_that_other_connections_see_the_row(
    writer: GroupCommitWriter, database: Database
) -> None:
    for number in range(20):
        await writer.run(note(number))
        assert number in stored(database)


async def test_a_failing_write_takes_back_itself_alone(
    writer: GroupCommitWriter, database: Database
) -> None:
    def half(number: int) -> Work:
        def work(connection: Connection) -> None:
            note(number)(connection)
            raise RuntimeError(f"no {number}")

        return work

    gate = Gate()
    held = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()
    writes = [writer.run(half(n) if n % 3 == 0 else note(n)) for n in range(30)]
    waiting = asyncio.gather(*writes, return_exceptions=True)
    await asyncio.sleep(0)
    gate.open()
    await held
    results = await waiting

    assert stored(database) == [n for n in range(30) if n % 3]
    for number, result in enumerate(results):
        if number % 3:
            assert result == number
        else:
            assert isinstance(result, RuntimeError)
            assert str(result) == f"no {number}"


async def test_a_broken_rule_of_the_schema_is_rejected_and_its_neighbours_stay(
    writer: GroupCommitWriter, database: Database
) -> None:
    results = await asyncio.gather(
        writer.run(note(1)), writer.run(note(1)), writer.run(note(2)), return_exceptions=True
    )

    assert isinstance(results[1], WriteRejected)
    assert stored(database) == [1, 2]


async def test_writes_of_one_key_keep_their_order(
    writer: GroupCommitWriter, database: Database
) -> None:
    seen: list[tuple[str, int]] = []

    def mark(key: str, number: int) -> Work:
        return lambda _connection: seen.append((key, number))

    await asyncio.gather(
        *(writer.run(mark(key, n), key=key) for n in range(50) for key in ("b", "a", "c"))
    )

    for key in "abc":
        assert [number for name, number in seen if name == key] == list(range(50))


async def test_a_full_queue_sends_callers_away_at_once(database: Database) -> None:
    writer = GroupCommitWriter(database.writing, max_queued=3, max_group=10, timeout_s=5)
    gate = Gate()
    held = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()
    waiting = [asyncio.create_task(writer.run(note(n))) for n in range(3)]
    await asyncio.sleep(0)

    began = time.perf_counter()
    with pytest.raises(StoreBusy, match="3 writes"):
        await writer.run(note(99))
    assert time.perf_counter() - began < 0.5

    gate.open()
    await asyncio.gather(held, *waiting)
    assert stored(database) == [0, 1, 2]
    await writer.close(5)


async def test_closing_finishes_what_waits_and_refuses_what_comes(
    writer: GroupCommitWriter, database: Database
) -> None:
    gate = Gate()
    held = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()
    waiting = [asyncio.create_task(writer.run(note(n))) for n in range(50)]
    await asyncio.sleep(0)
    closing = asyncio.create_task(writer.close(5))
    await asyncio.sleep(0)

    with pytest.raises(StoreUnavailable, match="closed"):
        await writer.run(note(99))
    gate.open()
    await asyncio.gather(held, closing, *waiting)

    assert stored(database) == list(range(50))


async def test_closing_over_a_hanging_disk_fails_the_waiting(database: Database) -> None:
    writer = GroupCommitWriter(database.writing, max_queued=100, max_group=10, timeout_s=1)
    gate = Gate()
    held = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()
    waiting = [asyncio.create_task(writer.run(note(n))) for n in range(20)]
    await asyncio.sleep(0)

    await writer.close(0.2)
    results = await asyncio.gather(held, *waiting, return_exceptions=True)

    assert all(isinstance(result, StoreUnavailable) for result in results)
    assert len({id(result) for result in results}) == 21
    gate.open()
    await writer.close(5)
    assert stored(database) == []


async def test_a_caller_waits_no_longer_than_the_limit_and_its_write_is_skipped(
    database: Database,
) -> None:
    writer = GroupCommitWriter(database.writing, max_queued=100, max_group=10, timeout_s=0.2)
    gate = Gate()
    held = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()

    with pytest.raises(StoreUnavailable, match=r"within 0\.2 s"):
        await writer.run(note(1))
    with pytest.raises(StoreUnavailable):
        await held
    gate.open()
    assert await writer.run(note(2)) == 2

    assert stored(database) == [2]
    await writer.close(5)


async def test_a_cancelled_caller_does_not_disturb_the_others(
    writer: GroupCommitWriter, database: Database
) -> None:
    gate = Gate()
    held = asyncio.create_task(writer.run(gate))
    await gate.wait_entered()
    cancelled = asyncio.create_task(writer.run(note(1)))
    kept = asyncio.create_task(writer.run(note(2)))
    await asyncio.sleep(0)
    cancelled.cancel()
    await asyncio.sleep(0)
    gate.open()

    await asyncio.gather(held, kept)
    assert cancelled.cancelled()
    assert stored(database) == [2]
