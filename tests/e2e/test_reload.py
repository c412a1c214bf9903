"""Versions are switched under load: no request fails, no turn mixes two versions."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.bench.load import LoadResult, closed_loop
from bot.bench.server_process import ServerProcess, throw_away_server
from bot.storage.records import TurnFilter
from bot.storage.store import Store
from finetune.predictor import Predictor
from finetune.registry import Registry, Version
from retrieval.build import build_index
from retrieval.catalog import load_catalog

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
SWITCHES = 20
CONVERSATIONS = 4
PRODUCTS = 40
SWITCH_TIMEOUT_S = 30.0
# What two loaded versions leave behind in the allocator; a leak of one version a switch is 2 GB.
MEMORY_BOUND = 1.25
TEXTS = ("hello", "how long does shipping take?", "a warm jacket for winter", "bye")
LIMITS = {"messages_per_minute": 1_000_000}


def published_again(registry: Registry, staging: Path, note: str) -> str:
    """Publish the live model with one file more and return its id."""
    live = registry.current()
    assert live is not None
    ignored = shutil.ignore_patterns("manifest.json")
    shutil.copytree(registry.model_path(live.model_id), staging / note, ignore=ignored)
    (staging / note / "note.txt").write_text(note, encoding="utf-8")
    manifest = registry.show(live.model_id)
    kept = {
        key: value
        for key, value in manifest.items()
        if key not in ("format", "id", "files", "created_at", "current")
    }
    return registry.publish(staging / note, kept)


def smaller_index(registry: Registry, model_id: str, catalog: Path, staging: Path) -> str:
    """Build an index of a part of the catalogue, as a model's own, and return its id."""
    part = staging / "catalog"
    part.mkdir()
    products = (catalog / "products.jsonl").read_text(encoding="utf-8").splitlines()[:PRODUCTS]
    (part / "products.jsonl").write_text("\n".join(products) + "\n", encoding="utf-8")
    shutil.copytree(catalog / "policies", part / "policies")
    predictor = Predictor.load(registry.model_path(model_id), device="cpu")
    return build_index(load_catalog(part), predictor, registry.index_path("0" * 16).parent)


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    (kilobytes,) = re.findall(r"VmRSS:\s+(\d+) kB", status)
    return int(kilobytes) / 1000


@dataclass
class Operator:
    """Switches versions and waits until the server serves them."""

    server: ServerProcess
    session: aiohttp.ClientSession

    @property
    def registry(self) -> Registry:
        return Registry(self.server.project / "var")

    async def served(self) -> Version:
        path = self.server.project / "var" / "secrets" / "api_token"
        bearer = {"Authorization": f"Bearer {path.read_text(encoding='utf-8').strip()}"}
        async with self.session.get(self.server.url + "/status", headers=bearer) as answer:
            body = await answer.json()
        return Version(body["model_id"], body["index_id"])

    async def until_served(self, version: Version) -> float:
        loop = asyncio.get_running_loop()
        started = loop.time()
        async with asyncio.timeout(SWITCH_TIMEOUT_S):
            while await self.served() != version:  # noqa: ASYNC110 - it is another process
                await asyncio.sleep(0.05)
        return loop.time() - started

    async def reload_errors(self) -> float:
        async with self.session.get(self.server.url + "/metrics") as answer:
            found = re.findall(
                r'frontdesk_errors_total{where="reload"} (\S+)', await answer.text()
            )
        return float(found[0]) if found else 0.0


async def switch_under_load(
    server: ServerProcess, first: Version, second: Version, broken: Version
) -> tuple[LoadResult, list[float], list[float]]:
    """Switch to and fro while customers write; return their load, switch times and memory."""
    async with aiohttp.ClientSession() as session:
        operator = Operator(server, session)
        seconds, memory = [], []

        async def switches() -> None:
            for number in range(SWITCHES):
                if number % 2 == 0:
                    operator.registry.promote(second.model_id, second.index_id)
                    seconds.append(await operator.until_served(second))
                else:
                    operator.registry.rollback()
                    seconds.append(await operator.until_served(first))
                memory.append(memory_mb(server.pid))
            await break_and_go_back(operator, first, broken)

        stop = asyncio.Event()
        load = asyncio.create_task(
            closed_loop(server.url, TEXTS, conversations=CONVERSATIONS, stop=stop)
        )
        try:
            await switches()
        finally:
            stop.set()
            result = await load
        return result, seconds, memory


async def break_and_go_back(operator: Operator, first: Version, broken: Version) -> None:
    """Make a version live whose weights were altered since; the old one must go on serving."""
    var = operator.server.project / "var"
    weights = next(operator.registry.model_path(broken.model_id).glob("*.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)  # a file of its own: published, not linked
    current = json.loads((var / "CURRENT").read_text(encoding="utf-8"))
    entry = {"model_id": broken.model_id, "index_id": broken.index_id, "promoted_at": "now"}
    current["history"].insert(0, entry)
    (var / "CURRENT").write_text(json.dumps(current), encoding="utf-8")
    async with asyncio.timeout(SWITCH_TIMEOUT_S):
        while await operator.reload_errors() == 0:  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.1)
    await asyncio.sleep(2.5)  # two more looks at CURRENT
    assert await operator.reload_errors() == 1
    assert await operator.served() == first
    operator.registry.rollback()
    await operator.until_served(first)


async def versions_of_turns(project: Path) -> Counter[tuple[str, str]]:
    """Count the turns of each pair of model and index."""
    store = await Store.open(f"sqlite:///{project / 'var' / 'frontdesk.sqlite'}", read_only=True)
    found: Counter[tuple[str, str]] = Counter()
    try:
        after = 0
        while page := await store.turns(TurnFilter(after_id=after)):
            found.update((turn.record["model"], turn.record["index"]) for turn in page)
            after = page[-1].id
    finally:
        await store.close()
    return found


async def test_twenty_switches_under_load(demo: Path, tmp_path: Path) -> None:
    with throw_away_server(demo, frontdesk={"limits": LIMITS}) as server:
        var, catalog = server.project / "var", server.project / "catalog"
        registry = Registry(var)
        first = registry.current()
        assert first is not None
        models = [published_again(registry, tmp_path, note) for note in ("second", "broken")]
        index_id = smaller_index(registry, models[0], catalog, tmp_path)
        second, broken = (Version(model_id, index_id) for model_id in models)
        assert len({first.model_id, *models}) == 3
        assert first.index_id != index_id
        load, seconds, memory = await switch_under_load(server, first, second, broken)
        turns = await versions_of_turns(server.project)
        told = [line for line in server.lines() if '"reload_failed"' in line]
    pairs = {(one.model_id, one.index_id) for one in (first, second)}
    assert set(turns) == pairs, turns
    assert min(turns.values()) > SWITCHES
    assert load.failures == {}
    assert len(load.latencies) > SWITCHES * CONVERSATIONS
    assert max(seconds) < SWITCH_TIMEOUT_S
    assert len(told) == 1
    assert "altered" in told[0] or "sha256" in told[0], told
    assert memory[-1] < max(memory[:2]) * MEMORY_BOUND, memory
