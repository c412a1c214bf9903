"""The durable outbox in memory: as in the store, only a conversation's oldest row is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

OPEN = {"new", "sending"}


@dataclass(frozen=True, slots=True)
class FakeRow:
    id: int
    conversation_id: str
    channel: str
    account: str
    recipient: str
    payload: Mapping[str, Any]
    idempotency_key: str
    state: str = "new"
    attempts: int = 0
    next_at: float = 0.0
    provider_id: str | None = None
    reason: str = ""


@dataclass
class FakeOutboxStore:
    rows: dict[int, FakeRow] = field(default_factory=dict)
    failures: int = 0

    def add(
        self,
        conversation: str,
        payload: Mapping[str, Any] | None = None,
        *,
        channel: str = "fake",
        account: str = "A",
        recipient: str | None = None,
    ) -> int:
        number = len(self.rows) + 1
        self.rows[number] = FakeRow(
            number,
            conversation,
            channel,
            account,
            recipient or conversation,
            payload or {"n": number},
            f"key-{number}",
        )
        return number

    def states(self) -> list[str]:
        return [row.state for row in self.rows.values()]

    async def due_outbox(self, now: float, limit: int = 100) -> Sequence[FakeRow]:
        held: set[str] = set()
        due = []
        for row in self.rows.values():
            if row.state not in OPEN:
                continue
            if row.conversation_id not in held and row.state == "new" and row.next_at <= now:
                due.append(row)
            held.add(row.conversation_id)
        return due[:limit]

    async def next_outbox_at(self) -> float | None:
        return min((r.next_at for r in self.rows.values() if r.state == "new"), default=None)

    async def sending_outbox(self) -> Sequence[FakeRow]:
        return [row for row in self.rows.values() if row.state == "sending"]

    async def mark_sending(self, outbox_id: int) -> bool:
        self._maybe_fail()
        row = self.rows[outbox_id]
        if row.state != "new":
            return False
        self.rows[outbox_id] = replace(row, state="sending", attempts=row.attempts + 1)
        return True

    async def mark_sent(self, outbox_id: int, provider_id: str | None = None) -> None:
        self._end(outbox_id, state="sent", provider_id=provider_id)

    async def mark_unknown(self, outbox_id: int, reason: str) -> None:
        self._end(outbox_id, state="unknown", reason=reason)

    async def mark_dead(self, outbox_id: int, reason: str) -> None:
        self._end(outbox_id, state="dead", reason=reason)

    async def mark_retry(self, outbox_id: int, next_at: float, reason: str = "") -> None:
        self._end(outbox_id, state="new", next_at=next_at, reason=reason)

    def _end(self, outbox_id: int, **changes: Any) -> None:
        self._maybe_fail()
        self.rows[outbox_id] = replace(self.rows[outbox_id], **changes)

    def _maybe_fail(self) -> None:
        if self.failures > 0:
            self.failures -= 1
            raise OSError("the disk is full")
