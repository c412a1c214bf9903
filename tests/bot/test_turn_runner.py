"""What can come between a message and its answer, and that it is answered once all the same."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

import pytest

from bot.domain.message import InboundMessage
from bot.errors import Busy, TurnFailed
from bot.storage.errors import StoreUnavailable
from bot.storage.records import Accepted, Author, InboxState, StoredMessage, TurnCommit
from bot.storage.store import Store
from bot.turn_runner import MAX_BEGINNINGS
from tests.fakes.small_desk import SmallDesk, inbound, small_desk

PAUSE = {"event": "pause", "timestamp": 1.0}
RESUME = {"event": "resume", "timestamp": 1.0}


class Interfering(Store):
    """Lets an agent's event come before each of the first apologies."""

    events: ClassVar[list[dict[str, object]]] = []

    async def commit_turn(self, commit: TurnCommit) -> tuple[StoredMessage, ...]:
        if commit.error and self.events:
            await self.append_events(commit.conversation_id, [self.events.pop()], None)
        return await super().commit_turn(commit)


class Forgetful(Store):
    """Stores, and says once that nobody knows whether it did."""

    told: ClassVar[list[str]] = []

    async def commit_turn(self, commit: TurnCommit) -> tuple[StoredMessage, ...]:
        stored = await super().commit_turn(commit)
        self._forget("commit")
        return stored

    async def accept(self, message: InboundMessage) -> Accepted:
        accepted = await super().accept(message)
        self._forget("accept")
        return accepted

    def _forget(self, what: str) -> None:
        if what in self.told:
            self.told.remove(what)
            raise StoreUnavailable("no answer from the database")


async def transcript(desk: SmallDesk, conversation: str = "ann") -> list[str]:
    stored = await desk.store.messages_since(conversation, 0, 100)
    return [f"{one.author.value}: {one.body['text'].split(',')[0]}" for one in stored]


async def test_an_apology_is_stored_although_others_write_into_the_conversation(
    tmp_path: Path,
) -> None:
    Interfering.events[:] = [RESUME, RESUME]
    async with small_desk(tmp_path, store_class=Interfering) as desk:
        with pytest.raises(TurnFailed):
            await desk.say("break it")
        assert Interfering.events == []
        assert await transcript(desk) == ["customer: break it", "bot: Sorry"]
        assert [one.text for one in await desk.say("greet")] == ["hello"]


async def test_an_agent_who_took_over_is_not_apologised_into(tmp_path: Path) -> None:
    Interfering.events[:] = [PAUSE]
    async with small_desk(tmp_path, store_class=Interfering) as desk:
        with pytest.raises(TurnFailed):
            await desk.say("break it")
        assert await transcript(desk) == ["customer: break it"]
        assert (await desk.store.turn_status("ann", 1)).state is InboxState.DEAD


async def test_a_commit_of_which_nobody_heard_is_not_done_twice(tmp_path: Path) -> None:
    Forgetful.told[:] = ["commit"]
    async with small_desk(tmp_path, store_class=Forgetful) as desk:
        listener = desk.service.subscribe("ann")
        assert [one.text for one in await desk.say("order")] == ["action_order done"]
        assert len(desk.order.runs) == 1
        await desk.say("order")
        assert await transcript(desk) == ["customer: order", "bot: action_order done"] * 2
        assert len(desk.order.runs) == 2
        await desk.idle()
        listener.close()
        shown = [one.message.position async for one in listener if one.message is not None]
        assert shown == [2, 4]


async def test_a_message_whose_storing_was_in_doubt_is_answered(tmp_path: Path) -> None:
    Forgetful.told[:] = ["accept"]
    async with small_desk(tmp_path, store_class=Forgetful) as desk:
        with pytest.raises(Busy):
            await desk.service.accept(inbound("order", "ann", "x1"))
        async with asyncio.timeout(5):
            while not desk.order.runs:  # noqa: ASYNC110 - nobody waits for this turn
                await asyncio.sleep(0.02)
        await desk.idle()
        assert await transcript(desk) == ["customer: order", "bot: action_order done"]


