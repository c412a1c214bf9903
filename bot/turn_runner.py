"""Sees every stored message through to an end: replies, an apology, or the next start.

A turn that fails is tried again; when its attempts are used up the customer gets an apology with
a way to a person, and the message becomes a dead letter. So does a message whose turn was begun
again and again by processes that ended in it. While the database cannot be written the message
stays in the inbox and is tried again with growing pauses.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, Protocol, TypeVar

import structlog

from bot.actions.errors import ActionFailed
from bot.channels.gateway import Notice
from bot.conversations import Conversations
from bot.domain.message import Button, Reply
from bot.domain.reply_json import reply_from_json, reply_to_json
from bot.draft import Draft
from bot.errors import TurnFailed
from bot.hub import Hub
from bot.metrics import Metrics
from bot.outbound import Outbound
from bot.storage.errors import (
    PositionConflict,
    StoreUnavailable,
    TurnOutOfOrder,
    UnknownRecord,
)
from bot.storage.records import InboxState, PendingMessage, StoredMessage, TurnCommit
from bot.storage.store import Store
from bot.turn import TurnProcessor
from bot.workers import Postponed

log = structlog.get_logger(__name__)
T = TypeVar("T")

APOLOGY = Reply(
    text="Sorry, something went wrong on our side and I could not answer that. Please try again, "
    "or let a person help you.",
    buttons=(Button("Talk to a person", "/talk_to_human"),),
)
FIRST_PAUSE_S = 0.05
LONGEST_PAUSE_S = 10.0
# An apology that others' events keep coming before is given up like any other turn.
APOLOGY_TRIES = 5
INTERRUPTED = "the process ended before the turn did"
MAX_FAILURES = 3
# A message in whose turn processes keep ending is given up when this many have begun it.
MAX_BEGINNINGS = 5
# So long others are answered before a suspect is begun: if it ends the process again, they were
# served; and a process that is killed from outside within that time brings no suspicion on it.
SUSPECT_WAIT_S = 5.0
Step = Callable[[PendingMessage], Awaitable[bool]]


def is_suspect(pending: PendingMessage) -> bool:
    """Return whether a process has ended more than once while this message waited or ran."""
    return pending.interrupted and pending.attempts > 0


class Endings(Protocol):
    """Who waits for a turn is told how it ended."""

    def finish(self, conversation_id: str, seq: int, replies: tuple[Reply, ...]) -> None:
        """Hand over the replies."""
        ...

    def fail(self, conversation_id: str, seq: int, error: TurnFailed) -> None:
        """Hand over the error."""
        ...

    async def recall(self, conversation_id: str) -> None:
        """Give the workers what is stored of a conversation and not in their hands."""
        ...


class TurnRunner:
    """Runs turns for the workers; raises nothing but Postponed, or when the process stops."""

    def __init__(
        self,
        processor: TurnProcessor,
        store: Store,
        conversations: Conversations,
        outbound: Outbound,
        hub: Hub,
        metrics: Metrics,
        *,
        wake_outbox: Callable[[], None],
        suspect_wait_s: float = SUSPECT_WAIT_S,
    ) -> None:
        self._processor = processor
        self._store = store
        self._conversations = conversations
        self._outbound = outbound
        self._hub = hub
        self._metrics = metrics
        self._wake_outbox = wake_outbox
        self.endings: Endings | None = None
        self._suspects_from = time.monotonic() + suspect_wait_s

    async def run(self, pending: PendingMessage) -> None:
        """Answer the message; whatever happens, whoever waits for it hears of the end."""
        self._hub.publish(pending.conversation_id, Notice(typing=True))
        try:
            await self._until_ended(pending)
        finally:
            self._hub.publish(pending.conversation_id, Notice(typing=False))

    async def _until_ended(self, pending: PendingMessage) -> None:
        step: Step = self._answer_again if pending.repeated else self._answer
        if pending.interrupted:
            step = self._resume
        pause_s = FIRST_PAUSE_S
        while True:
            following = await self._take(step, pending)
            if following is None:
                return
            step = following
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def _take(self, step: Step, pending: PendingMessage) -> Step | None:
        """Take a step of the message's way; return the next one, None at its end."""
        conversation_id = pending.conversation_id
        try:
            return None if await step(pending) else self._answer_again
        except PositionConflict as conflict:
            # an agent or another message was first: what is stored decides
            log.info("turn_redone", conversation=conversation_id, why=str(conflict))
        except TurnOutOfOrder:
            await self._recall_earlier(conversation_id)
        except StoreUnavailable as error:
            self._metrics.errors.labels("store").inc()
            log.warning("turn_waits_for_store", error=str(error), conversation=conversation_id)
        except UnknownRecord as error:
            # the conversation was deleted meanwhile
            log.warning("turn_without_message", conversation=conversation_id, error=str(error))
            self._failed(pending)
            return None
        except Exception as error:  # noqa: BLE001 - told, counted and tried again
            _tell(error, pending)
            self._metrics.errors.labels("turn").inc()
            self._conversations.forget(conversation_id)
            # beginnings by other processes are counted in the same place
            limit = MAX_FAILURES + pending.attempts + int(pending.interrupted)
            return partial(self._give_up, what=f"{type(error).__name__}: {error}", limit=limit)
        self._conversations.forget(conversation_id)
        return self._answer_again

    async def _recall_earlier(self, conversation_id: str) -> None:
        """Let an earlier message come first, which was stored without anybody learning of it."""
        log.warning("turn_postponed", conversation=conversation_id)
        self._conversations.forget(conversation_id)
        if self.endings is not None:
            await self.endings.recall(conversation_id)
        raise Postponed

    async def _answer(self, pending: PendingMessage) -> bool:
        with self._metrics.latency.labels("turn").time():
            draft, stored = await _not_cancelled_from_within(self._processor.answer(pending))
        self._ended(pending, stored)
        self._count(pending, draft)
        return True

    async def _answer_again(self, pending: PendingMessage) -> bool:
        """Answer unless the turn was written after all: whoever wrote it may not have heard."""
        turn = await self._store.turn_status(pending.conversation_id, pending.seq)
        if turn.state is InboxState.PENDING:
            return await self._answer(pending)
        if turn.state is InboxState.DEAD:
            self._publish(turn.replies)
            self._failed(pending)
        else:
            self._ended(pending, turn.replies)
        return True

    async def _resume(self, pending: PendingMessage) -> bool:
        """Answer what an ended process left; what ends every process is not begun for ever."""
        if is_suspect(pending):
            await asyncio.sleep(max(0.0, self._suspects_from - time.monotonic()))
        if await self._give_up(pending, INTERRUPTED, MAX_BEGINNINGS):
            return True
        return await self._answer_again(pending)

    async def _give_up(self, pending: PendingMessage, what: str, limit: int) -> bool:
        """Count the failure; at `limit` apologise. True when that is the end."""
        stored: tuple[StoredMessage, ...] = ()
        failed = await self._store.fail_turn(pending.inbox_id, what, max_attempts=limit)
        if not failed.give_up and not failed.dead:
            return False
        if failed.give_up and not failed.dead:
            stored = await self._apologise(pending, what)
        self._metrics.turns.labels(pending.message.channel, "failed").inc()
        self._publish(stored)
        self._failed(pending)
        return True

    async def _apologise(self, pending: PendingMessage, error: str) -> tuple[StoredMessage, ...]:
        for _ in range(APOLOGY_TRIES):
            try:
                return await self._commit_apology(pending, error)
            except PositionConflict:
                self._conversations.forget(pending.conversation_id)
        raise RuntimeError("the conversation changes faster than an apology can be stored")

    async def _commit_apology(
        self, pending: PendingMessage, error: str
    ) -> tuple[StoredMessage, ...]:
        conversation = await self._conversations.load(pending.conversation_id)
        replies = () if conversation.paused else (APOLOGY,)
        commit = TurnCommit(
            conversation_id=pending.conversation_id,
            seq=pending.seq,
            inbox_id=pending.inbox_id,
            events=(),
            replies=tuple(map(reply_to_json, replies)),
            outbox=self._outbound.entries(pending.message, pending.seq, replies),
            record={"text": pending.message.text, "intent": None, "error": error},
            expected_position=len(conversation.events),
            error=error,
        )
        return await self._store.commit_turn(commit)

    def _ended(self, pending: PendingMessage, stored: tuple[StoredMessage, ...]) -> None:
        self._publish(stored)
        if self.endings is not None:
            replies = tuple(reply_from_json(message.body) for message in stored)
            self.endings.finish(pending.conversation_id, pending.seq, replies)

    def _failed(self, pending: PendingMessage) -> None:
        if self.endings is None:
            return
        error = TurnFailed("the message could not be answered; it is kept for a person to see")
        self.endings.fail(pending.conversation_id, pending.seq, error)

    def _publish(self, stored: tuple[StoredMessage, ...]) -> None:
        for message in stored:
            self._hub.publish(message.conversation_id, Notice(message=message))
        if stored:
            self._wake_outbox()

    def _count(self, pending: PendingMessage, draft: Draft) -> None:
        outcome = "with_agent" if draft.conversation.paused else "answered"
        self._metrics.turns.labels(pending.message.channel, outcome).inc()
        actions = [one["action"] for one in draft.decisions]
        for one in draft.decisions:
            self._metrics.policies.labels(one["policy"]).inc()
        if {"action_clarify", "action_ask_rephrase", "action_offer_handoff"} & set(actions):
            self._metrics.fallbacks.inc()
        if "action_handoff" in actions:
            self._metrics.handoffs.inc()
        for stage in ("understand", "decide", "act", "commit"):
            if stage in draft.timings_ms:
                self._metrics.latency.labels(stage).observe(draft.timings_ms[stage] / 1000)
        log.info(
            "turn",
            conversation=pending.conversation_id,
            seq=pending.seq,
            channel=pending.message.channel,
            actions=actions,
            replies=len(draft.replies),
            timings_ms=draft.timings_ms,
        )


def _tell(error: Exception, pending: PendingMessage) -> None:
    """Log why a turn failed; where it did only if that is in code that runs here."""
    where = {"conversation": pending.conversation_id, "seq": pending.seq}
    if isinstance(error, ActionFailed) and error.__cause__ is None:
        log.error("turn_failed", reason=str(error), **where)
    else:
        log.error("turn_failed", exc_info=error, **where)


async def _not_cancelled_from_within(turn: Coroutine[Any, Any, T]) -> T:
    """Await a turn; a cancellation that nobody asked this task for becomes an error like others.

    An action that awaits something cancelled would otherwise end the conversation's worker.
    """
    try:
        return await turn
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise RuntimeError("something that the turn waited for was cancelled") from None
