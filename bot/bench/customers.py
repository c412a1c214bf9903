"""Customers who keep writing while the server is killed, and remember what it acknowledged.

Each writes one message after the other and goes on when the last one is acknowledged: then what
is stored of a conversation must be what was acknowledged, in that order.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientSession

from bot.bench.platform import OK, RETRY_S, TEAM, Platform, message_event

MAX_COPIES = 3
# Copies of a message arrive within this time, also after the next one.
SPREAD_S = 0.5


@dataclass(slots=True)
class Written:
    """What one customer wrote: `acknowledged` in order, and one that may be stored or not."""

    conversation_id: str
    acknowledged: list[str] = field(default_factory=list)
    in_doubt: str | None = None


@dataclass(slots=True)
class Pace:
    """When a customer writes and until when: every `every_s`, acknowledged or not, in turn."""

    every_s: float
    stop: asyncio.Event

    async def until(self, moment: float) -> bool:
        """Wait for a moment of the loop's clock; False when it is time to stop."""
        wait_s = moment - asyncio.get_running_loop().time()
        if wait_s > 0:
            try:
                await asyncio.wait_for(self.stop.wait(), wait_s)
            except TimeoutError:
                return True
        return not self.stop.is_set()


class PlatformCustomer:
    """Writes through the platform, which delivers each message up to three times, shuffled."""

    def __init__(
        self, platform: Platform, number: int, texts: Iterator[str], chance: random.Random
    ) -> None:
        self.channel = f"D{number}"
        self.user = f"U{number}"
        self.written = Written(f"slack:{TEAM}:{self.user}")
        self._platform = platform
        self._texts = texts
        self._chance = chance
        self._copies: set[asyncio.Task[None]] = set()

    async def write(self, session: ClientSession, url: Callable[[], str], pace: Pace) -> None:
        """Write until it is time to stop; the last copies have arrived then."""
        moment = asyncio.get_running_loop().time() + self._chance.random() * pace.every_s
        number = 0
        while await pace.until(moment):
            moment += pace.every_s
            number += 1
            text = next(self._texts)
            event = message_event(self.user, self.channel, number, text)
            copies = [
                asyncio.create_task(self._copy(session, url, event, copy * SPREAD_S))
                for copy in range(self._chance.randint(1, MAX_COPIES))
            ]
            self._copies.update(copies)
            await asyncio.wait(copies, return_when=asyncio.FIRST_COMPLETED)
            self.written.acknowledged.append(text)
        await asyncio.gather(*self._copies)

    async def _copy(
        self,
        session: ClientSession,
        url: Callable[[], str],
        event: dict[str, object],
        spread_s: float,
    ) -> None:
        await asyncio.sleep(self._chance.random() * spread_s)
        await self._platform.deliver(session, url, event)


class RestCustomer:
    """Writes through REST with an idempotency key a message, and repeats until it is answered."""

    def __init__(self, name: str, texts: Iterator[str]) -> None:
        self.written = Written(name)
        self.replies: list[list[str]] = []
        self._texts = texts

    async def write(self, session: ClientSession, url: Callable[[], str], pace: Pace) -> None:
        """Write until it is time to stop, or there is nothing more to say."""
        moment = asyncio.get_running_loop().time()
        for number, text in enumerate(self._texts):
            if not await pace.until(moment):
                return
            moment += pace.every_s
            body = {"sender": self.written.conversation_id, "message": text}
            self.written.in_doubt = text
            self.replies.append(await self._until_answered(session, url, body, f"key-{number}"))
            self.written.in_doubt = None
            self.written.acknowledged.append(text)

    @staticmethod
    async def _until_answered(
        session: ClientSession, url: Callable[[], str], body: dict[str, str], key: str
    ) -> list[str]:
        while True:
            try:
                async with session.post(
                    url() + "/webhooks/rest/webhook", json=body, headers={"Idempotency-Key": key}
                ) as answer:
                    if answer.status == OK:
                        return [one.get("text", "") for one in await answer.json()]
            except (ClientError, TimeoutError, ValueError):
                pass  # killed before it could answer
            await asyncio.sleep(RETRY_S)


def numbered(texts: Sequence[str], chance: random.Random, name: str) -> Iterator[str]:
    """Yield texts for ever, each with a number of its own."""
    number = 0
    while True:
        number += 1
        yield f"{chance.choice(texts)} ({name}.{number})"
