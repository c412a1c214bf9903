from __future__ import annotations

import asyncio

from bot.channels.gateway import Notice
from bot.hub import MAX_WAITING, Hub


async def test_listeners_get_their_conversations_notices_in_order() -> None:
    hub = Hub()
    listener, other = hub.subscribe("a"), hub.subscribe("b")
    for typing in (True, False):
        hub.publish("a", Notice(typing=typing))
    listener.close()
    assert [notice.typing async for notice in listener] == [True, False]
    other.close()
    assert [notice async for notice in other] == []


async def test_a_reader_that_is_too_slow_is_cut_off() -> None:
    hub = Hub()
    listener = hub.subscribe("a")
    for _ in range(MAX_WAITING + 10):
        hub.publish("a", Notice(typing=True))
    received = [notice async for notice in listener]
    assert len(received) == MAX_WAITING


async def test_closing_wakes_a_waiting_reader() -> None:
    listener = Hub().subscribe("a")

    async def read() -> int:
        return len([notice async for notice in listener])

    task = asyncio.create_task(read())
    await asyncio.sleep(0)
    listener.close()
    listener.close()
    assert await asyncio.wait_for(task, 1) == 0
