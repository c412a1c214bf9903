"""Sees every stored message through to an end: replies, an apology, or the next start.

A turn that fails is tried again; when its attempts are used up the customer gets an apology with
a way to a person, and the message becomes a dead letter. While the database cannot be written the
message stays in the inbox and is tried again with growing pauses.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

import structlog

from bot.channels.gateway import Notice
from bot.conversations import Conversations
from bot.domain.message import Button, Reply
from bot.domain.reply_json import reply_from_json, reply_to_json
from bot.draft import Draft
from bot.errors import TurnFailed
from bot.hub import Hub
from bot.metrics import Metrics
from bot.outbound import Outbound
from bot.storage.errors import PositionConflict, StoreUnavailable, TurnOutOfOrder
from bot.storage.records import PendingMessage, StoredMessage, TurnCommit
from bot.storage.store import Store
from bot.turn import TurnProcessor

log = structlog.get_logger(__name__)

APOLOGY = Reply(
    text="Sorry, something went wrong on our side and I could not answer that. Please try again, "
    "or let a person help you.",
    buttons=(Button("Talk to a person", "/talk_to_human"),),
)
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 10.0


class Endings(Protocol):
    """Who waits for a turn is told how it ended."""

    def finish(self, conversation_id: str, seq: int, replies: tuple[Reply, ...]) -> None:
        """Hand over the replies."""
        ...

    def fail(self, conversation_id: str, seq: int, error: TurnFailed) -> None:
        """Hand over the error."""
        ...


class TurnRunner:
    """Runs turns for the workers; never raises except when the process is stopping."""

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
    ) -> None:
        self._processor = processor
        self._store = store
        self._conversations = conversations
        self._outbound = outbound
        self._hub = hub
        self._metrics = metrics
        self._wake_outbox = wake_outbox
        self.endings: Endings | None = None

    async def run(self, pending: PendingMessage) -> None:
        """Answer the message; whatever happens, whoever waits for it hears of the end."""
        self._hub.publish(pending.conversation_id, Notice(typing=True))
        try:
            await self._until_ended(pending)
        finally:
            self._hub.publish(pending.conversation_id, Notice(typing=False))

    async def _until_ended(self, pending: PendingMessage) -> None:
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                with self._metrics.latency.labels("turn").time():
                    draft, stored = await self._processor.answer(pending)
            except (PositionConflict, TurnOutOfOrder) as conflict:
                # an agent or another message was first: what is stored decides
                log.info("turn_redone", conversation=pending.conversation_id, why=str(conflict))
                self._conversations.forget(pending.conversation_id)
                await asyncio.sleep(FIRST_PAUSE_S / 10)
            except StoreUnavailable as error:
                self._metrics.errors.labels("store").inc()
                log.warning("turn_waits_for_store", error=str(error), pause_s=pause_s)
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
            except Exception as error:
                log.exception("turn_failed", conversation=pending.conversation_id, seq=pending.seq)
                self._metrics.errors.labels("turn").inc()
                self._conversations.forget(pending.conversation_id)
                if await self._give_up(pending, error):
                    return
            else:
                self._ended(pending, draft, stored)
                return

    async def _give_up(self, pending: PendingMessage, error: Exception) -> bool:
        """Count the failure; when attempts are used up, apologise. True when that is the end."""
        what = f"{type(error).__name__}: {error}"
        try:
            failed = await self._store.fail_turn(pending.inbox_id, what)
            if not failed.give_up and not failed.dead:
                return False
            stored = await self._apologise(pending, what) if failed.give_up else ()
        except StoreUnavailable:
            log.warning("failure_not_noted", conversation=pending.conversation_id)
            await asyncio.sleep(FIRST_PAUSE_S)
            return False
        self._metrics.turns.labels(pending.message.channel, "failed").inc()
        self._publish(stored)
        if self.endings is not None:
            self.endings.fail(
                pending.conversation_id,
                pending.seq,
                TurnFailed("the message could not be answered; it is kept for a person to see"),
            )
        return True

    async def _apologise(self, pending: PendingMessage, error: str) -> tuple[StoredMessage, ...]:
        conversation = await self._conversations.load(pending.conversation_id)
        commit = TurnCommit(
            conversation_id=pending.conversation_id,
            seq=pending.seq,
            inbox_id=pending.inbox_id,
            events=(),
            replies=(reply_to_json(APOLOGY),),
            outbox=self._outbound.entries(pending.message, pending.seq, [APOLOGY]),
            record={"text": pending.message.text, "intent": None, "error": error},
            expected_position=len(conversation.events),
            error=error,
        )
        return await self._store.commit_turn(commit)

    def _ended(
        self, pending: PendingMessage, draft: Draft, stored: tuple[StoredMessage, ...]
    ) -> None:
        self._publish(stored)
        if self.endings is not None:
            replies = tuple(reply_from_json(message.body) for message in stored)
            self.endings.finish(pending.conversation_id, pending.seq, replies)
        self._count(pending, draft)

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
