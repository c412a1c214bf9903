from __future__ import annotations

import asyncio
import uuid

import pytest

from bot.storage.errors import UnknownRecord, WriteRejected
from bot.storage.records import OutboxState
from bot.storage.store import Store
from tests.bot.storage.conftest import Clock
from tests.bot.storage.samples import answer, entry, inbound, turn

pytestmark = pytest.mark.usefixtures("clock")


async def test_rows_go_out_one_by_one_in_the_order_of_the_conversation(
    store: Store, clock: Clock
) -> None:
    await answer(store, 1, outbox=(entry("a"), entry("b")))
    await answer(store, 2, outbox=(entry("c"),))

    sent = []
    while due := await store.due_outbox(clock.now):
        [row] = due
        assert await store.mark_sending(row.id)
        assert await store.due_outbox(clock.now) == []
        await store.mark_sent(row.id, f"ts-{row.id}")
        sent.append(row.payload["text"])

    assert sent == ["a", "b", "c"]
    assert await store.next_outbox_at() is None


async def test_conversations_do_not_hold_each_other_up(store: Store, clock: Clock) -> None:
    for name in ("anna", "bert", "cleo"):
        await answer(store, 1, name, outbox=(entry(name), entry("later")))
    [first, *_] = await store.due_outbox(clock.now)
    await store.mark_retry(first.id, clock.now + 60, "429")

    due = await store.due_outbox(clock.now)

    assert [row.payload["text"] for row in due] == ["bert", "cleo"]
    assert len(await store.due_outbox(clock.now, limit=1)) == 1


async def test_a_retry_is_due_at_its_time_with_the_same_key(store: Store, clock: Clock) -> None:
    await answer(store, outbox=(entry("a"), entry("b")))
    [row] = await store.due_outbox(clock.now)
    await store.mark_sending(row.id)
    await store.mark_retry(row.id, clock.now + 30, "429")

    assert await store.due_outbox(clock.now + 29) == []
    assert await store.next_outbox_at() == clock.now + 30
    [again] = await store.due_outbox(clock.now + 30)
    assert (again.id, again.attempts, again.error) == (row.id, 1, "429")
    assert again.idempotency_key == row.idempotency_key
    assert again.state is OutboxState.NEW


async def test_keys_are_drawn_unless_given(store: Store, clock: Clock) -> None:
    await answer(store, outbox=(entry("a"),))
    await answer(store, 1, "bert", outbox=(entry("b", idempotency_key="mine"),))

    drawn, given = await store.due_outbox(clock.now)

    uuid.UUID(drawn.idempotency_key)
    assert given.idempotency_key == "mine"


async def test_a_key_used_twice_takes_back_the_whole_turn(store: Store) -> None:
    await answer(store, outbox=(entry("a", idempotency_key="mine"),))
    accepted = await store.accept(inbound(2))

    with pytest.raises(WriteRejected):
        await store.commit_turn(turn(accepted, 1, outbox=(entry("b", idempotency_key="mine"),)))

    assert len(await store.load_events("anna")) == 1
    assert len(await store.pending()) == 1


async def test_a_row_is_claimed_once(store: Store, clock: Clock) -> None:
    await answer(store, outbox=(entry(),))
    [row] = await store.due_outbox(clock.now)

    claims = await asyncio.gather(*(store.mark_sending(row.id) for _ in range(20)))

    assert claims.count(True) == 1


async def test_what_was_being_sent_can_be_found_after_a_restart(
    store: Store, clock: Clock
) -> None:
    await answer(store, outbox=(entry("a"), entry("b")))
    [row] = await store.due_outbox(clock.now)
    await store.mark_sending(row.id)

    [left] = await store.sending_outbox()

    assert (left.id, left.state, left.attempts) == (row.id, OutboxState.SENDING, 1)


@pytest.mark.parametrize("mark", ["mark_unknown", "mark_dead"])
async def test_what_may_not_have_arrived_is_a_dead_letter_and_lets_the_next_pass(
    store: Store, clock: Clock, mark: str
) -> None:
    await answer(store, outbox=(entry("a"), entry("b")))
    [row] = await store.due_outbox(clock.now)
    await store.mark_sending(row.id)

    await getattr(store, mark)(row.id, "timed out \ud800")
    await getattr(store, mark)(row.id, "again")

    [letter] = await store.dead_letters()
    assert (letter.kind, letter.ref, letter.conversation_id) == ("outbox", row.id, "anna")
    assert letter.error == "timed out \ufffd"
    assert [r.payload["text"] for r in await store.due_outbox(clock.now)] == ["b"]
    assert await store.dead_letters(after_id=letter.id) == []


async def test_a_finished_row_is_never_sent_again(store: Store, clock: Clock) -> None:
    await answer(store, outbox=(entry("a"),))
    [row] = await store.due_outbox(clock.now)
    await store.mark_sending(row.id)
    await store.mark_sent(row.id)

    await store.mark_retry(row.id, clock.now)
    await store.mark_dead(row.id, "late")

    assert not await store.mark_sending(row.id)
    assert await store.due_outbox(clock.now) == []
    assert await store.dead_letters() == []


async def test_unknown_rows_are_said(store: Store) -> None:
    assert not await store.mark_sending(5)
    with pytest.raises(UnknownRecord, match="5"):
        await store.mark_sent(5)
    with pytest.raises(UnknownRecord, match="5"):
        await store.mark_retry(5, 0.0)
    with pytest.raises(ValueError, match="next_at"):
        await store.mark_retry(5, float("nan"))
    with pytest.raises(ValueError, match="outbox_id"):
        await store.mark_dead(2**63, "x")
