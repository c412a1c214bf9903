from __future__ import annotations

import asyncio
import threading
import time
from contextvars import ContextVar

import pytest

from bot.actions.threads import ActionThreads

turn: ContextVar[str] = ContextVar("turn")


def refuse() -> None:
    raise ValueError("no")


def stop() -> None:
    raise StopIteration


async def test_results_errors_and_the_turn_come_through() -> None:
    threads = ActionThreads()
    turn.set("mine")
    assert await threads.run(turn.get) == "mine"
    assert await threads.run(lambda a, b: a + b, 1, 2) == 3
    with pytest.raises(ValueError, match="no"):
        await threads.run(refuse)


async def test_an_error_that_a_coroutine_cannot_raise_still_ends_the_call() -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await ActionThreads().run(stop)


async def test_no_more_run_at_once_than_there_are_places() -> None:
    threads = ActionThreads(places=2)
    running, most = 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1

    await asyncio.gather(*(threads.run(work) for _ in range(8)))
    assert most == 2


async def test_who_gives_up_leaves_the_place_free_once_the_work_is_done() -> None:
    threads = ActionThreads(places=1)
    go_on = threading.Event()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await threads.run(go_on.wait, 5)
    go_on.set()
    assert await asyncio.wait_for(threads.run(lambda: "next"), 2) == "next"


async def test_waiting_for_a_place_can_be_given_up() -> None:
    threads = ActionThreads(places=1)
    go_on = threading.Event()
    first = asyncio.create_task(threads.run(go_on.wait, 5))
    await asyncio.sleep(0.02)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await threads.run(time.sleep, 0)
    go_on.set()
    assert await first is True


def test_a_hanging_action_does_not_keep_the_process() -> None:
    hanging = threading.Event()

    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await ActionThreads().run(hanging.wait, 5)

    asyncio.run(give_up())
    threads = [one for one in threading.enumerate() if one.name == "action"]
    assert threads
    assert all(one.daemon for one in threads)
    # the work ends after its loop was closed: nobody is told, nothing fails
    hanging.set()
    for one in threads:
        one.join(2)
