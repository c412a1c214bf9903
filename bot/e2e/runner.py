"""Plays test cases against a server, a few at a time, each in a conversation of its own.

The server's shop is not reset between cases: an order that a case writes to belongs to that case
alone. Within a case the steps run in order; a case ends at its first turn that differs, because
what follows was written for another conversation than the one there is now.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Protocol

from bot.e2e.matching import Expectation, Mismatch, Products, mismatches
from bot.e2e.turn import Turn
from bot.project.e2e_file import TestCase, UserSays

# Turns of several conversations share forward passes; more at once is no faster on two cores.
CASES_AT_ONCE = 4


class Talker(Protocol):
    """Speaks with a server."""

    async def begin(self, conversation: str, slots: Mapping[str, Any]) -> Turn:
        """Start a conversation with these slots."""
        ...

    async def say(self, conversation: str, text: str, metadata: Mapping[str, Any]) -> Turn:
        """Send a message and return what the bot did."""
        ...


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How a case went: `said` is the message after which it differed, "" for the beginning."""

    case: TestCase
    seconds: float
    turns: int
    said: str = ""
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.mismatches


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message of the customer (None: before the first) and what is expected of the turn."""

    message: UserSays | None
    expectations: tuple[Expectation, ...]


def exchanges(case: TestCase) -> Iterator[Exchange]:
    """Yield the case's turns in order."""
    message: UserSays | None = None
    expected: list[Expectation] = []
    for step in case.steps:
        if isinstance(step, UserSays):
            if message is not None or expected:
                yield Exchange(message, tuple(expected))
            message, expected = step, list(step.assertions)
        else:
            expected.append(step)
    if message is not None or expected:
        yield Exchange(message, tuple(expected))


class CaseRunner:
    """Runs cases; `run_id` keeps its conversations apart from those of other runs."""

    def __init__(
        self,
        talker: Talker,
        products: Products,
        run_id: str,
        *,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._talker = talker
        self._products = products
        self._run_id = run_id
        self._clock = clock

    async def run(
        self,
        cases: Sequence[TestCase],
        *,
        fail_fast: bool = False,
        on_result: Callable[[CaseResult], None] = lambda _: None,
    ) -> tuple[CaseResult, ...]:
        """Play the cases and return their results in the cases' order.

        With `fail_fast` no case is begun after one has failed; those are left out. What the talker
        raises ends the run.
        """
        results: dict[int, CaseResult] = {}
        waiting = iter(enumerate(cases))

        async def work() -> None:
            for place, case in waiting:
                results[place] = await self.play(case)
                on_result(results[place])
                if fail_fast and not all(one.passed for one in results.values()):
                    break

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(CASES_AT_ONCE, len(cases))):
                    group.create_task(work())
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return tuple(results[place] for place in sorted(results))

    async def play(self, case: TestCase) -> CaseResult:
        """Play one case until it ends or differs."""
        started = self._clock()
        conversation = conversation_id(self._run_id, case.name)
        turn = await self._talker.begin(conversation, case.slots)
        turns, said = 0, ""
        differing: tuple[Mismatch, ...] = ()
        for exchange in exchanges(case):
            if exchange.message is not None:
                said = exchange.message.text
                metadata = {**case.metadata, **exchange.message.metadata}
                turn = await self._talker.say(conversation, said, metadata)
                turns += 1
            differing = mismatches(turn, exchange.expectations, self._products)
            if differing:
                break
        return CaseResult(
            case, self._clock() - started, turns, said if differing else "", differing
        )


def conversation_id(run_id: str, name: str) -> str:
    """Return the id of a case's conversation: readable, and the same for the same name."""
    words = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:60]
    return f"{run_id}-{words}-{blake2b(name.encode(), digest_size=4).hexdigest()}"
