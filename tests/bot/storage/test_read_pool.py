from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import Connection, text

from bot.storage.database import Database, connect, parse_url
from bot.storage.errors import StoreBusy, StoreUnavailable
from bot.storage.read_pool import ReadPool
from tests.bot.storage.postgres_server import PostgresServer


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = connect(parse_url(url), readers=2)
    with opened.writing.begin() as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY)"))
    yield opened
    opened.dispose()


@pytest.fixture
async def pool(database: Database) -> AsyncIterator[ReadPool]:
    made = ReadPool(database.reading, threads=2, max_waiting=5, timeout_s=0.5)
    yield made
    await made.close()


def count(connection: Connection) -> int:
    return connection.execute(text("SELECT count(*) FROM notes")).scalar_one()


async def test_a_read_returns_what_it_finds(pool: ReadPool) -> None:
    assert await pool.run(count) == 0


async def test_a_reads_own_exception_reaches_its_caller(pool: ReadPool) -> None:
    def broken(_connection: Connection) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        await pool.run(broken)


async def test_a_database_error_is_unavailable(pool: ReadPool) -> None:
    with pytest.raises(StoreUnavailable, match="nothing_here"):
        await pool.run(lambda connection: connection.execute(text("SELECT * FROM nothing_here")))


async def test_slow_reads_are_bounded_in_time_and_number(pool: ReadPool) -> None:
    gate = threading.Event()
    slow = [asyncio.create_task(pool.run(lambda _connection: gate.wait(8))) for _ in range(5)]
    await asyncio.sleep(0.01)

    with pytest.raises(StoreBusy, match="5 reads"):
        await pool.run(count)
    results = await asyncio.gather(*slow, return_exceptions=True)
    assert all(isinstance(result, StoreUnavailable) for result in results)
    gate.set()
    while True:  # the two threads come back when their reads end
        try:
            assert await pool.run(count) == 0
        except StoreBusy:
            await asyncio.sleep(0.01)
        else:
            break


async def test_a_cut_connection_is_replaced_without_a_caller_noticing(
    database: Database, url: str, request: pytest.FixtureRequest
) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a file has no connection to lose")
    server: PostgresServer = request.getfixturevalue("postgres")
    pool = ReadPool(database.reading, threads=1, max_waiting=5, timeout_s=5)
    assert await pool.run(count) == 0
    server.cut_connections(url)

    assert await pool.run(count) == 0
    await pool.close()


async def test_a_closed_pool_says_so(database: Database) -> None:
    pool = ReadPool(database.reading, threads=1, max_waiting=5, timeout_s=1)
    await pool.close()

    with pytest.raises(StoreUnavailable, match="closed"):
        await pool.run(count)
