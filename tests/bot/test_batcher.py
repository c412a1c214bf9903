from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Sequence
from contextvars import ContextVar

import pytest

from bot.batcher import Batcher
from bot.errors import Busy, Overdue


class Doubler:
    """Doubles texts; fails for those it is told to; can be held back."""

    def __init__(self, failing: str = "") -> None:
        self.batches: list[list[str]] = []
        self.failing = failing
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, texts: Sequence[str]) -> list[str]:
        self.gate.wait(5)
        self.batches.append(list(texts))
        if self.failing and self.failing in texts:
            raise ValueError(f"cannot double {self.failing}")
        return [text * 2 for text in texts]


async def test_a_lone_text_is_served_at_once() -> None:
    batcher = Batcher(Doubler())
    assert await batcher.submit("a", timeout_s=1) == "aa"
    await batcher.close()


async def test_texts_that_wait_share_a_batch() -> None:
    call = Doubler()
    call.gate.clear()
    batcher = Batcher(call, max_batch=8)
    waiting = [asyncio.create_task(batcher.submit(str(i), timeout_s=5)) for i in range(9)]
    await asyncio.sleep(0.05)
    call.gate.set()
    assert await asyncio.gather(*waiting) == [str(i) * 2 for i in range(9)]
    assert max(len(batch) for batch in call.batches) > 1
    assert sum(batcher.counts.sizes.values()) == batcher.counts.batches
    await batcher.close()


async def test_a_bad_text_fails_only_its_own_caller() -> None:
    call = Doubler(failing="bad")
    call.gate.clear()
    batcher = Batcher(call)
    tasks = [
        asyncio.create_task(batcher.submit(text, timeout_s=5)) for text in ("x", "bad", "y", "z")
    ]
    await asyncio.sleep(0.05)
    call.gate.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(results[1], ValueError)
    assert [results[0], *results[2:]] == ["xx", "yy", "zz"]
    await batcher.close()


async def test_a_wrong_number_of_results_is_an_error_for_everyone() -> None:
    batcher: Batcher[str] = Batcher(lambda texts: [])
    with pytest.raises(RuntimeError, match="0 results for 1 texts"):
        await batcher.submit("a", timeout_s=1)
    await batcher.close()


async def test_a_deadline_ends_the_wait_and_the_text_is_dropped() -> None:
    call = Doubler()
    call.gate.clear()
    batcher = Batcher(call)
    first = asyncio.create_task(batcher.submit("first", timeout_s=5))
    await asyncio.sleep(0.02)
    with pytest.raises(Overdue):
        await batcher.submit("late", timeout_s=0.05)
    call.gate.set()
    assert await first == "firstfirst"
    assert await batcher.submit("next", timeout_s=1) == "nextnext"
    assert not any("late" in batch for batch in call.batches)
    await batcher.close()


async def test_a_full_queue_refuses() -> None:
    call = Doubler()
    call.gate.clear()
    batcher = Batcher(call, max_waiting=2)
    tasks = [asyncio.create_task(batcher.submit(str(i), timeout_s=5)) for i in range(3)]
    await asyncio.sleep(0.05)
    extra = [asyncio.create_task(batcher.submit("x", timeout_s=5)) for _ in range(3)]
    done, _ = await asyncio.wait(extra, timeout=1)
    assert any(isinstance(task.exception(), Busy) for task in done)
    call.gate.set()
    await asyncio.gather(*tasks, *extra, return_exceptions=True)
    await batcher.close()


async def test_closing_ends_every_wait() -> None:
    call = Doubler()
    call.gate.clear()
    batcher = Batcher(call, max_batch=1)
    tasks = [asyncio.create_task(batcher.submit(str(i), timeout_s=5)) for i in range(3)]
    await asyncio.sleep(0.05)
    closing = asyncio.create_task(batcher.close())
    await asyncio.sleep(0.01)
    call.gate.set()
    await closing
    results = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 2)
    assert results[0] == "00"
    assert all(isinstance(result, Busy) for result in results[1:])
    with pytest.raises(Busy):
        await batcher.submit("after", timeout_s=1)


async def test_a_batch_that_cannot_be_run_fails_its_callers_and_the_next_one_runs() -> None:
    counted: list[int] = []

    def count(size: int) -> None:
        counted.append(size)
        if len(counted) == 1:
            raise MemoryError("no room to count")

    batcher = Batcher(Doubler(), on_batch=count)
    with pytest.raises(RuntimeError, match="no room to count"):
        await batcher.submit("a", timeout_s=1)
    assert await batcher.submit("b", timeout_s=1) == "bb"
    await batcher.close()


async def test_a_call_that_stops_an_iteration_fails_its_caller() -> None:
    def stops(texts: Sequence[str]) -> list[str]:
        raise StopIteration

    batcher = Batcher(stops)
    with pytest.raises(RuntimeError, match="StopIteration"):
        await batcher.submit("a", timeout_s=1)
    await batcher.close()


async def test_closing_does_not_wait_for_a_call_that_hangs() -> None:
    call = Doubler()
    call.gate.clear()
    batcher = Batcher(call, close_timeout_s=0.05)
    hanging = asyncio.create_task(batcher.submit("a", timeout_s=5))
    await asyncio.sleep(0.02)
    await asyncio.wait_for(batcher.close(), 1)
    call.gate.set()
    hanging.cancel()
    await asyncio.wait([hanging])


async def test_who_asks_first_is_not_kept() -> None:
    """A batcher lives longer than the turn that asks it first."""
    whose: ContextVar[Doubler] = ContextVar("whose")

    async def asks() -> weakref.ref[Doubler]:
        turn = Doubler()
        whose.set(turn)
        assert await batcher.submit("a", timeout_s=5) == "aa"
        return weakref.ref(turn)

    batcher = Batcher(Doubler())
    kept = await asyncio.create_task(asks())
    assert await batcher.submit("b", timeout_s=5) == "bb"
    gc.collect()
    assert kept() is None
    await batcher.close()
