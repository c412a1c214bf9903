"""One turn at a time in each conversation, many conversations at once.

Each conversation that has work owns one task, which takes its messages in `seq` order and ends
when there are none left; a semaphore bounds how many turns run together. Nothing polls. A message
that is suspected of ending the process runs while no other suspect does, so that it alone is
blamed.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import structlog

log = structlog.get_logger(__name__)

# How long a message waits for an earlier one that is on its way into the line.
POSTPONED_S = 0.05


class Postponed(Exception):
    """Raised by a turn that has to wait for an earlier message, which is not in the line yet."""


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


Item = TypeVar("Item", bound=Queued)


@dataclass(slots=True)
class _Line(Generic[Item]):
    waiting: list[tuple[int, int, Item]] = field(default_factory=list)
    task: asyncio.Task[None] | None = None


class Workers(Generic[Item]):
    """Runs `turn` for every submitted message, FIFO in each conversation.

    `turn` must not raise anything but Postponed; whatever it raises is logged and the conversation
    goes on. Messages for which `suspect` holds run one at a time over all conversations.
    """

    def __init__(
        self,
        turn: Callable[[Item], Awaitable[None]],
        *,
        turns_at_once: int,
        limit: int,
        suspect: Callable[[Item], bool] = lambda _: False,
    ) -> None:
        self._turn = turn
        self._suspect = suspect
        self._slots = asyncio.Semaphore(turns_at_once)
        self._one_suspect = asyncio.Semaphore(1)
        self._limit = limit
        self._lines: dict[str, _Line[Item]] = {}
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

    def submit(self, message: Item) -> bool:
        """Add a message to its conversation's line, in its place; it is already durable.

        False when the workers stop: it stays in the inbox and is redone at the next start.
        """
        if self._stopping:
            return False
        line = self._lines.setdefault(message.conversation_id, _Line())
        self._submitted += 1
        heapq.heappush(line.waiting, (message.seq, self._submitted, message))
        self._unfinished += 1
        if line.task is None:
            line.task = asyncio.create_task(
                self._work(message.conversation_id, line), name="conversation"
            )
        return True

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

    async def _work(self, conversation_id: str, line: _Line[Item]) -> None:
        while line.waiting and not self._stopping:
            entry = heapq.heappop(line.waiting)
            try:
                await self._run(entry[2])
            except Postponed:
                heapq.heappush(line.waiting, entry)
                await asyncio.sleep(POSTPONED_S)
                continue
            except Exception:
                log.exception("turn_not_ended", conversation=conversation_id)
            self._unfinished -= 1
        line.task = None
        if not line.waiting:
            self._lines.pop(conversation_id, None)

    async def _run(self, message: Item) -> None:
        # a suspect takes no slot before it is its turn: others must not wait for it
        async with self._one_suspect if self._suspect(message) else nullcontext(), self._slots:
            if self._stopping:
                raise Postponed
            await self._turn(message)
