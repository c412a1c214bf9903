"""The events of a conversation: immutable, yet cheap to extend by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import overload

from bot.domain.event import Event

# An append copies the tail (at most this many) and, once per block, the tuple of blocks: for the
# longest conversations kept in memory (about 10,000 events) both stay under 200 references.
BLOCK = 64


class EventList(Sequence[Event]):
    """A persistent sequence: `appended` returns a longer one and shares all full blocks."""

    __slots__ = ("_blocks", "_tail")

    def __init__(
        self, blocks: tuple[tuple[Event, ...], ...] = (), tail: tuple[Event, ...] = ()
    ) -> None:
        self._blocks = blocks
        self._tail = tail

    def appended(self, event: Event) -> EventList:
        """Return the list with one more event at its end."""
        tail = (*self._tail, event)
        if len(tail) < BLOCK:
            return EventList(self._blocks, tail)
        return EventList((*self._blocks, tail), ())

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._tail)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, index: int | slice) -> Event | tuple[Event, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        block, offset = divmod(place, BLOCK)
        return self._blocks[block][offset] if block < len(self._blocks) else self._tail[offset]

    def __iter__(self) -> Iterator[Event]:
        return chain(chain.from_iterable(self._blocks), self._tail)

    def __reversed__(self) -> Iterator[Event]:
        yield from reversed(self._tail)
        for block in reversed(self._blocks):
            yield from reversed(block)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"EventList({len(self)} events)"
