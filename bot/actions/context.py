"""What an action may know of the turn it runs in, beyond rasa-sdk's tracker.

rasa-sdk's `run(dispatcher, tracker, domain)` has no place for the turn's frozen bundle or for
the embedding that the forward pass has already made. They travel in a context variable, which
asyncio carries into tasks and threads.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from retrieval.recommend import Recommender
from retrieval.search import Searcher
from retrieval.types import Hit

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TurnContext:
    """The turn as actions see it; everything in it stays the same until the turn ends."""

    conversation_id: str
    seq: int
    channel: str
    now: datetime
    text: str
    embedding: Vector | None
    knowledge: tuple[Hit, ...]
    searcher: Searcher
    recommender: Recommender
    encode: Callable[[str], Awaitable[Vector]]

    def idempotency_key(self, action: str) -> str:
        """Name this turn's write: an interrupted turn that is redone repeats the same name."""
        return f"{self.conversation_id}/{self.seq}/{action}"


_turn: ContextVar[TurnContext] = ContextVar("frontdesk_turn")


def current_turn() -> TurnContext:
    """Return the turn that the calling action runs in."""
    return _turn.get()


def enter_turn(context: TurnContext) -> None:
    """Make `context` the current turn of this task."""
    _turn.set(context)
