"""Sends what the outbox holds: in order within a conversation, as fast as a platform allows.

A row is claimed (`sending`) before its bytes leave and settled when the platform has answered.
What may have arrived is not sent again (`at_most_once`, the default) or is, a few times
(`at_least_once`). Rows that a killed process left in `sending` are of that kind. Nothing polls:
`wake` is called when rows were added, and the next waiting row says when to look again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Protocol

import structlog

from bot.channels.outbound import Dead, OutboundChannel, Outcome, Retry, Sent, Unknown
from bot.channels.outbox_pace import OutboxPace

log = structlog.get_logger(__name__)

Delivery = Literal["at_most_once", "at_least_once"]

MAX_AT_ONCE = 64
PAGE = 1000
# With the longest pause this is about four hours of a platform that refuses.
MAX_ATTEMPTS = 50
MAX_UNSURE_ATTEMPTS = 4
MAX_BACKOFF_S = 300.0
NO_CHANNEL_PAUSE_S = 300.0
# Rows may also be added by another process.
LONGEST_SLEEP_S = 30.0
HELD_UP_SLEEP_S = 1.0
STORE_PAUSE_S = 1.0
MAX_STORE_PAUSE_S = 30.0


class OutboxRow(Protocol):
    """One payload on its way to a platform."""

    @property
    def id(self) -> int:
        """Return the row's number; rows of one conversation go out in its order."""

    @property
    def conversation_id(self) -> str:
        """Return the conversation it belongs to."""

    @property
    def channel(self) -> str:
        """Return the name of the channel."""

    @property
    def account(self) -> str:
        """Return the account it is sent from."""

    @property
    def recipient(self) -> str:
        """Return where it goes."""

    @property
    def payload(self) -> Mapping[str, Any]:
        """Return what the channel's `parts` has made."""

    @property
    def idempotency_key(self) -> str:
        """Return a key that stays through all attempts."""

    @property
    def attempts(self) -> int:
        """Return how often it has been claimed before."""


class OutboxStore(Protocol):
    """The durable outbox."""

    async def due_outbox(self, now: float, limit: int = ...) -> Sequence[OutboxRow]:
        """Return rows to be sent now: at most one, the oldest, of each conversation."""

    async def next_outbox_at(self) -> float | None:
        """Return when the next waiting row falls due, None when nothing waits."""

    async def sending_outbox(self) -> Sequence[OutboxRow]:
        """Return rows left in `sending`."""

    async def mark_sending(self, outbox_id: int) -> bool:
        """Claim a row; False if somebody else has it."""

    async def mark_sent(self, outbox_id: int, provider_id: str | None = None) -> None:
        """Settle a row that the platform took."""

    async def mark_unknown(self, outbox_id: int, reason: str) -> None:
        """Settle a row of which nobody knows whether it arrived."""

    async def mark_dead(self, outbox_id: int, reason: str) -> None:
        """Settle a row that was given up."""

    async def mark_retry(self, outbox_id: int, next_at: float, reason: str = "") -> None:
        """Put a row back until `next_at`."""


