"""Group commit: many callers' writes, one thread, one transaction, one fsync.

The thread takes what waits, gives each write a savepoint, commits, and only then lets the callers
know. A write that fails takes back itself alone. When the transaction as a whole is in doubt (disk
full, connection lost) it is rolled back and every write is tried alone; when the commit itself
fails nobody is told that his write is stored. Every caller gets a result or an exception.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
    SQLAlchemyError,
)

from bot.storage.errors import StoreBusy, StoreUnavailable, WriteRejected

T = TypeVar("T")

_log = logging.getLogger(__name__)

# Fixed texts: SQLAlchemy's own savepoints are compiled anew each time, a fifth of a write's cost.
_SAVEPOINT = "SAVEPOINT one_write"
_ROLL_BACK = "ROLLBACK TO SAVEPOINT one_write"
_RELEASE = "RELEASE SAVEPOINT one_write"

# Errors that concern one statement; after any other the whole transaction may be gone.
_OWN_FAULTS = (IntegrityError, DataError, ProgrammingError)


@dataclass(frozen=True, slots=True)
class WriterLoad:
    """How busy the writer is; `writes` over `commits` is the mean size of a group."""

    queued: int
    commits: int
    writes: int


@dataclass(frozen=True, slots=True)
class _Done:
    result: Any


@dataclass(frozen=True, slots=True)
class _Failed:
    error: Exception


_Outcome = _Done | _Failed


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[Connection], Any]
    key: str
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop


class GroupCommitWriter:
    """Runs writes in the order in which they came, in groups of at most `max_group`.

    `max_queued` bounds what may wait and `timeout_s` how long a caller waits, the commit included.
    """

    def __init__(
        self, engine: Engine, *, max_queued: int, max_group: int, timeout_s: float
    ) -> None:
        self._engine = engine
        self._max_queued = max_queued
        self._max_group = max_group
        self._timeout_s = timeout_s
        self._jobs: deque[_Job] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._commits = 0
        self._writes = 0
        # A daemon: a disk that hangs for ever must not keep the process from ending.
        self._thread = threading.Thread(target=self._serve, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def load(self) -> WriterLoad:
        """What waits now and what was done since the start."""
        return WriterLoad(len(self._jobs), self._commits, self._writes)

    async def run(self, work: Callable[[Connection], T], *, key: str = "") -> T:
        """Run `work` in the next group and return its result once it is on the disk.

        Writes of one group run in the order of `key` (the conversation), so that two processes on
        one database lock rows in one order. Raises StoreBusy, StoreUnavailable, WriteRejected, or
        what `work` raised.
        """
        loop = asyncio.get_running_loop()
        job = _Job(work, key, loop.create_future(), loop)
        self._put(job)
        timer = loop.call_later(self._timeout_s, self._expire, job)
        try:
            result: T = await job.future
        finally:
            timer.cancel()
        return result

    async def close(self, timeout_s: float) -> None:
        """Refuse new writes, finish the waiting ones, and fail what is left after `timeout_s`."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        await asyncio.to_thread(self._thread.join, timeout_s)
        if self._thread.is_alive():
            _log.error("the store's writer did not finish within %.1f s", timeout_s)
        with self._wake:
            left = list(self._jobs)
            self._jobs.clear()
        gone = "the store was closed before the write was done"
        self._settle(left, [_Failed(StoreUnavailable(gone)) for _ in left])

    def _put(self, job: _Job) -> None:
        with self._wake:
            if self._closing:
                raise StoreUnavailable("the store is closed")
            if len(self._jobs) >= self._max_queued:
                raise StoreBusy(f"{self._max_queued} writes are waiting for the disk already")
            self._jobs.append(job)
            self._wake.notify()

    def _expire(self, job: _Job) -> None:
        if not job.future.done():
            job.future.set_exception(
                StoreUnavailable(
                    f"no answer from the database within {self._timeout_s} s; "
                    "nobody can say whether the write was stored"
                )
            )

    def _take(self) -> list[_Job]:
        """Wait for writes; an empty list means that the writer is to end."""
        with self._wake:
            while not self._jobs and not self._closing:
                self._wake.wait()
            count = min(len(self._jobs), self._max_group)
            return [self._jobs.popleft() for _ in range(count)]

    def _serve(self) -> None:
        while jobs := self._take():
            wanted = sorted((job for job in jobs if not job.future.done()), key=_key_of)
            try:
                outcomes = self._commit_group(wanted)
            except Exception as error:  # noqa: BLE001 - the thread must outlive any write
                _log.exception("a group of %d writes failed", len(wanted))
                outcomes = [_unavailable(error) for _ in wanted]
            self._settle(wanted, outcomes)

    def _commit_group(self, jobs: Sequence[_Job]) -> list[_Outcome]:
        if not jobs:
            return []
        try:
            return self._transaction(jobs)
        except _TransactionLost as lost:
            _log.warning("a group of %d writes was rolled back: %s", len(jobs), lost.__cause__)
            if lost.unreachable:
                return [_unavailable(lost.__cause__) for _ in jobs]
        return self._one_by_one(jobs)

    def _one_by_one(self, jobs: Sequence[_Job]) -> list[_Outcome]:
        outcomes: list[_Outcome] = []
        for job in jobs:
            try:
                outcomes += self._transaction([job])
            except _TransactionLost as lost:
                outcomes.append(_unavailable(lost.__cause__))
                if lost.unreachable:  # each further try would wait for the same time-out
                    left = len(jobs) - len(outcomes)
                    return outcomes + [_unavailable(lost.__cause__) for _ in range(left)]
        return outcomes

    def _transaction(self, jobs: Sequence[_Job]) -> list[_Outcome]:
        """Run `jobs` in one transaction; raises _TransactionLost when none of them is stored."""
        try:
            connection = self._engine.connect()
        except SQLAlchemyError as error:
            raise _TransactionLost(unreachable=True) from error
        with connection:
            outcomes = self._attempt(connection, jobs)
            try:
                connection.commit()
            except SQLAlchemyError as error:
                _log.exception("the commit of %d writes failed", len(jobs))
                connection.invalidate()  # its transaction is still open: it must end here
                return [_unavailable(error) for _ in jobs]
        self._commits += 1
        self._writes += len(jobs)
        return outcomes

    def _attempt(self, connection: Connection, jobs: Sequence[_Job]) -> list[_Outcome]:
        try:
            connection.begin()
        except DBAPIError as error:
            connection.invalidate()
            # A dead connection is replaced by the pool: worth a second try, unlike a lock.
            raise _TransactionLost(unreachable=not error.connection_invalidated) from error
        try:
            return [_in_savepoint(connection, job) for job in jobs]
        except SQLAlchemyError as error:
            connection.rollback()
            raise _TransactionLost(unreachable=False) from error

    def _settle(self, jobs: Sequence[_Job], outcomes: Sequence[_Outcome]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Job, _Outcome]]] = {}
        for job, outcome in zip(jobs, outcomes, strict=True):
            by_loop.setdefault(job.loop, []).append((job, outcome))
        for loop, pairs in by_loop.items():
            try:
                loop.call_soon_threadsafe(_deliver, pairs)
            except RuntimeError:  # the loop is closed: nobody waits any more
                _log.warning("%d writes ended after their event loop was closed", len(pairs))


