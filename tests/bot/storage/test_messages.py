from __future__ import annotations

import pytest

from bot.storage.store import Store
from tests.bot.storage.samples import answer


async def test_messages_are_paged_forwards_from_a_position(store: Store) -> None:
    for number in range(5):
        await answer(store, number)

    assert [m.position for m in await store.messages_since("anna", 3, limit=4)] == [4, 5, 6, 7]
    assert await store.messages_since("anna", 10) == []
    assert await store.messages_since("anna", 2**63 - 1) == []


async def test_messages_are_paged_backwards_for_the_history(store: Store) -> None:
    for number in range(5):
        await answer(store, number)

    assert [m.position for m in await store.messages_before("anna", limit=3)] == [8, 9, 10]
    assert [m.position for m in await store.messages_before("anna", 3, limit=9)] == [1, 2]
    assert await store.messages_before("nobody") == []


@pytest.mark.parametrize("position", [-1, 2**63, True, "1"])
async def test_a_position_from_outside_is_checked(store: Store, position: int) -> None:
    with pytest.raises(ValueError, match="position"):
        await store.messages_since("anna", position)
    with pytest.raises(ValueError, match="position"):
        await store.messages_before("anna", position)
    with pytest.raises(ValueError, match="position"):
        await store.add_feedback("anna", position, 1)


@pytest.mark.parametrize("name", ["", "a\ud800", "x" * 600])
async def test_a_conversation_id_from_outside_is_checked(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="conversation_id"):
        await store.messages_since(name, 0)
    with pytest.raises(ValueError, match="conversation_id"):
        await store.load_events(name)
    with pytest.raises(ValueError, match="conversation_id"):
        await store.append_events(name, [], 0)
