from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.workers import Postponed, Workers


@dataclass(frozen=True)
class Note:
    conversation_id: str
    seq: int


async def idle(workers: Workers[Note]) -> None:
    async with asyncio.timeout(5):
        while workers.unfinished:  # noqa: ASYNC110 - what is tested has no event for it
            await asyncio.sleep(0.002)


async def test_each_conversation_is_first_in_first_out() -> None:
    seen: list[tuple[str, int]] = []

    async def turn(note: Note) -> None:
        await asyncio.sleep(0.001)
        seen.append((note.conversation_id, note.seq))

    workers: Workers[Note] = Workers(turn, turns_at_once=8, limit=1000)
    for seq in range(20):
        for name in "abc":
            workers.submit(Note(name, seq))
    await idle(workers)
    for name in "abc":
        assert [seq for one, seq in seen if one == name] == list(range(20))


async def test_messages_submitted_out_of_order_run_in_order() -> None:
    seen: list[int] = []

    async def turn(note: Note) -> None:
        seen.append(note.seq)

    workers: Workers[Note] = Workers(turn, turns_at_once=1, limit=10)
    for seq in (2, 3, 1):
        workers.submit(Note("a", seq))
    await idle(workers)
    assert seen == [1, 2, 3]


async def test_a_slow_conversation_does_not_hold_up_others() -> None:
    release = asyncio.Event()
    done: list[str] = []

    async def turn(note: Note) -> None:
        if note.conversation_id == "slow":
            await release.wait()
        done.append(note.conversation_id)

    workers: Workers[Note] = Workers(turn, turns_at_once=4, limit=10)
    workers.submit(Note("slow", 1))
    workers.submit(Note("quick", 1))
    await asyncio.sleep(0.01)
    assert done == ["quick"]
    release.set()
    await asyncio.sleep(0.01)
    assert done == ["quick", "slow"]


async def test_a_turn_that_raises_does_not_end_the_conversation() -> None:
    seen: list[int] = []

    async def turn(note: Note) -> None:
        if note.seq == 1:
            raise RuntimeError("broken")
        seen.append(note.seq)

    workers: Workers[Note] = Workers(turn, turns_at_once=1, limit=10)
    workers.submit(Note("a", 1))
    workers.submit(Note("a", 2))
    await idle(workers)
    assert seen == [2]


async def test_stop_lets_the_running_turn_end_and_keeps_the_rest() -> None:
    started, release = asyncio.Event(), asyncio.Event()
    seen: list[int] = []

    async def turn(note: Note) -> None:
        started.set()
        await release.wait()
        seen.append(note.seq)

    workers: Workers[Note] = Workers(turn, turns_at_once=1, limit=3)
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


async def test_a_message_that_waits_for_an_earlier_one_lets_it_go_first() -> None:
    seen: list[int] = []

    async def turn(note: Note) -> None:
        if note.seq == 2 and not seen:
            workers.submit(Note("a", 1))
            raise Postponed
        seen.append(note.seq)

    workers: Workers[Note] = Workers(turn, turns_at_once=1, limit=10)
    workers.submit(Note("a", 2))
    await idle(workers)
    assert seen == [1, 2]


async def test_suspects_run_one_at_a_time_and_hold_up_nobody_else() -> None:
    running: set[str] = set()
    together: list[frozenset[str]] = []
    release = asyncio.Event()

    async def turn(note: Note) -> None:
        running.add(note.conversation_id)
        together.append(frozenset(running))
        if note.conversation_id.startswith("suspect"):
            await release.wait()
        running.discard(note.conversation_id)

    workers: Workers[Note] = Workers(
        turn, turns_at_once=2, limit=10, suspect=lambda note: note.conversation_id[0] == "s"
    )
    for name in ("suspect 1", "suspect 2", "suspect 3", "a", "b"):
        workers.submit(Note(name, 1))
    await asyncio.sleep(0.05)
    assert {name for names in together for name in names} == {"suspect 1", "a", "b"}
    release.set()
    await idle(workers)
    assert max(sum(name[0] == "s" for name in names) for names in together) == 1


async def test_stop_begins_no_turn_that_waited_for_a_slot() -> None:
    started, release = asyncio.Event(), asyncio.Event()
    seen: list[str] = []

    async def turn(note: Note) -> None:
        started.set()
        await release.wait()
        seen.append(note.conversation_id)

    workers: Workers[Note] = Workers(turn, turns_at_once=1, limit=10)
    workers.submit(Note("a", 1))
    await started.wait()
    workers.submit(Note("b", 1))
    await asyncio.sleep(0)
    stopping = asyncio.create_task(workers.stop(2))
    await asyncio.sleep(0)
    release.set()
    assert await stopping == 1
    assert seen == ["a"]
    assert not workers.submit(Note("c", 1))


async def test_a_turn_that_is_cut_off_at_the_stop_counts_as_left() -> None:
    async def turn(note: Note) -> None:
        await asyncio.sleep(60)

    workers: Workers[Note] = Workers(turn, turns_at_once=1, limit=10)
    workers.submit(Note("a", 1))
    await asyncio.sleep(0.01)
    assert await workers.stop(0.05) == 1