class _TransactionLost(Exception):
    """Nothing of the group is stored; `unreachable` means that a second try is pointless."""

    def __init__(self, *, unreachable: bool) -> None:
        super().__init__()
        self.unreachable = unreachable


def _in_savepoint(connection: Connection, job: _Job) -> _Outcome:
    connection.exec_driver_sql(_SAVEPOINT)
    try:
        result = job.work(connection)
    except _OWN_FAULTS as error:
        if error.connection_invalidated:
            raise
        _take_back(connection)
        rejected = WriteRejected(f"the database refused the write: {error.orig}")
        rejected.__cause__ = error
        return _Failed(rejected)
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001 - belongs to this write's caller alone
        _take_back(connection)
        return _Failed(error)
    # Also the proof that the transaction is still there: SQLite ends it on some disk errors.
    connection.exec_driver_sql(_RELEASE)
    return _Done(result)


def _take_back(connection: Connection) -> None:
    connection.exec_driver_sql(_ROLL_BACK)
    connection.exec_driver_sql(_RELEASE)


def _unavailable(cause: BaseException | None) -> _Failed:
    # A new exception for each caller: one object raised in many tasks mixes their traces.
    reason = cause.orig if isinstance(cause, DBAPIError) else cause
    error = StoreUnavailable(f"the write was not stored: {reason}")
    error.__cause__ = cause
    return _Failed(error)


def _deliver(pairs: Sequence[tuple[_Job, _Outcome]]) -> None:
    for job, outcome in pairs:
        if job.future.done():  # cancelled or timed out meanwhile
            continue
        if isinstance(outcome, _Done):
            job.future.set_result(outcome.result)
        else:
            job.future.set_exception(outcome.error)


def _key_of(job: _Job) -> str:
    return job.key
