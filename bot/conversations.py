"""Conversations in memory: loaded from their events once, then carried from turn to turn."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Protocol

from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.event import event_from_json

# About 20 kB each with a usual history: 2,000 are some 40 MB.
REMEMBERED = 2_000


class EventSource(Protocol):
    """Where the events of a conversation are kept."""

    async def load_events(self, conversation_id: str, after: int = 0) -> list[dict[str, Any]]:
        """Return the conversation's events in order, without the first `after` ones."""
        ...


class Conversations:
    """Folds conversations and remembers those used last."""

    def __init__(self, source: EventSource, domain: Domain) -> None:
        self._source = source
        self._domain = domain
        self._kept: OrderedDict[str, Conversation] = OrderedDict()

    async def load(self, conversation_id: str) -> Conversation:
        """Return the conversation, brought up to what is stored.

        Only events that are not in memory are read; others may have been appended by an agent.
        """
        known = self._kept.get(conversation_id)
        if known is None:
            known = Conversation.start(conversation_id, self._domain)
        fresh = await self._source.load_events(conversation_id, after=len(known.events))
        known = known.apply_all(event_from_json(event) for event in fresh)
        self.keep(known)
        return known

    def keep(self, conversation: Conversation) -> None:
        """Remember a conversation as it was committed."""
        self._kept[conversation.id] = conversation
        self._kept.move_to_end(conversation.id)
        if len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)

    def forget(self, conversation_id: str) -> None:
        """Read the conversation anew the next time."""
        self._kept.pop(conversation_id, None)
