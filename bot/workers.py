"""One turn at a time in each conversation, many conversations at once.

Each conversation that has work owns one task, which takes its messages in `seq` order and ends
when there are none left; a semaphore bounds how many turns run together. Nothing polls.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)


class Queued(Protocol):
    """What the workers need to know of a message."""

    @property
    def conversation_id(self) -> str:
        """The conversation that the message belongs to."""
        ...

    @property
    def seq(self) -> int:
        """Its place in that conversation."""
        ...


@dataclass(slots=True)
class _Line:
    waiting: list[tuple[int, int, Queued]] = field(default_factory=list)
    task: asyncio.Task[None] | None = None


class Workers:
    """Runs `turn` for every submitted message, FIFO in each conversation.

    `turn` must not raise; whatever it raises is logged and the conversation goes on.
    """

    def __init__(
        self, turn: Callable[[Queued], Awaitable[None]], *, turns_at_once: int, limit: int
    ) -> None:
        self._turn = turn
        self._slots = asyncio.Semaphore(turns_at_once)
        self._limit = limit
        self._lines: dict[str, _Line] = {}
        self._unfinished = 0
        self._submitted = 0
        self._stopping = False

    @property
    def unfinished(self) -> int:
        """How many messages are waiting or being answered."""
        return self._unfinished

    @property
    def full(self) -> bool:
        """Whether a new message should be refused before it is accepted."""
        return self._stopping or self._unfinished >= self._limit

    def submit(self, message: Queued) -> None:
        """Add a message to its conversation's line, in its place; it is already durable."""
        if self._stopping:
            return  # it stays in the inbox and is redone at the next start
        line = self._lines.setdefault(message.conversation_id, _Line())
        self._submitted += 1
        heapq.heappush(line.waiting, (message.seq, self._submitted, message))
        self._unfinished += 1
        if line.task is None:
            line.task = asyncio.create_task(
                self._work(message.conversation_id, line), name="conversation"
            )

    async def stop(self, timeout_s: float) -> int:
        """Let running turns end, start no others; return how many are left for the next start."""
        self._stopping = True
        tasks = [line.task for line in self._lines.values() if line.task is not None]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=timeout_s)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=1)
        return self._unfinished

    async def _work(self, conversation_id: str, line: _Line) -> None:
        while line.waiting and not self._stopping:
            _, _, message = heapq.heappop(line.waiting)
            async with self._slots:
                try:
                    await self._turn(message)
                except Exception:
                    log.exception("turn_not_ended", conversation=conversation_id)
                finally:
                    self._unfinished -= 1
        line.task = None
        if not line.waiting:
            self._lines.pop(conversation_id, None)
