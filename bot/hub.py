"""Who is listening: open connections that get a conversation's messages as they are committed.

Nothing is kept here. A listener that reads too slowly is cut off; it comes back with the position
of the last message it has seen and gets the rest from the store.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.channels.gateway import Notice

# As many as a page can show at once; beyond that a reader is stuck, not slow.
MAX_WAITING = 256


class Listener:
    """The live notices of one conversation for one connection."""

    def __init__(self, hub: Hub, conversation_id: str) -> None:
        self._hub = hub
        self._conversation_id = conversation_id
        self._waiting: asyncio.Queue[Notice | None] = asyncio.Queue(MAX_WAITING + 1)
        self._closed = False

    def offer(self, notice: Notice) -> None:
        """Hand over a notice; a full queue ends the listener."""
        if self._closed:
            return
        if self._waiting.qsize() >= MAX_WAITING:
            self.close()
        else:
            self._waiting.put_nowait(notice)

    def close(self) -> None:
        """End the iteration after what is already there."""
        if not self._closed:
            self._closed = True
            self._hub.leave(self._conversation_id, self)
            self._waiting.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[Notice]:
        """Iterate over the notices as they come, until closed."""
        while (notice := await self._waiting.get()) is not None:
            yield notice


class Hub:
    """Passes notices to the listeners of a conversation."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}

    def subscribe(self, conversation_id: str) -> Listener:
        """Return a new listener; the caller closes it."""
        listener = Listener(self, conversation_id)
        self._listeners.setdefault(conversation_id, set()).add(listener)
        return listener

    def publish(self, conversation_id: str, notice: Notice) -> None:
        """Hand a notice to everyone who listens to the conversation."""
        for listener in tuple(self._listeners.get(conversation_id, ())):
            listener.offer(notice)

    def leave(self, conversation_id: str, listener: Listener) -> None:
        """Forget a listener."""
        listeners = self._listeners.get(conversation_id)
        if listeners is not None:
            listeners.discard(listener)
            if not listeners:
                del self._listeners[conversation_id]
