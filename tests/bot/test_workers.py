from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.workers import Queued, Workers


@dataclass(frozen=True)
class Note:
    conversation_id: str
    seq: int


async def idle(workers: Workers) -> None:
    async with asyncio.timeout(5):
        while workers.unfinished:  # noqa: ASYNC110 - what is tested has no event for it
            await asyncio.sleep(0.002)


async def test_each_conversation_is_first_in_first_out() -> None:
    seen: list[tuple[str, int]] = []

    async def turn(note: Queued) -> None:
        await asyncio.sleep(0.001)
        seen.append((note.conversation_id, note.seq))

    workers = Workers(turn, turns_at_once=8, limit=1000)
    for seq in range(20):
        for name in "abc":
            workers.submit(Note(name, seq))
    await idle(workers)
    for name in "abc":
        assert [seq for one, seq in seen if one == name] == list(range(20))


async def test_messages_submitted_out_of_order_run_in_order() -> None:
    seen: list[int] = []

    async def turn(note: Queued) -> None:
        seen.append(note.seq)

    workers = Workers(turn, turns_at_once=1, limit=10)
    for seq in (2, 3, 1):
        workers.submit(Note("a", seq))
    await idle(workers)
    assert seen == [1, 2, 3]


async def test_a_slow_conversation_does_not_hold_up_others() -> None:
    release = asyncio.Event()
    done: list[str] = []

    async def turn(note: Queued) -> None:
        if note.conversation_id == "slow":
            await release.wait()
        done.append(note.conversation_id)

    workers = Workers(turn, turns_at_once=4, limit=10)
    workers.submit(Note("slow", 1))
    workers.submit(Note("quick", 1))
    await asyncio.sleep(0.01)
    assert done == ["quick"]
    release.set()
    await asyncio.sleep(0.01)
    assert done == ["quick", "slow"]


async def test_a_turn_that_raises_does_not_end_the_conversation() -> None:
    seen: list[int] = []

    async def turn(note: Queued) -> None:
        if note.seq == 1:
            raise RuntimeError("broken")
        seen.append(note.seq)

    workers = Workers(turn, turns_at_once=1, limit=10)
    workers.submit(Note("a", 1))
    workers.submit(Note("a", 2))
    await idle(workers)
    assert seen == [2]


async def test_stop_lets_the_running_turn_end_and_keeps_the_rest() -> None:
    started, release = asyncio.Event(), asyncio.Event()
    seen: list[int] = []

    async def turn(note: Queued) -> None:
        started.set()
        await release.wait()
        seen.append(note.seq)

    workers = Workers(turn, turns_at_once=1, limit=3)
    for seq in (1, 2, 3):
        workers.submit(Note("a", seq))
    assert workers.full
    await started.wait()
    stopping = asyncio.create_task(workers.stop(1))
    await asyncio.sleep(0.01)
    release.set()
    assert await stopping == 2
    assert seen == [1]
    workers.submit(Note("a", 4))
    assert workers.unfinished == 2
