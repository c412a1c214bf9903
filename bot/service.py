"""The service as channels see it: takes messages durably, hands replies back.

`accept` returns after the message is on the disk; its turn runs on a worker. Whoever waits for
the turn gets its replies, its error, or the end of its own patience.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import replace
from functools import partial

import structlog

from bot.channels.gateway import StoredMessage
from bot.domain.message import InboundMessage, Reply
from bot.domain.reply_json import reply_from_json
from bot.errors import Busy, FrontdeskError, Invalid, Overdue, RateLimited, TurnFailed
from bot.hub import Hub, Listener
from bot.metrics import Metrics
from bot.rate import RateLimit
from bot.storage.errors import StoreBusy, StoreUnavailable
from bot.storage.records import Accepted, InboxState, PendingMessage
from bot.storage.store import Store
from bot.workers import Workers

log = structlog.get_logger(__name__)
TurnKey = tuple[str, int]

# A turn that ends while nobody waits leaves its replies in the store; those are read from there.
RETRY_AFTER_S = 2
# When to look for messages whose storing was in doubt, while the store does not answer.
FIRST_LOOK_S = 0.2
LONGEST_LOOK_S = 30.0


class Service:
    """Implements `bot.channels.gateway.Gateway` over the store and the workers."""

    def __init__(
        self,
        store: Store,
        workers: Workers[PendingMessage],
        hub: Hub,
        metrics: Metrics,
        rate: RateLimit,
        *,
        message_chars: int,
    ) -> None:
        self._store = store
        self._workers = workers
        self._hub = hub
        self._metrics = metrics
        self._rate = rate
        self._message_chars = message_chars
        self._running: dict[TurnKey, asyncio.Future[tuple[Reply, ...]]] = {}
        self._accepting: set[asyncio.Task[Accepted]] = set()
        self._in_doubt: set[str] = set()
        self._settling: asyncio.Task[None] | None = None

    async def accept(self, message: InboundMessage) -> Accepted:
        """Store a message durably and start its turn.

        Raises RateLimited, Busy or Invalid; then nothing is stored.
        """
        if len(message.text) > self._message_chars:
            raise Invalid(f"the text is longer than {self._message_chars} characters")
        wait = self._rate.wait_s(message.conversation_id)
        if wait > 0:
            self._metrics.refused.labels("RateLimited").inc()
            raise RateLimited("too many messages", retry_after_s=wait)
        if self._workers.full:
            raise Busy("too many messages wait to be answered", retry_after_s=RETRY_AFTER_S)
        # a caller that is cancelled in between must not leave a message that nobody answers
        task = asyncio.create_task(self._store_and_start(message), name="accept")
        self._accepting.add(task)
        task.add_done_callback(self._accepting.discard)
        return await asyncio.shield(task)

    async def _store_and_start(self, message: InboundMessage) -> Accepted:
        try:
            accepted = await self._store.accept(message)
        except StoreBusy as error:
            raise Busy(str(error), retry_after_s=error.retry_after_s) from None
        except StoreUnavailable as error:
            log.warning("accept_failed", error=str(error), channel=message.channel)
            self._doubt(message.conversation_id)
            raise Busy("the message could not be stored", retry_after_s=RETRY_AFTER_S) from None
        except ValueError as error:
            raise Invalid(str(error)) from None
        self._start(accepted, message)
        return accepted

    def _start(self, accepted: Accepted, message: InboundMessage) -> None:
        key = (accepted.conversation_id, accepted.seq)
        if accepted.duplicate:
            self._metrics.duplicates.labels(message.channel).inc()
        if accepted.answered or key in self._running:
            return
        self._metrics.accepted.labels(message.channel).inc()
        self.submit(
            PendingMessage(
                inbox_id=accepted.inbox_id,
                conversation_id=accepted.conversation_id,
                seq=accepted.seq,
                message=message,
                attempts=0,
                position=accepted.position,
                repeated=accepted.duplicate,
            )
        )

    def _doubt(self, conversation_id: str) -> None:
        """Look later whether the message was stored after all: nobody may ever send it again."""
        self._in_doubt.add(conversation_id)
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle_doubts(), name="settle-doubts")

    async def _settle_doubts(self) -> None:
        pause_s = FIRST_LOOK_S
        while self._in_doubt:
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_LOOK_S)
            chosen, self._in_doubt = frozenset(self._in_doubt), set()
            try:
                # writes are done in order: when this one is stored, those in doubt are, or never
                await self._store.check_writable()
                await self._submit_stored(partial(_belongs_to, chosen))
            except StoreUnavailable:
                self._in_doubt |= chosen

    def submit(self, pending: PendingMessage) -> None:
        """Give a stored message to the workers: a new one, or one that a restart left over."""
        future: asyncio.Future[tuple[Reply, ...]] = asyncio.get_running_loop().create_future()
        future.add_done_callback(_retrieved)
        self._running[(pending.conversation_id, pending.seq)] = future
        if not self._workers.submit(pending):
            self.fail(pending.conversation_id, pending.seq, _stopping())

    def finish(self, conversation_id: str, seq: int, replies: tuple[Reply, ...]) -> None:
        """Hand the replies of a committed turn to whoever waits."""
        future = self._running.pop((conversation_id, seq), None)
        if future is not None and not future.done():
            future.set_result(replies)

    def fail(self, conversation_id: str, seq: int, error: FrontdeskError) -> None:
        """Tell whoever waits that the turn ended in an error."""
        future = self._running.pop((conversation_id, seq), None)
        if future is not None and not future.done():
            future.set_exception(error)

    def abandon(self) -> None:
        """Tell everyone who still waits that the server stops; their messages are kept."""
        if self._settling is not None:
            self._settling.cancel()
        for conversation_id, seq in tuple(self._running):
            self.fail(conversation_id, seq, _stopping())

    async def replies(self, conversation_id: str, seq: int, timeout_s: float) -> tuple[Reply, ...]:
        """Wait for a turn and return its replies; raises TurnFailed or Overdue."""
        future = self._running.get((conversation_id, seq))
        if future is None:
            status = await self._store.turn_status(conversation_id, seq)
            if status.state is InboxState.DEAD:
                raise TurnFailed("the message could not be answered")
            if status.state is InboxState.PENDING:
                raise Overdue("the message is stored and will be answered later", retry_after_s=5)
            return tuple(reply_from_json(message.body) for message in status.replies)
        try:
            async with asyncio.timeout(timeout_s):
                return await asyncio.shield(future)
        except TimeoutError:
            raise Overdue(
                f"no answer within {timeout_s:g} s; the message is stored", retry_after_s=5
            ) from None

    async def stream(self, conversation_id: str, seq: int) -> AsyncIterator[Reply]:
        """Iterate over the replies of a turn; raises TurnFailed or Overdue."""
        for reply in await self.replies(conversation_id, seq, timeout_s=60.0):
            yield reply

    async def messages_since(
        self, conversation_id: str, position: int, limit: int
    ) -> list[StoredMessage]:
        """Return up to `limit` messages after `position`, in order."""
        return list(await self._store.messages_since(conversation_id, position, limit))

    async def last_position(self, conversation_id: str) -> int:
        """Return the highest position of a conversation, 0 if there is none."""
        row = await self._store.conversation(conversation_id)
        return 0 if row is None else row.message_count

    def subscribe(self, conversation_id: str) -> Listener:
        """Return the live notices of a conversation from now on."""
        return self._hub.subscribe(conversation_id)

    async def feedback(
        self, conversation_id: str, position: int, value: int, comment: str
    ) -> None:
        """Store a judgement of a reply; raises LookupError if there is no such message."""
        await self._store.add_feedback(conversation_id, position, value, comment)

    async def redo(self) -> int:
        """Submit what a stop or a crash left unanswered; return how many messages that is."""
        return await self._submit_stored(lambda _: True, interrupted=True)

    async def recall(self, conversation_id: str) -> None:
        """Submit what is stored of a conversation and not in work, as far as it can be read."""
        try:
            await self._submit_stored(partial(_belongs_to, {conversation_id}))
        except StoreUnavailable as error:
            log.warning("recall_failed", conversation=conversation_id, error=str(error))

    async def _submit_stored(
        self, wanted: Callable[[PendingMessage], bool], *, interrupted: bool = False
    ) -> int:
        left = [
            message
            for message in await self._store.pending()
            if wanted(message) and (message.conversation_id, message.seq) not in self._running
        ]
        for message in left:
            self.submit(replace(message, repeated=True, interrupted=interrupted))
        return len(left)


def _belongs_to(conversation_ids: Collection[str], message: PendingMessage) -> bool:
    return message.conversation_id in conversation_ids


def _stopping() -> Busy:
    return Busy("the server is stopping; the message is kept", retry_after_s=5)


def _retrieved(future: asyncio.Future[tuple[Reply, ...]]) -> None:
    """Look at a turn's error once, since for most channels nobody waits for it."""
    if not future.cancelled():
        future.exception()
