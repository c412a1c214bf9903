"""A process that accepts and answers messages until it is killed.

Prints `accepted <external id> <seq>` or `answered <external id> <position>` only after the store
has returned. Run as: accepting_child.py DATABASE_URL FIRST_NUMBER
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys

from bot.storage.records import Accepted
from bot.storage.store import Store
from tests.bot.storage.samples import entry, event, inbound, turn

CONVERSATIONS = 8


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # one system call: a kill cannot tear a line


async def talk(store: Store, conversation: str, first: int) -> None:
    for left in await store.pending():
        if left.conversation_id == conversation:
            await answer(store, await store.accept(left.message), left.message.external_id)
    for number in itertools.count(first):
        message = inbound(number, conversation, f"text {number}")
        accepted = await store.accept(message)
        say(f"accepted {message.external_id} {accepted.seq}")
        await answer(store, accepted, message.external_id)


async def answer(store: Store, accepted: Accepted, external_id: str) -> None:
    commit = turn(
        accepted,
        len(await store.load_events(accepted.conversation_id)),
        events=(event("user", text=external_id),),
        replies=({"text": f"re {external_id}"},),
        outbox=(entry(external_id, reply=0),),
    )
    [reply] = await store.commit_turn(commit)
    say(f"answered {external_id} {reply.position}")


async def main(url: str, first: int) -> None:
    store = await Store.open(url)
    await asyncio.gather(*(talk(store, f"c{n}", first) for n in range(CONVERSATIONS)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
