"""One process writes a SQLite file: the second one is told so, instead of breaking the order."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from bot.storage.errors import StoreLocked, StoreUnavailable


class OwnerLock:
    """An advisory lock beside the database file; the system frees it when the process dies."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = FileLock(f"{database}.lock", thread_local=False)

    def acquire(self) -> None:
        """Take the lock at once (making the folder if need be), or raise StoreLocked."""
        try:
            self._database.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise StoreLocked(
                f"{self._database} is in use by another process; stop that one first, or give "
                "this one its own database (several processes can share PostgreSQL)"
            ) from None
        except OSError as error:
            raise StoreUnavailable(f"{self._database} cannot be locked: {error}") from error

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()
