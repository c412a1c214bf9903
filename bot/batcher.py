"""Dynamic batching of the one forward pass over all conversations.

Requests wait in a bounded queue. When the worker thread is free, whatever waits becomes the next
batch: a lone message is never delayed, and under load batches fill by themselves. Every request
ends in its result, its own error or its deadline.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import structlog

from bot.errors import Busy, Overdue

Result = TypeVar("Result")
log = structlog.get_logger(__name__)

# A batch that takes longer has hung; nobody waits for it any more when a batcher is closed.
CLOSE_TIMEOUT_S = 5.0


@dataclass(slots=True)
class _Request(Generic[Result]):
    text: str
    future: asyncio.Future[Result]


@dataclass(slots=True)
class BatchCounts:
    """How many batches were run and how large they were, for /metrics and the bench."""

    batches: int = 0
    texts: int = 0
    sizes: dict[int, int] = field(default_factory=dict)

    def add(self, size: int) -> None:
        """Count one batch of `size` texts."""
        self.batches += 1
        self.texts += size
        self.sizes[size] = self.sizes.get(size, 0) + 1


class Batcher(Generic[Result]):
    """Runs `call` on batches of texts in one thread of its own.

    `call` gets a list of texts and returns one result for each. If it raises for a batch, each
    text is tried alone, so that one bad text fails only its own caller.
    """

    def __init__(
        self,
        call: Callable[[Sequence[str]], Sequence[Result]],
        *,
        max_batch: int = 32,
        max_waiting: int = 1024,
        on_batch: Callable[[int], None] | None = None,
        close_timeout_s: float = CLOSE_TIMEOUT_S,
    ) -> None:
        self.counts = BatchCounts()
        self._call = call
        self._max_batch = max_batch
        self._max_waiting = max_waiting
        self._on_batch = on_batch
        self._close_timeout_s = close_timeout_s
        self._waiting: deque[_Request[Result]] = deque()
        self._wake = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="inference")
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many texts wait for the next batch."""
        return len(self._waiting)

    async def submit(self, text: str, *, timeout_s: float) -> Result:
        """Return the result for `text`.

        Raises Busy if too many wait already, Overdue after `timeout_s`, and whatever `call`
        raises for this text.
        """
        if self._closed or len(self._waiting) >= self._max_waiting:
            raise Busy("too many messages wait to be understood", retry_after_s=1)
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Request(text, future))
        self._wake.set()
        if self._task is None or self._task.done():
            # of its own: the context of whoever asks first would keep that turn, and its model,
            # for as long as there is a batcher
            self._task = asyncio.create_task(self._run(), name="batcher", context=Context())
        try:
            async with asyncio.timeout(timeout_s):
                return await future
        except TimeoutError:
            raise Overdue(f"not understood within {timeout_s:g} s") from None

    async def close(self) -> None:
        """Fail what still waits, let the running batch end, stop the thread."""
        self._closed = True
        while self._waiting:
            request = self._waiting.popleft()
            if not request.future.done():
                request.future.set_exception(Busy("the server is stopping", retry_after_s=5))
        self._wake.set()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=self._close_timeout_s)
            self._task.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closed:
            await self._wake.wait()
            batch = self._take()
            if not batch:
                self._wake.clear()
                continue
            texts = [request.text for request in batch]
            try:
                self._count(len(batch))
                outcomes = await loop.run_in_executor(self._thread, self._attempt, texts)
            except Exception as error:
                # no thread could be started, or no memory was left: the next batch may fare better
                log.exception("batch_not_run", size=len(batch))
                outcomes = [RuntimeError(f"the model could not be run: {error}")] * len(batch)
            for request, outcome in zip(batch, outcomes, strict=True):
                self._settle(request.future, outcome)

    def _count(self, size: int) -> None:
        self.counts.add(size)
        if self._on_batch is not None:
            self._on_batch(size)

    def _take(self) -> list[_Request[Result]]:
        """Take the next batch; requests whose callers have gone are dropped before it is made."""
        batch: list[_Request[Result]] = []
        while self._waiting and len(batch) < self._max_batch:
            request = self._waiting.popleft()
            if not request.future.done():
                batch.append(request)
        return batch

    def _attempt(self, texts: list[str]) -> list[Result | Exception]:
        try:
            results = list(self._call(texts))
        except Exception as error:  # noqa: BLE001 - the thread's end: it goes to the caller
            if len(texts) == 1:
                # a future takes every exception but this one
                stopped = isinstance(error, StopIteration)
                return [RuntimeError("the model raised StopIteration") if stopped else error]
            log.warning("batch_failed", size=len(texts), error=str(error))
            return [self._attempt([text])[0] for text in texts]
        if len(results) != len(texts):
            return [RuntimeError(f"{len(results)} results for {len(texts)} texts")] * len(texts)
        return list(results)

    @staticmethod
    def _settle(future: asyncio.Future[Result], outcome: Result | Exception) -> None:
        if future.done():
            return
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
