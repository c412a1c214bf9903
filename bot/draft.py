"""What a turn has led to so far: a conversation that grows, replies that wait for the commit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.event import Event, bot_uttered, event_to_json, stamped
from bot.domain.message import Reply
from bot.domain.reply_json import reply_to_json


class Draft:
    """Collects the events and replies of one turn; nothing of it is visible before the commit."""

    def __init__(self, conversation: Conversation, clock: Callable[[], float]) -> None:
        self.conversation = conversation
        self.replies: list[Reply] = []
        self.decisions: list[dict[str, Any]] = []
        self.timings_ms: dict[str, float] = {}
        self._before = len(conversation.events)
        self._clock = clock

    @property
    def position(self) -> int:
        """How many events the conversation had before this turn."""
        return self._before

    def add(self, *events: Event) -> None:
        """Record events, stamped with the present."""
        for event in events:
            self.conversation = self.conversation.apply(stamped(event, self._clock()))

    def say(self, reply: Reply) -> None:
        """Record a reply and its event."""
        self.replies.append(reply)
        body = reply_to_json(reply)
        body["elements"] = body.pop("cards", None)
        self.add(bot_uttered({**body.pop("metadata", {}), **body}))

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time of a block to a stage of the turn record."""
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = (time.perf_counter() - start) * 1000
            self.timings_ms[stage] = round(self.timings_ms.get(stage, 0.0) + spent, 3)

    def new_events(self) -> tuple[dict[str, Any], ...]:
        """Return the events of this turn as JSON, in order."""
        events = self.conversation.events
        return tuple(event_to_json(events[i]) for i in range(self._before, len(events)))
