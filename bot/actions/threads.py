"""Threads for actions that are not coroutines, so that nothing waits for them.

The threads are daemons: Python cannot stop a thread, and an action that hangs must not keep the
process from ending. While it hangs it takes one of the places; whoever finds no place waits as
long as its own time limit allows.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from typing import Any

# Threads that wait for a database or a web service cost little; more at once than this hardly
# come from customers.
PLACES = 64


class ActionThreads:
    """Runs functions in threads, at most `places` at a time. Belongs to one event loop."""

    def __init__(self, places: int = PLACES) -> None:
        self._places = asyncio.Semaphore(places)

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Return what `function(*args)` returns, or raise what it raises; it sees the turn."""
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Any] = loop.create_future()
        context = contextvars.copy_context()

        def work() -> None:
            result, error = None, None
            try:
                result = context.run(function, *args)
            except BaseException as raised:  # noqa: BLE001 - it is raised again by whoever waits
                error = raised
            try:
                loop.call_soon_threadsafe(self._finish, done, result, error)
            except RuntimeError:
                return  # the loop is closed: nobody waits any more

        threading.Thread(target=work, name="action", daemon=True).start()
        return await done

    def _finish(self, done: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
        self._places.release()
        if done.done():
            return  # whoever waited has given up
        if error is None:
            done.set_result(result)
        elif isinstance(error, StopIteration):
            done.set_exception(RuntimeError("the action raised StopIteration"))
        else:
            done.set_exception(error)
