from __future__ import annotations

import time

import pytest

from bot.storage.errors import PositionConflict
from bot.storage.store import Store
from tests.bot.storage.samples import answer, event, inbound, turn


async def test_an_unknown_conversation_has_no_events(store: Store) -> None:
    assert await store.load_events("nobody") == []


async def test_events_come_back_as_they_went_in(store: Store) -> None:
    accepted = await store.accept(inbound(1))
    written = (
        event("user", text="größe 42?", parse_data={"entities": [{"start": 0, "value": None}]}),
        event("slot", name="price_max", value=99.5),
        event("active_loop", name=None),
    )
    await store.commit_turn(turn(accepted, events=written))

    assert await store.load_events("anna") == list(written)


async def test_only_the_new_ones_can_be_read(store: Store) -> None:
    await store.append_events("anna", [event(f"e{n}") for n in range(5)], 0)

    assert [e["event"] for e in await store.load_events("anna", after=3)] == ["e3", "e4"]
    assert await store.load_events("anna", after=5) == []


async def test_appending_returns_the_new_count_and_creates_the_conversation(store: Store) -> None:
    assert await store.append_events("anna", [event("restart")], 0) == 1
    assert await store.append_events("anna", [event("a"), event("b")], None) == 3
    assert await store.append_events("anna", [], 3) == 3

    row = await store.conversation("anna")
    assert row is not None
    assert (row.event_count, row.message_count, row.last_seq) == (3, 0, 0)


async def test_a_later_first_message_names_the_conversations_sender(store: Store) -> None:
    await store.append_events("anna", [event("slot")], 0)
    await store.accept(inbound(1))

    row = await store.conversation("anna")

    assert row is not None
    assert (row.channel, row.account, row.sender) == ("slack", "shop", "anna")


async def test_appending_to_an_outdated_conversation_is_refused(store: Store) -> None:
    await answer(store)

    with pytest.raises(PositionConflict):
        await store.append_events("anna", [event("pause")], 0)
    assert len(await store.load_events("anna")) == 1


async def test_a_turn_late_in_a_long_conversation_costs_no_more_than_an_early_one(
    store: Store,
) -> None:
    async def seconds(count: int) -> float:
        best = 1.0
        for number in range(5):
            accepted = await store.accept(inbound(f"{count}-{number}"))
            began = time.perf_counter()
            await store.load_events("anna", after=count + number)
            await store.commit_turn(turn(accepted, count + number))
            await store.messages_since("anna", accepted.position)
            best = min(best, time.perf_counter() - began)
        return best

    early = await seconds(0)
    for start in range(5, 10_005, 1_000):
        await store.append_events("anna", [event(f"e{n}") for n in range(1_000)], start)
    late = await seconds(10_005)

    # Room for a busy machine; reading the 10,000 events instead takes more than ten times that.
    assert late < 3 * early + 0.005
