"""How the store reaches its database: opened, migrated, owned, read, written, closed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeVar

from sqlalchemy import Connection

from bot.storage import write_probe
from bot.storage.database import (
    Database,
    connect,
    migrate,
    parse_url,
    require_current,
    sqlite_path,
)
from bot.storage.errors import StoreUnavailable, WriteRejected
from bot.storage.owner_lock import OwnerLock
from bot.storage.read_pool import ReadPool
from bot.storage.writer import GroupCommitWriter, WriterLoad

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Limits of the store; waits in seconds.

    `max_queued` is how many writes may wait before callers are sent away. A message is given up
    after `max_attempts` failed turns.
    """

    max_queued: int = 2_000
    write_timeout_s: float = 10.0
    readers: int = 4
    max_reads: int = 1_000
    read_timeout_s: float = 10.0
    close_timeout_s: float = 10.0
    max_attempts: int = 3


class StoreAccess:
    """An open database: one writer, a pool of readers. Made by `open`, ended by `close`."""

    def __init__(
        self,
        database: Database,
        lock: OwnerLock | None,
        settings: StoreSettings,
        clock: Callable[[], float],
        *,
        read_only: bool,
    ) -> None:
        self._database = database
        self._lock = lock
        self._settings = settings
        self._clock = clock
        self._reader = ReadPool(
            database.reading,
            threads=settings.readers,
            max_waiting=settings.max_reads,
            timeout_s=settings.read_timeout_s,
        )
        self._writer: GroupCommitWriter | None = None
        if not read_only:
            self._writer = GroupCommitWriter(
                database.writing,
                max_queued=settings.max_queued,
                max_group=database.max_group,
                timeout_s=settings.write_timeout_s,
            )

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        settings: StoreSettings | None = None,
        clock: Callable[[], float] = time.time,
        read_only: bool = False,
    ) -> Self:
        """Open the database at `url` and bring its tables up to date.

        `sqlite:///relative/path`, `sqlite:////absolute/path` or `postgresql+psycopg://...`. With
        `read_only` nothing is locked, migrated or written: for tools beside a running server.
        Raises StoreUrlError, StoreLocked, StoreUnavailable.
        """
        limits = settings or StoreSettings()
        database, lock = await asyncio.to_thread(_prepare, url, limits.readers, read_only)
        return cls(database, lock, limits, clock, read_only=read_only)

    async def close(self) -> None:
        """Finish what is under way (within `close_timeout_s`) and give everything back."""
        if self._writer is not None:
            await self._writer.close(self._settings.close_timeout_s)
        await self._reader.close()
        await asyncio.to_thread(self._database.dispose)
        if self._lock is not None:
            self._lock.release()

    async def check_writable(self) -> None:
        """Write a row and wait until it is on the disk; raises StoreBusy, StoreUnavailable."""
        at = self._clock()
        await self._write(lambda connection: write_probe.touch(connection, at))

    @property
    def load(self) -> WriterLoad:
        """How busy the writer is."""
        return WriterLoad(0, 0, 0) if self._writer is None else self._writer.load

    async def _read(self, work: Callable[[Connection], T]) -> T:
        return await self._reader.run(work)

    async def _write(self, work: Callable[[Connection], T], key: str = "") -> T:
        if self._writer is None:
            raise StoreUnavailable("the store was opened for reading only")
        return await self._writer.run(work, key=key)

    async def _write_once(self, work: Callable[[Connection], T], key: str) -> T:
        """Run a write that looks before it inserts.

        Two processes on one PostgreSQL can both look, find nothing and insert; the one that is
        refused finds the other's row when it looks again.
        """
        try:
            return await self._write(work, key)
        except WriteRejected:
            return await self._write(work, key)


def _prepare(url: str, readers: int, read_only: bool) -> tuple[Database, OwnerLock | None]:
    parsed = parse_url(url)
    path = sqlite_path(parsed)
    if read_only:
        if path is not None and not path.is_file():
            raise StoreUnavailable(f"there is no database at {path}")
        return _opened(connect(parsed, readers), require_current), None
    if path is None:
        return _opened(connect(parsed, readers), migrate), None
    lock = OwnerLock(path)
    lock.acquire()
    try:
        return _opened(connect(parsed, readers), migrate), lock
    except StoreUnavailable:
        lock.release()
        raise


def _opened(database: Database, check: Callable[[Database], None]) -> Database:
    try:
        check(database)
    except StoreUnavailable:
        database.dispose()
        raise
    return database
