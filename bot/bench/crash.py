"""A server is killed again and again while customers write; nothing may be lost or doubled.

Customers on a platform and over REST write through all of it, each in turn. The process gets
SIGKILL at random moments and is started again over the same files. When it has answered what was
left it is stopped, and its databases are examined.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from bot.bench.crash_report import Findings, examine
from bot.bench.customers import Pace, PlatformCustomer, RestCustomer, Written, numbered
from bot.bench.platform import Platform
from bot.bench.server_process import ServerProcess, configure, throw_away_project

# The rates are the load's here, not a visitor's.
LIMITS = {"messages_per_minute": 1_000_000, "requests_per_minute_ip": 10_000_000}
# A delivery that takes longer is given up by the platform and tried again.
REQUEST_TIMEOUT_S = 20.0
RECOVERY_TIMEOUT_S = 120.0
LOOK_EVERY_S = 0.1
# The server lives this long between two kills.
SHORTEST_LIFE_S = 0.3
LONGEST_LIFE_S = 2.5
# A form that ends in a write: begin it, tell, confirm.
COMPLAINT = ("/complain", "the parcel was crushed and nobody answers", "/affirm")
_QUEUE = re.compile(r"^frontdesk_queue (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CrashLoad:
    """How many customers write how fast; `complaints` of them file one complaint each.

    `gently` asks the server to stop, as an operator does, instead of killing it.
    """

    kills: int = 20
    on_platform: int = 20
    over_rest: int = 10
    complaints: int = 10
    every_s: float = 0.5
    gently: bool = False
    seed: int = 7


@dataclass(frozen=True, slots=True)
class CrashResult:
    """What the run was and what was found after it; times in seconds."""

    kills: int
    deliveries: int
    seconds: float
    longest_start_s: float
    recovery_s: float
    longest_stop_s: float
    findings: Findings

    def to_json(self) -> dict[str, Any]:
        """Return everything as JSON."""
        return {
            "kills": self.kills,
            "deliveries": self.deliveries,
            "seconds": round(self.seconds, 1),
            "longest_start_s": round(self.longest_start_s, 2),
            "recovery_s": round(self.recovery_s, 2),
            "longest_stop_s": round(self.longest_stop_s, 2),
            **self.findings.to_json(),
        }


class CrashTest:
    """One run over a throw-away copy of a project."""

    def __init__(
        self,
        project: Path,
        texts: Sequence[str],
        load: CrashLoad,
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._load = load
        self._chance = random.Random(load.seed)  # noqa: S311 - no secret
        self._note = note
        self._stops: list[float] = []
        self._platform = Platform()
        self._server = ServerProcess(project)
        self._on_platform = [
            PlatformCustomer(self._platform, number, self._talk(texts, f"p{number}"), self._chance)
            for number in range(load.on_platform)
        ]
        self._over_rest = [
            RestCustomer(f"rest-{number}", self._talk(texts, f"r{number}"))
            for number in range(load.over_rest)
        ]
        self._complaining = [
            RestCustomer(f"complaint-{number}", iter(COMPLAINT))
            for number in range(load.complaints)
        ]

    async def run(self) -> CrashResult:
        """Kill, restart, let it recover, stop it and examine what is left. Raises ServerDied."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        async with AsyncExitStack() as stack:
            await self._platform.start()
            stack.push_async_callback(self._platform.close)
            configure(
                self._server.project,
                frontdesk={"limits": LIMITS},
                credentials={"slack": self._platform.credentials(), "rest": None},
            )
            stack.callback(self._server.kill)
            starts = await self._under_fire()
            recovery_s = await self._recovered()
            self._stops.append(await asyncio.to_thread(self._server.stop))
            findings = await self._examine()
        return CrashResult(
            kills=self._load.kills,
            deliveries=self._platform.deliveries,
            seconds=loop.time() - started,
            longest_start_s=max(starts),
            recovery_s=recovery_s,
            longest_stop_s=max(self._stops),
            findings=findings,
        )

    def _talk(self, texts: Sequence[str], name: str) -> Iterator[str]:
        return numbered(texts, random.Random(f"{self._load.seed}{name}"), name)  # noqa: S311

    def _end(self) -> None:
        if self._load.gently:
            self._stops.append(self._server.stop())
        else:
            self._server.kill()

    def _everyone(self) -> list[PlatformCustomer | RestCustomer]:
        return [*self._on_platform, *self._over_rest, *self._complaining]

    async def _under_fire(self) -> list[float]:
        """Run and kill the server while everyone writes; return the seconds each start took."""
        starts = [await asyncio.to_thread(self._server.start)]
        pace = Pace(self._load.every_s, asyncio.Event())
        timeout = ClientTimeout(total=REQUEST_TIMEOUT_S)
        async with ClientSession(connector=TCPConnector(limit=0), timeout=timeout) as session:
            everyone = self._everyone()
            writing = [
                asyncio.create_task(one.write(session, lambda: self._server.url, pace))
                for one in everyone
            ]
            for number in range(self._load.kills):
                await asyncio.sleep(self._chance.uniform(SHORTEST_LIFE_S, LONGEST_LIFE_S))
                await asyncio.to_thread(self._end)
                starts.append(await asyncio.to_thread(self._server.start))
                self._note(f"killed {number + 1} times, started again in {starts[-1]:.1f} s")
            complaints = writing[-len(self._complaining) :] if self._complaining else []
            await asyncio.gather(*complaints)
            pace.stop.set()
            await asyncio.gather(*writing)
        return starts

    async def _recovered(self) -> float:
        """Wait until nothing is left to answer; return the seconds that took."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        async with asyncio.timeout(RECOVERY_TIMEOUT_S), ClientSession() as session:
            while True:
                async with session.get(f"{self._server.url}/metrics") as answer:
                    queue = _QUEUE.search(await answer.text())
                if queue is not None and float(queue[1]) == 0:
                    return loop.time() - started
                await asyncio.sleep(LOOK_EVERY_S)

    async def _examine(self) -> Findings:
        customers: list[Written] = [one.written for one in self._everyone()]
        posted = {
            one.written.conversation_id: self._platform.posted[one.channel]
            for one in self._on_platform
        }
        wrote = {one.written.conversation_id: 1 for one in self._complaining}
        return await examine(self._server.project / "var", customers, posted, wrote)


def crash(
    project: Path,
    texts: Sequence[str],
    load: CrashLoad,
    note: Callable[[str], None] = lambda _: None,
) -> CrashResult:
    """Run a crash test over a copy of `project`. Raises ServerDied, TimeoutError."""
    with throw_away_project(project) as copy:
        return asyncio.run(CrashTest(copy, texts, load, note).run())
