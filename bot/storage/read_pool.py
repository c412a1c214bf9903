"""Reads in a few threads, each with its own connection, beside the one writer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.storage.errors import StoreBusy, StoreUnavailable

T = TypeVar("T")


class ReadPool:
    """Runs reads, each in one snapshot. At most `max_waiting` may be under way or wait."""

    def __init__(
        self, engine: Engine, *, threads: int, max_waiting: int, timeout_s: float
    ) -> None:
        self._engine = engine
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="store-reader")
        self._max_waiting = max_waiting
        self._timeout_s = timeout_s
        self._waiting = 0
        self._closed = False

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` reads; raises StoreBusy, StoreUnavailable or what `work` raised."""
        if self._closed:
            raise StoreUnavailable("the store is closed")
        if self._waiting >= self._max_waiting:
            raise StoreBusy(f"{self._max_waiting} reads are waiting for the database already")
        self._waiting += 1
        reading = asyncio.get_running_loop().run_in_executor(self._executor, self._read, work)
        reading.add_done_callback(self._count_down)
        done, _ = await asyncio.wait({reading}, timeout=self._timeout_s)
        if not done:
            reading.cancel()
            raise StoreUnavailable(f"no answer from the database within {self._timeout_s} s")
        return reading.result()

    async def close(self) -> None:
        """Refuse new reads and wait for those under way, as long as one read may take."""
        self._closed = True
        closing = asyncio.to_thread(self._executor.shutdown, cancel_futures=True)
        try:
            await asyncio.wait_for(closing, self._timeout_s)
        except TimeoutError:
            self._executor.shutdown(wait=False, cancel_futures=True)

    def _count_down(self, _reading: asyncio.Future[T]) -> None:
        self._waiting -= 1

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            try:
                return self._in_snapshot(work)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                return self._in_snapshot(work)  # the server dropped an idle connection
        except SQLAlchemyError as error:
            reason = error.orig if isinstance(error, DBAPIError) else error
            raise StoreUnavailable(f"the database cannot be read: {reason}") from error

    def _in_snapshot(self, work: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection, connection.begin():
            return work(connection)
