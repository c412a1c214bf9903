from __future__ import annotations

import asyncio

import pytest

from bot.storage.records import TurnFilter
from bot.storage.store import Store
from tests.bot.storage.conftest import Clock
from tests.bot.storage.samples import answer


async def ids(store: Store, **wanted: object) -> list[tuple[str, int]]:
    rows = await store.turns(TurnFilter(**wanted))  # type: ignore[arg-type]
    return [(row.conversation_id, row.seq) for row in rows]


async def test_a_turn_comes_with_all_that_belongs_to_it(store: Store, clock: Clock) -> None:
    await answer(store, 1, replies=({"text": "one"}, {"text": "two"}), record={"intent": "greet"})
    await store.add_feedback("anna", 3, 1, "nice")
    await store.consent("anna", True)

    [row] = await store.turns()

    assert (row.conversation_id, row.seq, row.channel, row.account) == ("anna", 1, "slack", "shop")
    assert (row.text, row.intent, row.created_at) == ("hello", "greet", clock.now)
    assert row.replies == ({"text": "one"}, {"text": "two"})
    assert [(f.position, f.value, f.comment) for f in row.feedback] == [(3, 1, "nice")]
    assert row.consent is True


async def test_turns_are_filtered_by_time(store: Store, clock: Clock) -> None:
    for number in range(1, 5):
        clock.now = 100.0 * number
        await answer(store, number)

    assert await ids(store, since=200.0) == [("anna", 2), ("anna", 3), ("anna", 4)]
    assert await ids(store, until=200.0) == [("anna", 1)]
    assert await ids(store, since=200.0, until=400.0) == [("anna", 2), ("anna", 3)]


async def test_turns_are_filtered_by_conversation_and_intent(store: Store) -> None:
    await answer(store, 1, "anna", record={"intent": "greet"})
    await answer(store, 1, "bert", record={"intent": {"name": "goodbye", "confidence": 0.9}})
    await answer(store, 2, "anna", record={"intent": "goodbye"})
    await answer(store, 3, "anna", record={"intent": None})
    await answer(store, 4, "anna", record={})

    assert await ids(store, conversation_id="bert") == [("bert", 1)]
    assert await ids(store, intent="goodbye") == [("bert", 1), ("anna", 2)]
    assert await ids(store, intent="goodbye", conversation_id="anna") == [("anna", 2)]


async def test_turns_are_filtered_by_feedback(store: Store) -> None:
    for number in range(1, 4):
        await answer(store, number, replies=({"text": "a"}, {"text": "b"}))
    await store.add_feedback("anna", 2, -1, "wrong")
    await store.add_feedback("anna", 3, -1)
    await store.add_feedback("anna", 6, 1)

    assert await ids(store, feedback=-1) == [("anna", 1)]
    assert await ids(store, feedback=1) == [("anna", 2)]


async def test_pages_join_without_gap_or_overlap(store: Store) -> None:
    for number in range(7):
        await answer(store, number)

    seen: list[int] = []
    after = 0
    while page := await store.turns(TurnFilter(after_id=after, limit=3)):
        seen += [row.seq for row in page]
        after = page[-1].id

    assert seen == [1, 2, 3, 4, 5, 6, 7]


async def test_a_large_page_is_read_whole(store: Store) -> None:
    # More than one slice of keys.
    names = [f"c{number}" for number in range(220)]
    await asyncio.gather(*(answer(store, 1, name, replies=({"text": name},)) for name in names))

    rows = await store.turns(TurnFilter(limit=2_000))

    assert {row.conversation_id for row in rows} == set(names)
    assert all(row.replies == ({"text": row.conversation_id},) for row in rows)


@pytest.mark.parametrize("wanted", [{"after_id": -1}, {"limit": 2**63}])
async def test_a_page_from_outside_is_checked(store: Store, wanted: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"after_id|limit"):
        await store.turns(TurnFilter(**wanted))  # type: ignore[arg-type]
