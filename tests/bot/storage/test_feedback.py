from __future__ import annotations

import asyncio

import pytest

from bot.storage.errors import UnknownRecord
from bot.storage.store import Store
from tests.bot.storage.samples import answer


async def test_the_last_word_on_a_message_counts(store: Store) -> None:
    await answer(store)
    await store.add_feedback("anna", 2, 1)
    await store.add_feedback("anna", 2, -1, "too long \ud800")

    [row] = await store.turns()

    assert [(f.value, f.comment) for f in row.feedback] == [(-1, "too long \ufffd")]


async def test_parallel_judgements_leave_one(store: Store) -> None:
    await answer(store)

    await asyncio.gather(*(store.add_feedback("anna", 2, (-1) ** n) for n in range(20)))

    [row] = await store.turns()
    assert len(row.feedback) == 1


async def test_an_agents_message_can_be_judged(store: Store) -> None:
    await answer(store)
    said = await store.add_agent_message("anna", "hi", "ann")

    await store.add_feedback("anna", said.position, 1)

    with pytest.raises(UnknownRecord, match="no reply"):
        await store.add_feedback("anna", said.position + 1, 1)


@pytest.mark.parametrize(("conversation", "position"), [("anna", 1), ("anna", 9), ("bert", 2)])
async def test_only_replies_can_be_judged(store: Store, conversation: str, position: int) -> None:
    await answer(store)

    with pytest.raises(UnknownRecord, match="no reply"):
        await store.add_feedback(conversation, position, 1)


@pytest.mark.parametrize("value", [0, 2, -2, 2**70])
async def test_a_judgement_is_up_or_down(store: Store, value: int) -> None:
    await answer(store)

    with pytest.raises(ValueError, match="1 or -1"):
        await store.add_feedback("anna", 2, value)