class OutboxSender:
    """One process's sender; at most one of it may run on an outbox."""

    def __init__(
        self,
        store: OutboxStore,
        channels: Mapping[str, OutboundChannel],
        *,
        clock: Callable[[], float],
        delivery: Delivery = "at_most_once",
        count: Callable[[str, str], None] = lambda channel, outcome: None,
    ) -> None:
        """`clock` is seconds since 1970; `count` is told channel and outcome of every attempt."""
        self._store = store
        self._channels = channels
        self._clock = clock
        self._delivery = delivery
        self._count = count
        self._pace = OutboxPace(clock)
        self._wake = asyncio.Event()
        self._sending: dict[int, asyncio.Task[None]] = {}
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Settle what a killed process left behind and begin to send."""
        for row in await self._store.sending_outbox():
            await self._settle(row, Unknown("the process ended while this was being sent"))
        self._loop = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Say that rows were added."""
        self._wake.set()

    async def stop(self, timeout_s: float) -> None:
        """Claim nothing more and let what is on its way arrive, for at most `timeout_s`."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        pending = list(self._sending.values())
        if not pending:
            return
        _, late = await asyncio.wait(pending, timeout=timeout_s)
        for task in late:
            # its row stays in `sending`, which the next start takes for what it is
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self) -> None:
        pause = STORE_PAUSE_S
        while True:
            try:
                sleep_s = await self._send_due()
                pause = STORE_PAUSE_S
            except Exception:
                log.exception("outbox_round_failed")
                sleep_s, pause = pause, min(pause * 2, MAX_STORE_PAUSE_S)
            try:
                async with asyncio.timeout(sleep_s):
                    await self._wake.wait()
            except TimeoutError:
                pass

    async def _send_due(self) -> float:
        """Start what may be sent now; returns the seconds until the next look."""
        self._wake.clear()
        now = self._clock()
        rows = await self._store.due_outbox(now, PAGE)
        waits = [LONGEST_SLEEP_S]
        for row in rows:
            if row.id in self._sending:
                continue
            if len(self._sending) >= MAX_AT_ONCE:
                break  # the end of any of them wakes us
            wait = self._wait_s(row)
            if wait <= 0:
                self._begin(row)
                continue
            waits.append(wait)
            if len(rows) == PAGE:
                # a page full of rows that wait must not hide those behind it
                await self._store.mark_retry(row.id, now + wait, "waits for its turn")
        next_at = await self._store.next_outbox_at()
        if next_at is not None:
            # one that is late stands behind another row of its conversation
            waits.append(next_at - now if next_at > now else HELD_UP_SLEEP_S)
        return max(0.0, min(waits))

    def _wait_s(self, row: OutboxRow) -> float:
        channel = self._channels.get(row.channel)
        return 0.0 if channel is None else self._pace.take(row, channel)

    def _begin(self, row: OutboxRow) -> None:
        task = asyncio.create_task(self._deliver(row))
        self._sending[row.id] = task

        def done(ended: asyncio.Task[None]) -> None:
            self._sending.pop(row.id, None)
            error = None if ended.cancelled() else ended.exception()
            if error is None:
                self._wake.set()
                return
            # the store takes no writes: look again, but not at once
            log.error("outbox_claim_failed", row=row.id, error=type(error).__name__)
            asyncio.get_running_loop().call_later(STORE_PAUSE_S, self._wake.set)

        task.add_done_callback(done)

    async def _deliver(self, row: OutboxRow) -> None:
        channel = self._channels.get(row.channel)
        if channel is None:
            log.error("outbox_channel_missing", channel=row.channel)
            reason = f"no channel '{row.channel}' is configured"
            await self._store.mark_retry(row.id, self._clock() + NO_CHANNEL_PAUSE_S, reason)
            return
        if not await self._store.mark_sending(row.id):
            return
        try:
            outcome = await channel.send(row.recipient, row.payload, row.idempotency_key)
        except Exception:
            log.exception("outbox_send_failed", channel=row.channel, row=row.id)
            outcome = Unknown("our own code failed while this was being sent")
        self._count(row.channel, type(outcome).__name__.lower())
        if isinstance(outcome, Retry) and outcome.account_wide:
            log.error("outbox_account_refused", channel=row.channel, reason=outcome.reason)
            self._pace.pause(row, outcome.after_s)
        await self._settle_surely(row, outcome)

    async def _settle_surely(self, row: OutboxRow, outcome: Outcome) -> None:
        """Write the outcome down however long the store takes: it cannot be found out again."""
        pause = STORE_PAUSE_S
        while True:
            try:
                return await self._settle(row, outcome)
            except Exception:
                log.exception("outbox_settle_failed", row=row.id)
            await asyncio.sleep(pause)
            pause = min(pause * 2, MAX_STORE_PAUSE_S)

    async def _settle(self, row: OutboxRow, outcome: Outcome) -> None:
        attempt = row.attempts + 1
        if isinstance(outcome, Sent):
            await self._store.mark_sent(row.id, outcome.provider_id or None)
        elif isinstance(outcome, Retry):
            await self._put_back(row, outcome, attempt)
        elif isinstance(outcome, Dead):
            log.warning("outbox_dead", channel=row.channel, row=row.id, reason=outcome.reason)
            await self._store.mark_dead(row.id, outcome.reason)
        elif self._delivery == "at_least_once" and attempt < MAX_UNSURE_ATTEMPTS:
            await self._put_back(row, Retry(0, outcome.reason), attempt)
        else:
            log.warning("outbox_unknown", channel=row.channel, row=row.id, reason=outcome.reason)
            await self._store.mark_unknown(row.id, outcome.reason)

    async def _put_back(self, row: OutboxRow, retry: Retry, attempt: int) -> None:
        if attempt >= MAX_ATTEMPTS:
            reason = f"given up after {attempt} attempts: {retry.reason}"
            log.warning("outbox_dead", channel=row.channel, row=row.id, reason=reason)
            await self._store.mark_dead(row.id, reason)
            return
        # never earlier than the platform allows, and slower when it keeps refusing
        backoff_s = min(MAX_BACKOFF_S, 2.0 ** min(attempt - 1, 10)) if attempt > 1 else 0.0
        wait_s = max(retry.after_s, backoff_s)
        await self._store.mark_retry(row.id, self._clock() + wait_s, retry.reason)
        asyncio.get_running_loop().call_later(wait_s, self._wake.set)
