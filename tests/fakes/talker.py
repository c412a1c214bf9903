"""A talker without a server: answers each message with the turn that a test gives for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.e2e.turn import Turn


@dataclass
class ScriptedTalker:
    """Answers by the text of the message; remembers what it was asked."""

    answers: Mapping[str, Turn] = field(default_factory=dict)
    error: Exception | None = None
    begun: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    said: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)

    async def begin(self, conversation: str, slots: Mapping[str, Any]) -> Turn:
        self.begun[conversation] = slots
        return Turn(slots=slots)

    async def say(self, conversation: str, text: str, metadata: Mapping[str, Any]) -> Turn:
        if self.error is not None:
            raise self.error
        self.said.append((conversation, text, metadata))
        return self.answers.get(text, Turn())
