"""Closed-loop load over REST: each conversation waits for its reply before it goes on."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

# A customer says a few things and leaves; a conversation that never ends is another test.
TURNS_A_CONVERSATION = 8
REQUEST_TIMEOUT_S = 60.0


@dataclass(slots=True)
class LoadResult:
    """What a phase of load led to; latencies in seconds."""

    conversations: int
    seconds: float
    latencies: list[float] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)

    @property
    def turns_per_second(self) -> float:
        """Answered turns a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile_ms(self, percent: int) -> float:
        """Return a percentile of the latencies in milliseconds."""
        if len(self.latencies) < 2:
            return self.latencies[0] * 1000 if self.latencies else float("nan")
        return quantiles(self.latencies, n=100, method="inclusive")[percent - 1] * 1000

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON."""
        return {
            "conversations": self.conversations,
            "seconds": round(self.seconds, 2),
            "turns": len(self.latencies),
            "turns_per_second": round(self.turns_per_second, 1),
            "p50_ms": round(self.percentile_ms(50), 2),
            "p99_ms": round(self.percentile_ms(99), 2),
            "failures": self.failures,
        }


async def closed_loop(
    url: str,
    texts: Sequence[str],
    *,
    conversations: int,
    seconds: float = math.inf,
    stop: asyncio.Event | None = None,
    seed: int = 7,
) -> LoadResult:
    """Keep `conversations` customers talking for `seconds`, or until `stop`; measure each turn."""
    result = LoadResult(conversations, seconds)
    end = time.perf_counter() + seconds

    def ended() -> bool:
        return time.perf_counter() >= end or (stop is not None and stop.is_set())

    connector = TCPConnector(limit=conversations)
    timeout = ClientTimeout(total=REQUEST_TIMEOUT_S)
    async with ClientSession(connector=connector, timeout=timeout) as session:
        started = time.perf_counter()
        await asyncio.gather(
            *(
                _customer(session, url, texts, result, ended, random.Random(seed + number))  # noqa: S311
                for number in range(conversations)
            )
        )
        result.seconds = time.perf_counter() - started
    return result


async def _customer(
    session: ClientSession,
    url: str,
    texts: Sequence[str],
    result: LoadResult,
    ended: Callable[[], bool],
    chance: random.Random,
) -> None:
    while not ended():
        sender = f"bench-{chance.getrandbits(64):x}"
        for _ in range(TURNS_A_CONVERSATION):
            if ended():
                return
            body = {"sender": sender, "message": chance.choice(texts)}
            started = time.perf_counter()
            try:
                async with session.post(f"{url}/webhooks/rest/webhook", json=body) as response:
                    await response.read()
                    outcome = "" if response.status == 200 else str(response.status)
            except (ClientError, TimeoutError) as error:
                outcome = type(error).__name__
            if outcome:
                result.failures[outcome] = result.failures.get(outcome, 0) + 1
                await asyncio.sleep(0.05)
            else:
                result.latencies.append(time.perf_counter() - started)


async def batch_sizes(url: str) -> dict[str, float]:
    """Return how many batches the server has run and how many texts they held, from /metrics."""
    async with (
        ClientSession() as session,
        session.get(f"{url}/metrics") as response,
    ):
        text = await response.text()
    counts = {"batches": 0.0, "texts": 0.0}
    for line in text.splitlines():
        if line.startswith("frontdesk_batch_size_count"):
            counts["batches"] = float(line.split()[-1])
        elif line.startswith("frontdesk_batch_size_sum"):
            counts["texts"] = float(line.split()[-1])
    return counts
