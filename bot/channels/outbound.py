"""How a reply is sent to a messaging platform, and the four ways that can end.

Sent ......... the platform has the message
Retry ........ it certainly does not (connection refused, 429): the same part may go again
Unknown ...... it may or may not (time-out after the bytes left, 5xx): never sent again by itself
Dead ......... it never will (window closed, chat gone, malformed): an agent has to see it
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.message import Reply


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took the message; `provider_id` is its own id for it."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class Retry:
    """The platform did not take the message; try again after `after_s` seconds at the earliest.

    `account_wide` says that nothing of this account can be sent before that.
    """

    after_s: float
    reason: str
    account_wide: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can tell whether the platform delivered the message."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dead:
    """The platform refused the message for good."""

    reason: str


Outcome = Sent | Retry | Unknown | Dead


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast a platform takes messages: `per_second` on average, bursts of up to `burst`."""

    per_second: float
    burst: float


class OutboundChannel(Protocol):
    """The sending half of a platform's channel."""

    @property
    def name(self) -> str:
        """Return the channel's name, as in `InboundMessage.channel`."""

    @property
    def account_rate(self) -> Rate:
        """Return how fast one account may send."""

    @property
    def conversation_rate(self) -> Rate:
        """Return how fast one conversation may be written to."""

    def parts(self, reply: Reply) -> tuple[Mapping[str, Any], ...]:
        """Split a reply into payloads of one platform call each, for one outbox row each.

        A call that fails is repeated alone then, and what arrived before it is not doubled.
        """

    async def send(
        self, recipient: str, payload: Mapping[str, Any], idempotency_key: str
    ) -> Outcome:
        """Send one payload of `parts` to `recipient`, the turn's `metadata["reply_to"]`."""
