from __future__ import annotations

import random

import pytest

from bot.storage.schema import (
    ACCOUNT_LENGTH,
    AGENT_CLIENT_ID_LENGTH,
    CONVERSATION_ID_LENGTH,
    EXTERNAL_ID_LENGTH,
    IDEMPOTENCY_KEY_LENGTH,
    NAME_LENGTH,
)
from bot.storage.store import Store
from tests.bot.storage.conftest import Clock
from tests.bot.storage.samples import entry, inbound, turn


def wide(length: int, seed: int = 1) -> str:
    """Text of four bytes a character that an index cannot compress."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    return "".join(chr(draw.randrange(0x10000, 0x20000)) for _ in range(length))


async def test_the_longest_ids_fit_into_the_databases_indexes(store: Store, clock: Clock) -> None:
    message = inbound(
        1,
        wide(CONVERSATION_ID_LENGTH),
        channel=wide(NAME_LENGTH),
        account=wide(ACCOUNT_LENGTH),
        external_id=wide(EXTERNAL_ID_LENGTH),
        sender=wide(EXTERNAL_ID_LENGTH),
    )
    name = message.conversation_id
    accepted = await store.accept(message)
    key = wide(IDEMPOTENCY_KEY_LENGTH, seed=2)
    sending = entry(recipient=wide(EXTERNAL_ID_LENGTH), idempotency_key=key)
    await store.commit_turn(
        turn(accepted, outbox=(sending,), record={"intent": wide(EXTERNAL_ID_LENGTH + 9)})
    )
    await store.add_agent_message(name, "hi", "ann", client_id=wide(AGENT_CLIENT_ID_LENGTH))
    await store.add_feedback(name, 2, 1)

    assert (await store.accept(message)).duplicate
    [row] = await store.due_outbox(clock.now)
    assert row.idempotency_key == key
    assert len(await store.messages_since(name, 0)) == 3


@pytest.mark.parametrize("length", [0, AGENT_CLIENT_ID_LENGTH + 1])
async def test_an_agents_id_of_a_message_is_checked(store: Store, length: int) -> None:
    await store.accept(inbound(1))

    with pytest.raises(ValueError, match="client_id"):
        await store.add_agent_message("anna", "hi", "ann", client_id="x" * length)
