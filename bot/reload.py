"""Keeps a running server on the registry's current version.

The registry's `CURRENT` is looked at once a second. A new version is loaded beside the old one,
verified, warmed and tested, and only then swapped in. One that fails is reported once, the old one
goes on serving, and nothing is tried again until `CURRENT` changes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import structlog

from bot.bundle import Bundle, Bundles
from bot.errors import FrontdeskError
from bot.metrics import Metrics
from finetune.errors import FinetuneError
from finetune.registry import Registry, Version
from retrieval.source_problem import SourceError
from retrieval.types import Interaction

log = structlog.get_logger(__name__)
LOOK_EVERY_S = 1.0


class Loader(Protocol):
    """Makes bundles."""

    async def load(self, version: Version, interactions: Sequence[Interaction]) -> Bundle:
        """Return the bundle of a version, tested; raises whatever is wrong with it."""
        ...


class Reloader:
    """Watches the registry and swaps bundles."""

    def __init__(
        self,
        registry: Registry,
        loader: Loader,
        bundles: Bundles,
        interactions: Callable[[], Awaitable[Sequence[Interaction]]],
        metrics: Metrics,
        *,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._registry = registry
        self._loader = loader
        self._bundles = bundles
        self._interactions = interactions
        self._metrics = metrics
        self._look_every_s = look_every_s
        self._reported = ""
        self._seen: Version | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Load the current version, then watch. Raises what loading raises."""
        version = await asyncio.to_thread(self._registry.current)
        if version is not None:
            await self._serve(version)
        self._task = asyncio.create_task(self._watch(), name="reloader")

    async def stop(self) -> None:
        """Stop watching."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._look_every_s)
            try:
                await self._look()
            except Exception as error:  # noqa: BLE001 - the watch must outlive any candidate
                self._report(error)

    async def _look(self) -> None:
        version = await asyncio.to_thread(self._registry.current)
        self._reported = ""
        if version is not None and version != self._seen:
            await self._serve(version)
            self._metrics.reloads.inc()

    def _report(self, error: Exception) -> None:
        """Say once what is wrong: with a candidate, or with CURRENT for as long as it is."""
        what = f"{type(error).__name__}: {error}"
        if what == self._reported:
            return
        self._reported = what
        self._metrics.errors.labels("reload").inc()
        known = isinstance(error, FinetuneError | FrontdeskError | SourceError)
        log.error("reload_failed", error=what, exc_info=not known)

    async def _serve(self, version: Version) -> None:
        self._seen = version
        self._bundles.swap(await self._loader.load(version, await self._interactions()))
