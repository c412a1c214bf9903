"""What an action may know of the turn it runs in, beyond rasa-sdk's tracker.

rasa-sdk's `run(dispatcher, tracker, domain)` has no place for the turn's frozen bundle or for
the embedding that the forward pass has already made. They travel in a context variable, which
asyncio carries into tasks and threads. Whatever is made in a turn and outlives it (a task, a
connection that is kept open) keeps a copy of the variable; it holds no more than a handle that the
turn empties when it ends, so that nothing keeps a model that was replaced.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from retrieval.catalog import Catalog
from retrieval.types import Filters, Hit, Interaction, Query, Recommendation, Vectors1d

# Answers looked at when a message is searched for that is not the turn's own.
ANSWERS = 3


class ReadsQueries(Protocol):
    """Reads a customer's words as a product query."""

    def read(self, text: str) -> Query:
        """Return the constraints, the order and the words to match."""
        ...


class Search(Protocol):
    """What actions need of the searcher of the turn's bundle."""

    @property
    def catalog(self) -> Catalog:
        """All products, FAQ entries and passages."""
        ...

    @property
    def reader(self) -> ReadsQueries:
        """The reader that knows this catalogue's words."""
        ...

    def search_products(self, query: Query, vector: Vectors1d, top_k: int = 5) -> list[Hit]:
        """Return products that satisfy every constraint, best first."""
        ...

    def search_knowledge(
        self, text: str, vector: Vectors1d, top_k: int = 5, topics: Sequence[str] = ()
    ) -> list[Hit]:
        """Return what may answer a question, with the probability that it does."""
        ...

    def relaxed(self, query: Query) -> tuple[Query, str]:
        """Return the query without what nothing satisfies, and the words of what was dropped."""
        ...

    def find_product(self, text: str) -> list[Hit]:
        """Return the products that a text may name, the likeliest first."""
        ...

    def similar(
        self, product_id: str, top_k: int = 5, filters: Filters | None = None
    ) -> list[Hit]:
        """Return alternatives to a product."""
        ...

    def accessories(
        self, product_id: str, top_k: int = 5, filters: Filters | None = None
    ) -> list[Hit]:
        """Return what belongs to a product."""
        ...

    def compatible(
        self, product_id: str, top_k: int = 5, filters: Filters | None = None
    ) -> list[Hit]:
        """Return what fits a product."""
        ...


class Recommends(Protocol):
    """What actions need of the recommender of the turn's bundle."""

    def recommend(
        self,
        history: Sequence[Interaction],
        session_products: Sequence[str],
        filters: Filters,
        top_k: int,
        *,
        sizes: Collection[str] = (),
    ) -> list[Recommendation]:
        """Return products with a true reason each, best first; `sizes` are the customer's."""
        ...


@dataclass(frozen=True, slots=True)
class TurnContext:
    """The turn as actions see it; everything in it stays the same until the turn ends.

    `text` is what the customer sent, `embedding` and `knowledge` are of that text.
    """

    conversation_id: str
    seq: int
    channel: str
    now: datetime
    text: str
    embedding: Vectors1d | None
    knowledge: tuple[Hit, ...]
    searcher: Search
    recommender: Recommends
    encode: Callable[[str], Awaitable[Vectors1d]]

    def idempotency_key(self, action: str) -> str:
        """Name this turn's write: an interrupted turn that is redone repeats the same name."""
        return f"{self.conversation_id}/{self.seq}/{action}"

    async def vector(self, text: str) -> Vectors1d:
        """Return the vector of a text; of the turn's own text it is there already."""
        if text == self.text and self.embedding is not None:
            return self.embedding
        return await self.encode(text)

    async def answers(self, text: str, topics: Sequence[str] = ()) -> Sequence[Hit]:
        """Return what the knowledge says of a text; of the turn's own text it is there already."""
        if text == self.text and self.embedding is not None:
            return self.knowledge
        if not text.strip():
            return ()
        vector = await self.vector(text)
        return await asyncio.to_thread(
            self.searcher.search_knowledge, text, vector, ANSWERS, tuple(topics)
        )


@dataclass(slots=True)
class _Handle:
    context: TurnContext | None


_turn: ContextVar[_Handle] = ContextVar("frontdesk_turn")


def current_turn() -> TurnContext:
    """Return the turn that the calling action runs in. Raises RuntimeError if it has ended."""
    handle = _turn.get(None)
    if handle is None or handle.context is None:
        raise RuntimeError("the turn has ended, or there was none; only an action's run has one")
    return handle.context


@contextmanager
def in_turn(context: TurnContext) -> Iterator[None]:
    """Make `context` the current turn of this task, and of what it starts, until the end."""
    handle = _Handle(context)
    token = _turn.set(handle)
    try:
        yield
    finally:
        handle.context = None
        _turn.reset(token)
