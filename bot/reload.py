"""Keeps a running server on the registry's current version.

The registry's `CURRENT` is looked at once a second. A new version is loaded beside the old one,
verified, warmed and tested, and only then swapped in; one that fails is reported once and the old
one goes on serving.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.bundle import Bundles
from bot.errors import FrontdeskError
from bot.loading import BundleLoader
from bot.metrics import Metrics
from finetune.errors import FinetuneError
from finetune.registry import Registry, Version
from retrieval.source_problem import SourceError
from retrieval.types import Interaction

log = structlog.get_logger(__name__)
LOOK_EVERY_S = 1.0


class Reloader:
    """Watches the registry and swaps bundles."""

    def __init__(
        self,
        registry: Registry,
        loader: BundleLoader,
        bundles: Bundles,
        interactions: Callable[[], Awaitable[Sequence[Interaction]]],
        metrics: Metrics,
    ) -> None:
        self._registry = registry
        self._loader = loader
        self._bundles = bundles
        self._interactions = interactions
        self._metrics = metrics
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
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                version = await asyncio.to_thread(self._registry.current)
                if version is not None and version != self._seen:
                    await self._serve(version)
                    self._metrics.reloads.inc()
            except (FinetuneError, FrontdeskError, SourceError, OSError, ValueError) as error:
                self._metrics.errors.labels("reload").inc()
                log.exception("reload_failed", error=str(error))

    async def _serve(self, version: Version) -> None:
        self._seen = version
        self._bundles.swap(await self._loader.load(version, await self._interactions()))
