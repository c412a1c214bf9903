from __future__ import annotations

import pytest

from bot.storage.errors import UnknownRecord
from bot.storage.store import Store
from tests.bot.storage.conftest import Clock
from tests.bot.storage.samples import answer, inbound


async def test_the_row_counts_what_there_is(store: Store, clock: Clock) -> None:
    began = clock.now
    await answer(store, 1, replies=({"text": "a"}, {"text": "b"}))
    clock.now += 5
    await store.accept(inbound(2))

    row = await store.conversation("anna")

    assert row is not None
    assert (row.last_seq, row.event_count, row.message_count) == (2, 1, 4)
    assert (row.created_at, row.updated_at) == (began, began + 5)
    assert row.consent is None
    assert await store.conversation("nobody") is None


async def test_consent_is_kept_and_can_be_withdrawn(store: Store) -> None:
    await store.accept(inbound(1))

    for value in (True, False):
        await store.consent("anna", value)
        row = await store.conversation("anna")
        assert row is not None
        assert row.consent is value


async def test_consent_needs_a_conversation(store: Store) -> None:
    with pytest.raises(UnknownRecord, match="nobody"):
        await store.consent("nobody", True)


async def test_the_last_touched_come_first(store: Store, clock: Clock) -> None:
    for number, name in enumerate(("anna", "bert", "cleo")):
        clock.now = 100.0 + number
        await store.accept(inbound(1, name))
    clock.now = 200.0
    await store.accept(inbound(2, "anna"))

    rows = await store.conversations(limit=2)
    assert [row.id for row in rows] == ["anna", "cleo"]
    assert [row.id for row in await store.conversations(before=rows[-1].updated_at)] == ["bert"]
