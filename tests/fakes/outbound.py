"""A platform's sending half that does what the test says."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.outbound import Outcome, Rate, Sent
from bot.domain.message import Reply

FAST = Rate(1000, 1000)


@dataclass
class FakeOutbound:
    """Takes everything, unless an outcome (or an exception) is waiting for its recipient."""

    name: str = "fake"
    account_rate: Rate = FAST
    conversation_rate: Rate = FAST
    outcomes: dict[str, deque[Outcome | Exception]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    calls: list[tuple[str, Mapping[str, Any], str]] = field(default_factory=list)
    hang: asyncio.Event | None = None

    def parts(self, reply: Reply) -> tuple[Mapping[str, Any], ...]:
        return ({"text": reply.text},)

    async def send(
        self, recipient: str, payload: Mapping[str, Any], idempotency_key: str
    ) -> Outcome:
        self.calls.append((recipient, payload, idempotency_key))
        if self.hang is not None:
            await self.hang.wait()
        await asyncio.sleep(0)
        if self.outcomes[recipient]:
            outcome = self.outcomes[recipient].popleft()
            if isinstance(outcome, Exception):
                raise outcome
            return outcome
        return Sent(f"id-{len(self.calls)}")
