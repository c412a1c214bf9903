"""What a channel needs of the service, and nothing more.

A channel verifies and parses what comes in, gives it to `Gateway.accept`, and acknowledges only
after that has returned: the message is on disk then. Replies come back through `replies` or
`stream` (channels that answer within the request), through `subscribe` (channels with an open
connection) or through the outbox (platforms). Errors are those of `bot.errors`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.message import InboundMessage, Reply


class Accepted(Protocol):
    """An inbound message that is on disk."""

    @property
    def conversation_id(self) -> str:
        """Return the conversation the message belongs to."""

    @property
    def seq(self) -> int:
        """Return the number of the message's turn in its conversation, from 1."""

    @property
    def duplicate(self) -> bool:
        """Return whether this external id had been accepted before."""

    @property
    def position(self) -> int:
        """Return the message's position in the transcript of its conversation."""


class StoredMessage(Protocol):
    """One message of a transcript, of a customer, the bot or an agent."""

    @property
    def conversation_id(self) -> str:
        """Return the conversation the message belongs to."""

    @property
    def position(self) -> int:
        """Return its place in the transcript, from 1."""

    @property
    def author(self) -> str:
        """Return `customer`, `bot` or `agent`."""

    @property
    def body(self) -> Mapping[str, Any]:
        """Return the reply as JSON (bot), or at least its `text`."""

    @property
    def created_at(self) -> float:
        """Return seconds since 1970."""

    @property
    def client_id(self) -> str | None:
        """Return the sender's own id of the message, if it has one."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that an open connection shows at once: a stored message, or typing on or off."""

    message: StoredMessage | None = None
    typing: bool | None = None


class Subscription(Protocol):
    """The live notices of one conversation; ends when the reader is too slow or on `close`."""

    def __aiter__(self) -> AsyncIterator[Notice]:
        """Iterate over the notices as they come."""

    def close(self) -> None:
        """End the subscription; iteration stops."""


class Gateway(Protocol):
    """The service as a channel sees it."""

    async def accept(self, message: InboundMessage) -> Accepted:
        """Store a message durably; on Busy, RateLimited or NotReady nothing is stored.

        A message whose external id is known is not stored again: the answer is a duplicate.
        """

    async def replies(self, conversation_id: str, seq: int, timeout_s: float) -> tuple[Reply, ...]:
        """Wait for a turn and return its replies; raises TurnFailed or Overdue."""

    def stream(self, conversation_id: str, seq: int) -> AsyncIterator[Reply]:
        """Iterate over the replies of a turn as they are made; raises TurnFailed or Overdue."""

    async def messages_since(
        self, conversation_id: str, position: int, limit: int
    ) -> list[StoredMessage]:
        """Return up to `limit` messages after `position`, in order."""

    async def last_position(self, conversation_id: str) -> int:
        """Return the highest position of a conversation, 0 if there is none."""

    def subscribe(self, conversation_id: str) -> Subscription:
        """Return the live notices of a conversation from now on."""

    async def feedback(
        self, conversation_id: str, position: int, value: int, comment: str
    ) -> None:
        """Store a judgement of a reply; raises LookupError if there is no such message."""
