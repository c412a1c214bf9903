"""When a row of the outbox may go: the rates of its account and of its recipient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.channels.outbound import OutboundChannel, Rate
from bot.channels.token_bucket import TokenBucket

# Buckets of recipients that have been quiet are forgotten beyond this.
REMEMBERED = 10_000

Key = tuple[str, str, str]


class Addressed(Protocol):
    """A row, as far as pace goes."""

    @property
    def channel(self) -> str:
        """Return the name of the channel."""

    @property
    def account(self) -> str:
        """Return the account it is sent from."""

    @property
    def recipient(self) -> str:
        """Return where it goes."""


class OutboxPace:
    """Token buckets by account and by recipient, and accounts that must pause."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[Key, TokenBucket] = {}
        self._paused_until: dict[tuple[str, str], float] = {}

    def take(self, row: Addressed, channel: OutboundChannel) -> float:
        """Take what one send costs and return 0, or take nothing and return the wait (s)."""
        paused = self._paused_until.get((row.channel, row.account), 0.0) - self._clock()
        if paused > 0:
            return paused
        account = self._bucket((row.channel, row.account, ""), channel.account_rate)
        # a thread counts towards the limit of its place
        place = row.recipient.partition("|")[0]
        conversation = self._bucket((row.channel, row.account, place), channel.conversation_rate)
        wait = max(account.wait_s(), conversation.wait_s())
        if wait == 0:
            account.take()
            conversation.take()
        return wait

    def pause(self, row: Addressed, seconds: float) -> None:
        """Let nothing of the row's account go for some seconds."""
        self._paused_until[row.channel, row.account] = self._clock() + seconds

    def _bucket(self, key: Key, rate: Rate) -> TokenBucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= REMEMBERED:
                self._forget()
            bucket = TokenBucket(rate.per_second, rate.burst, self._clock)
            self._buckets[key] = bucket
        return bucket

    def _forget(self) -> None:
        self._buckets = {k: bucket for k, bucket in self._buckets.items() if not bucket.is_full}
