from __future__ import annotations

import asyncio

import pytest

from bot.storage.errors import UnknownRecord
from bot.storage.records import Author
from bot.storage.store import Store
from tests.bot.storage.samples import answer, entry, event, inbound


async def test_an_agent_writes_message_event_and_outbox_together(store: Store) -> None:
    await answer(store)

    said = await store.add_agent_message(
        "anna",
        "Hi, Ann here",
        "ann",
        new_events=[event("agent", text="Hi, Ann here")],
        entries=[entry("Hi, Ann here", reply=0)],
    )

    assert (said.position, said.author, said.seq) == (3, Author.AGENT, None)
    assert said.body == {"text": "Hi, Ann here", "agent": "ann"}
    assert (await store.messages_since("anna", 2)) == [said]
    assert (await store.load_events("anna"))[-1]["event"] == "agent"
    [row] = await store.due_outbox(said.created_at)
    assert (row.payload, row.position) == ({"text": "Hi, Ann here"}, 3)


async def test_a_repeated_request_says_it_once(store: Store) -> None:
    await store.accept(inbound(1))

    said = await asyncio.gather(
        *(store.add_agent_message("anna", "hi", "ann", client_id="k1") for _ in range(10))
    )
    other = await store.add_agent_message("anna", "hi", "ann", client_id="k2")

    assert len({message.position for message in said}) == 1
    assert other.position == 3


async def test_an_agents_id_may_equal_a_customers(store: Store) -> None:
    await store.accept(inbound(1))

    said = await store.add_agent_message("anna", "hi", "ann", client_id="anna-1")

    assert said.position == 2


async def test_nobody_can_be_written_to_who_has_not_written(store: Store) -> None:
    with pytest.raises(UnknownRecord, match="nobody"):
        await store.add_agent_message("nobody", "hi", "ann")
