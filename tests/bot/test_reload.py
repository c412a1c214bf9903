from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.bundle import Bundle, Bundles
from bot.errors import NotReady
from bot.metrics import Metrics
from bot.reload import Reloader
from finetune.errors import RegistryError
from finetune.registry import Registry, Version
from retrieval.types import Interaction
from tests.fakes.small_desk import KeywordModel, bundle_of

LOOK_EVERY_S = 0.01
INDEXES = {"first": "1" * 16, "second": "2" * 16}


@dataclass
class Loader:
    """Makes bundles of key words; fails for the versions it is told to."""

    broken: dict[str, Exception] = field(default_factory=dict)
    loaded: list[str] = field(default_factory=list)

    async def load(self, version: Version, interactions: Sequence[Interaction]) -> Bundle:
        self.loaded.append(version.model_id)
        if version.model_id in self.broken:
            raise self.broken[version.model_id]
        return bundle_of(KeywordModel(), version.model_id)


async def no_interactions() -> Sequence[Interaction]:
    return ()


def published(registry: Registry, folder: Path, name: str) -> str:
    """Publish a version with a file of its own and return the model's id."""
    staged = folder / f"staged-{name}"
    staged.mkdir()
    (staged / "labels.json").write_text(json.dumps([name]), encoding="utf-8")
    index = folder / "var" / "indexes" / INDEXES[name]
    index.mkdir(parents=True)
    (index / "manifest.json").write_text("{}", encoding="utf-8")
    return registry.publish(staged, {"index_id": INDEXES[name]})


async def until(fact: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not fact():  # noqa: ASYNC110 - what is waited for happens in a file
            await asyncio.sleep(LOOK_EVERY_S)


@dataclass
class Watched:
    """A registry with two published versions, the first of them live, and its reloader."""

    registry: Registry
    first: str
    second: str
    loader: Loader
    bundles: Bundles
    metrics: Metrics
    reloader: Reloader
    current: Path

    @property
    def live(self) -> str:
        return self.bundles.current.model_id

    @property
    def errors(self) -> bytes:
        found = [one for one in self.metrics.render().splitlines() if b'where="reload"' in one]
        return found[0].split()[-1] if found else b"0"


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    registry = Registry(tmp_path / "var")
    first, second = (published(registry, tmp_path, name) for name in ("first", "second"))
    registry.promote(first, INDEXES["first"])
    loader, bundles, metrics = Loader(), Bundles(), Metrics()
    reloader = Reloader(
        registry, loader, bundles, no_interactions, metrics, look_every_s=LOOK_EVERY_S
    )
    current = tmp_path / "var" / "CURRENT"
    return Watched(registry, first, second, loader, bundles, metrics, reloader, current)


async def stop(watched: Watched) -> None:
    await watched.reloader.stop()
    await watched.bundles.close()


async def test_a_promotion_is_served_and_a_rollback_too(watched: Watched) -> None:
    await watched.reloader.start()
    assert watched.live == watched.first
    watched.registry.promote(watched.second, INDEXES["second"])
    await until(lambda: watched.live == watched.second)
    watched.registry.rollback()
    await until(lambda: watched.live == watched.first)
    assert watched.loader.loaded == [watched.first, watched.second, watched.first]
    assert b"frontdesk_reloads_total 2.0" in watched.metrics.render()
    await stop(watched)


@pytest.mark.parametrize(
    "fault",
    [
        RegistryError("model.safetensors was altered"),
        NotReady("the model fails its self-test"),
        RuntimeError("CUDA is out of memory"),
        KeyError("labels"),
    ],
    ids=lambda fault: type(fault).__name__,
)
async def test_a_broken_candidate_is_reported_once_and_the_old_one_serves(
    watched: Watched, fault: Exception
) -> None:
    watched.loader.broken[watched.second] = fault
    await watched.reloader.start()
    with capture_logs() as said:
        watched.registry.promote(watched.second, INDEXES["second"])
        await until(lambda: watched.second in watched.loader.loaded)
        await asyncio.sleep(LOOK_EVERY_S * 20)
    assert watched.live == watched.first
    assert [one["event"] for one in said if one["log_level"] == "error"] == ["reload_failed"]
    assert watched.errors == b"1.0"
    assert watched.loader.loaded.count(watched.second) == 1
    # and the watch goes on
    watched.registry.rollback()
    await until(lambda: watched.loader.loaded[-1] == watched.first)
    await stop(watched)


async def test_a_damaged_current_is_reported_once_until_it_is_whole_again(
    watched: Watched,
) -> None:
    await watched.reloader.start()
    whole = watched.current.read_text(encoding="utf-8")
    for times in (b"1.0", b"2.0"):
        watched.current.write_text('{"history": 7}', encoding="utf-8")
        await until(lambda times=times: watched.errors == times)  # type: ignore[misc]
        await asyncio.sleep(LOOK_EVERY_S * 10)
        assert watched.errors == times
        watched.current.write_text(whole, encoding="utf-8")
        await asyncio.sleep(LOOK_EVERY_S * 10)
    assert watched.live == watched.first
    watched.registry.promote(watched.second, INDEXES["second"])
    await until(lambda: watched.live == watched.second)
    await stop(watched)


async def test_without_a_version_it_waits_for_the_first(watched: Watched) -> None:
    watched.current.unlink()
    await watched.reloader.start()
    with pytest.raises(NotReady):
        _ = watched.live
    watched.registry.promote(watched.first, INDEXES["first"])
    await until(lambda: bool(watched.loader.loaded))
    await asyncio.sleep(LOOK_EVERY_S)
    assert watched.live == watched.first
    await stop(watched)


async def test_a_broken_version_at_the_start_stops_the_start(watched: Watched) -> None:
    watched.loader.broken[watched.first] = RegistryError("altered")
    with pytest.raises(RegistryError, match="altered"):
        await watched.reloader.start()
    await stop(watched)
