"""What a turn thinks with: one model version and the index made with it, never mixed.

A turn takes the current bundle at its start and keeps it to its end. `Bundles.swap` puts another
in its place for the turns that start afterwards; the old one is closed when its last turn ends.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.batcher import Batcher
from bot.errors import NotReady
from finetune.types import Prediction
from retrieval.recommend import Recommender
from retrieval.search import Searcher

Vector = NDArray[np.float32]
# How long the turns of replaced bundles may still take when everything closes.
CLOSE_TIMEOUT_S = 2.0


@dataclass(frozen=True)
class Bundle:
    """A loaded model with its index, ready to serve."""

    model_id: str
    index_id: str
    batcher: Batcher[Prediction]
    searcher: Searcher
    recommender: Recommender
    understood_chars: int = 2000

    async def understand(self, text: str, *, timeout_s: float) -> Prediction:
        """Return what the model says of `text`, in one forward pass with others that wait."""
        return await self.batcher.submit(text[: self.understood_chars], timeout_s=timeout_s)

    async def encode(self, text: str, *, timeout_s: float) -> Vector:
        """Return the unit vector of a text that is not the customer's message."""
        return (await self.understand(text, timeout_s=timeout_s)).embedding


@dataclass(slots=True)
class _Lease:
    bundle: Bundle
    turns: int = 0
    retired: bool = False
    idle: asyncio.Event = field(default_factory=asyncio.Event)


class Bundles:
    """Holds the current bundle and closes those that were replaced."""

    def __init__(self, *, after_retiring: Callable[[], None] = lambda: None) -> None:
        """`after_retiring` is called in a thread when a replaced bundle is gone."""
        self._after_retiring = after_retiring
        self._current: _Lease | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def current(self) -> Bundle:
        """The bundle that new turns get. Raises NotReady before the first `swap`."""
        if self._current is None:
            raise NotReady("no model is loaded yet", retry_after_s=5)
        return self._current.bundle

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[Bundle]:
        """Keep the current bundle open for the length of a turn."""
        lease = self._current
        if lease is None:
            raise NotReady("no model is loaded yet", retry_after_s=5)
        lease.turns += 1
        try:
            yield lease.bundle
        finally:
            lease.turns -= 1
            if lease.retired and lease.turns == 0:
                lease.idle.set()

    def swap(self, bundle: Bundle) -> None:
        """Serve new turns from `bundle`; the old one is closed after its last turn."""
        old, self._current = self._current, _Lease(bundle)
        if old is None:
            return
        old.retired = True
        if old.turns == 0:
            old.idle.set()
        task = asyncio.create_task(self._retire(old), name="retire-bundle")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Close the current bundle, and those that were replaced, within a few seconds."""
        current, self._current = self._current, None
        if current is not None:
            await current.bundle.batcher.close()
        if not self._closing:
            return
        # a turn that hangs keeps its bundle, but not the process
        _, late = await asyncio.wait(self._closing, timeout=CLOSE_TIMEOUT_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _retire(self, lease: _Lease) -> None:
        try:
            await lease.idle.wait()
        finally:
            await lease.bundle.batcher.close()
        del lease  # the last reference
        await asyncio.to_thread(self._after_retiring)


def settle_memory() -> None:
    """Give back what loading a version left over, and let the collector skip what stays.

    A full collection looks at every object of the libraries and the model: 0.2 s in which nobody
    is answered. What is frozen is not looked at again. glibc keeps freed memory of every loading
    thread unless it is told to give it back.
    """
    gc.collect()
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)
