"""The service as channels see it, in memory: stores, answers by a function, can fail on demand."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.gateway import Notice
from bot.domain.message import InboundMessage, Reply
from bot.domain.reply_json import reply_to_json
from bot.errors import FrontdeskError, Overdue, TurnFailed

Answer = Callable[[InboundMessage], tuple[Reply, ...]]


@dataclass(frozen=True, slots=True)
class FakeAccepted:
    conversation_id: str
    seq: int
    duplicate: bool
    position: int


@dataclass(frozen=True, slots=True)
class FakeStored:
    conversation_id: str
    position: int
    author: str
    body: Mapping[str, Any]
    created_at: float
    client_id: str | None = None


class FakeSubscription:
    """A bounded queue of notices; it ends when it overflows, as the real one."""

    def __init__(self, limit: int) -> None:
        self._queue: asyncio.Queue[Notice | None] = asyncio.Queue()
        self._limit = limit
        self.closed = False

    def put(self, notice: Notice) -> None:
        if self.closed:
            return
        if self._queue.qsize() >= self._limit:
            self.close()
        else:
            self._queue.put_nowait(notice)

    def close(self) -> None:
        self.closed = True
        self._queue.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[Notice]:
        while (notice := await self._queue.get()) is not None:
            yield notice


def echo(message: InboundMessage) -> tuple[Reply, ...]:
    return (Reply(text=f"You said: {message.text}"),)


@dataclass
class FakeGateway:
    """Answers each message with `answer` in a task of its own conversation."""

    answer: Answer = echo
    refusal: FrontdeskError | None = None
    turn_error: Exception | None = None
    answers_at_once: bool = True
    subscription_limit: int = 256
    now: float = 1_700_000_000.0
    inbound: list[InboundMessage] = field(default_factory=list)
    stored: dict[str, list[FakeStored]] = field(default_factory=lambda: defaultdict(list))
    judged: list[tuple[str, int, int, str]] = field(default_factory=list)
    subscriptions: dict[str, list[FakeSubscription]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _known: dict[tuple[str, str, str], FakeAccepted] = field(default_factory=dict)
    _replies: dict[tuple[str, int], tuple[Reply, ...]] = field(default_factory=dict)
    _seqs: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    async def accept(self, message: InboundMessage) -> FakeAccepted:
        await asyncio.sleep(0)
        if self.refusal is not None:
            raise self.refusal
        key = (message.channel, message.account, message.external_id)
        if key in self._known:
            first = self._known[key]
            return FakeAccepted(first.conversation_id, first.seq, True, first.position)
        conversation = message.conversation_id
        self._seqs[conversation] += 1
        stored = self.add(
            conversation,
            "customer",
            {"text": message.text, "title": message.metadata.get("title", "")},
            message.external_id,
        )
        accepted = FakeAccepted(conversation, self._seqs[conversation], False, stored.position)
        self._known[key] = accepted
        self.inbound.append(message)
        if self.answers_at_once:
            self.take_turn(message, accepted.seq)
        return accepted

    def take_turn(self, message: InboundMessage, seq: int) -> None:
        """Answer one accepted message."""
        self.notify(message.conversation_id, Notice(typing=True))
        if self.turn_error is None:
            replies = self.answer(message)
            self._replies[message.conversation_id, seq] = replies
            for reply in replies:
                self.add(message.conversation_id, "bot", reply_to_json(reply))
        self.notify(message.conversation_id, Notice(typing=False))

    def add(
        self,
        conversation: str,
        author: str,
        body: Mapping[str, Any],
        client_id: str | None = None,
    ) -> FakeStored:
        """Store a message and tell everybody who listens."""
        messages = self.stored[conversation]
        message = FakeStored(conversation, len(messages) + 1, author, body, self.now, client_id)
        messages.append(message)
        self.notify(conversation, Notice(message=message))
        return message

    def notify(self, conversation: str, notice: Notice) -> None:
        for subscription in self.subscriptions[conversation]:
            subscription.put(notice)

    async def replies(self, conversation_id: str, seq: int, timeout_s: float) -> tuple[Reply, ...]:
        if self.turn_error is not None:
            raise self.turn_error
        if (conversation_id, seq) not in self._replies:
            raise Overdue(f"no reply within {timeout_s} s")
        return self._replies[conversation_id, seq]

    async def stream(self, conversation_id: str, seq: int) -> AsyncIterator[Reply]:
        for reply in await self.replies(conversation_id, seq, 1.0):
            if reply.text == "break":
                raise TurnFailed("the turn broke in its middle")
            yield reply

    async def messages_since(
        self, conversation_id: str, position: int, limit: int
    ) -> list[FakeStored]:
        await asyncio.sleep(0)
        later = [m for m in self.stored[conversation_id] if m.position > position]
        return later[:limit]

    async def last_position(self, conversation_id: str) -> int:
        return len(self.stored[conversation_id])

    def subscribe(self, conversation_id: str) -> FakeSubscription:
        subscription = FakeSubscription(self.subscription_limit)
        self.subscriptions[conversation_id].append(subscription)
        return subscription

    async def feedback(
        self, conversation_id: str, position: int, value: int, comment: str
    ) -> None:
        if not 1 <= position <= len(self.stored[conversation_id]):
            raise LookupError(position)
        self.judged.append((conversation_id, position, value, comment))