async def test_a_message_in_doubt_holds_up_the_next_one_only_until_it_is_found(
    tmp_path: Path,
) -> None:
    async with small_desk(tmp_path) as desk:
        await desk.store.accept(inbound("order", "ann", "x1"))  # and nobody is told
        assert [one.text for one in await desk.say("greet")] == ["hello"]
        stored = await desk.store.messages_since("ann", 0, 10)
        assert [one.seq for one in stored if one.author is Author.BOT] == [1, 2]


async def test_a_caller_who_goes_away_leaves_a_message_that_is_answered(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        caller = asyncio.create_task(desk.service.accept(inbound("order", "ann", "x1")))
        await asyncio.sleep(0)
        caller.cancel()
        await asyncio.wait([caller])
        async with asyncio.timeout(5):
            while not desk.order.runs:  # noqa: ASYNC110 - nobody waits for this turn
                await asyncio.sleep(0.02)
        await desk.idle()
        assert await transcript(desk) == ["customer: order", "bot: action_order done"]


async def test_a_cancellation_inside_a_turn_is_a_failure_like_others(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        with pytest.raises(TurnFailed):
            await desk.say("cancelled")
        assert [one.text for one in await desk.say("greet")] == ["hello"]


async def test_a_message_that_ends_every_process_is_given_up_and_others_are_not(
    tmp_path: Path,
) -> None:
    async with small_desk(tmp_path) as desk:
        await desk.store.accept(inbound("order", "ann", "poison"))
        await desk.store.accept(inbound("greet", "ann", "after it"))
    for _ in range(MAX_BEGINNINGS - 1):  # the turn is begun, and the process ends in it
        async with small_desk(tmp_path, order_pause_s=1.5, stop_s=0.05) as desk:
            async with asyncio.timeout(5):
                while not desk.order.runs:  # noqa: ASYNC110 - it is in the middle of the turn
                    await asyncio.sleep(0.01)
            assert await transcript(desk) == ["customer: order", "customer: greet"]
    async with small_desk(tmp_path) as desk:
        await desk.idle()
        assert desk.order.runs == []
        assert (await transcript(desk))[2:] == ["bot: Sorry", "bot: hello"]
        (letter,) = await desk.store.dead_letters()
        assert letter.error == "the process ended before the turn did"


async def test_a_message_that_arrives_while_the_server_stops_is_kept(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        arriving = asyncio.create_task(desk.service.accept(inbound("order", "ann", "x1")))
        await asyncio.sleep(0)
        await desk.workers.stop(1)
        accepted = await arriving
        async with asyncio.timeout(2):
            with pytest.raises(Exception, match="stored and will be answered later"):
                await desk.service.replies("ann", accepted.seq, 30)
    async with small_desk(tmp_path) as desk:
        await desk.idle()
        assert await transcript(desk) == ["customer: order", "bot: action_order done"]


async def test_a_process_that_is_killed_soon_brings_no_suspicion_on_what_waits(
    tmp_path: Path,
) -> None:
    async with small_desk(tmp_path) as desk:
        accepted = await desk.store.accept(inbound("order", "ann", "x1"))
        await desk.store.fail_turn(accepted.inbox_id, "begun once", max_attempts=MAX_BEGINNINGS)
    for _ in range(MAX_BEGINNINGS * 2):
        async with small_desk(tmp_path, suspect_wait_s=30, stop_s=0.01) as desk:
            await asyncio.sleep(0.05)
            # others do not wait with it
            assert [one.text for one in await desk.say("greet", sender="bob")] == ["hello"]
    async with small_desk(tmp_path) as desk:
        await desk.idle()
        assert await transcript(desk) == ["customer: order", "bot: action_order done"]


async def test_a_message_that_was_begun_before_has_all_its_failures_left(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        accepted = await desk.store.accept(inbound("order", "ann", "x1"))
        for _ in range(MAX_BEGINNINGS - 2):
            await desk.store.fail_turn(accepted.inbox_id, "begun", max_attempts=MAX_BEGINNINGS)
    async with small_desk(tmp_path, order_failures=2) as desk:
        await desk.idle()
        assert await transcript(desk) == ["customer: order", "bot: action_order done"]
