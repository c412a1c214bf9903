"""A turn: from a stored message to its committed replies. Read this file first.

    understand   one forward pass, batched over all conversations (bot.batcher, finetune)
    look up      what the shop's knowledge says about the message (retrieval)
    decide       rules, forms, stories, knowledge, clarification, handoff (bot.policy, pure)
    act          templates, forms and rasa-sdk actions (bot.actions)
    commit       events, record, replies and outbox in one transaction (bot.storage)

Deciding and acting repeat until the decision is to listen. Nothing leaves before the commit; a
turn that is interrupted is done again from the inbox, and writes to the shop carry keys that make
them happen once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import UTC, datetime

import structlog

from bot.actions.context import TurnContext, in_turn
from bot.actions.errors import ActionFailed, ActionRejected
from bot.actions.outcome import ActionOutcome
from bot.actions.runner import ActionRunner
from bot.bundle import Bundle, Bundles
from bot.conversations import Conversations
from bot.domain.domain import LISTEN, SESSION_METADATA_SLOT
from bot.domain.event import (
    ActionExecuted,
    ActionExecutionRejected,
    SlotSet,
    UserUttered,
)
from bot.domain.message import InboundMessage
from bot.domain.reply_json import reply_to_json
from bot.domain.session import SESSION_START, needs_session, session_events
from bot.draft import Draft
from bot.outbound import Outbound
from bot.policy.decide import decide
from bot.policy.decision import Decision, Knowledge
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from bot.reading import MessageReader, Reading
from bot.storage.records import PendingMessage, StoredMessage, TurnCommit
from bot.storage.store import Store
from bot.turn_record import turn_record
from retrieval.types import Hit

log = structlog.get_logger(__name__)

# Channels that carry a signed identity: a message without one there is from nobody known.
IDENTIFYING_CHANNELS = frozenset({"widget"})
UNDERSTAND_TIMEOUT_S = 10.0


class TurnProcessor:
    """Answers one message at a time of one conversation; conversations run side by side."""

    def __init__(
        self,
        store: Store,
        conversations: Conversations,
        bundles: Bundles,
        reader: MessageReader,
        actions: ActionRunner,
        policies: Policies,
        policy_settings: PolicySettings,
        outbound: Outbound,
        *,
        clock: Callable[[], float],
        timeout_s: float,
        answers: int = 3,
    ) -> None:
        self._store = store
        self._conversations = conversations
        self._bundles = bundles
        self._reader = reader
        self._actions = actions
        self._policies = policies
        self._policy_settings = policy_settings
        self._outbound = outbound
        self._clock = clock
        self._timeout_s = timeout_s
        self._answers = answers

    async def answer(self, pending: PendingMessage) -> tuple[Draft, tuple[StoredMessage, ...]]:
        """Do the turn of a stored message and commit it."""
        message = pending.message
        conversation = await self._conversations.load(pending.conversation_id)
        draft = Draft(conversation, self._clock)
        async with self._bundles.lease() as bundle, asyncio.timeout(self._timeout_s):
            with in_turn(self._context(pending, bundle, Reading({}), ())):
                await self._open(draft, message)
            with draft.timed("understand"):
                reading = await self._understand(draft, bundle, message)
            with draft.timed("look_up"):
                knowledge = await self._look_up(bundle, reading)
                wants_products = await self._wants_products(draft, bundle, reading)
            with in_turn(self._context(pending, bundle, reading, knowledge)):
                with draft.timed("act"):
                    _take(draft, await self._actions.fill_slots(draft.conversation))
                await self._decide_and_act(draft, Knowledge(knowledge, wants_products))
        with draft.timed("commit"):
            stored = await self._commit(pending, draft, reading, knowledge, bundle)
        return draft, stored

    async def _open(self, draft: Draft, message: InboundMessage) -> None:
        """Start a session if there is none, and note who the customer is."""
        if needs_session(draft.conversation, self._clock()):
            await self._start_session(draft, message)
        identity, slots = message.identity, draft.conversation.slots
        if identity is not None:
            known = {
                "verified": True,
                "customer_id": identity.customer_id,
                "customer_name": identity.name or None,
                "email": identity.email or None,
            }
        elif message.channel in IDENTIFYING_CHANNELS and slots.get("verified"):
            known = dict.fromkeys(("verified", "customer_id", "customer_name", "email"))
        else:
            return
        changed = {k: v for k, v in known.items() if k in slots and slots[k] != v}
        draft.add(*(SlotSet(name, value) for name, value in changed.items()))

    async def _start_session(self, draft: Draft, message: InboundMessage) -> None:
        """Start a session as the project's own action does, or as Rasa's."""
        if message.metadata:
            draft.add(SlotSet(SESSION_METADATA_SLOT, dict(message.metadata)))
        try:
            if await self._actions.replaces(SESSION_START):
                outcome = await self._actions.run(SESSION_START, draft.conversation)
                draft.add(ActionExecuted(SESSION_START, confidence=1.0))
                _take(draft, outcome)
                return
        except (ActionFailed, ActionRejected) as error:
            # with the traceback of a mistake in the project's code
            log.warning("session_start_failed", reason=str(error), exc_info=error.__cause__)
        draft.add(*session_events(draft.conversation))

    async def _understand(self, draft: Draft, bundle: Bundle, message: InboundMessage) -> Reading:
        """Read the message and record it."""
        reading = await self._reader.read(
            bundle, message.text, message.external_id, UNDERSTAND_TIMEOUT_S
        )
        draft.add(
            UserUttered(
                message.text,
                parse_data={**reading.parse, "metadata": dict(message.metadata)},
                input_channel=message.channel,
                message_id=message.external_id,
                metadata=message.metadata,
            )
        )
        return reading

    async def _look_up(self, bundle: Bundle, reading: Reading) -> tuple[Hit, ...]:
        """Search the shop's answers with the vector that the forward pass has made."""
        prediction = reading.prediction
        if prediction is None or not prediction.text.strip():
            return ()
        topic = self._actions.topic_of(prediction.intent.name)
        hits = await asyncio.to_thread(
            bundle.searcher.search_knowledge,
            prediction.text,
            prediction.embedding,
            self._answers,
            (topic,) if topic else (),
        )
        return tuple(hits)

    async def _wants_products(self, draft: Draft, bundle: Bundle, reading: Reading) -> bool:
        """Whether a message whose intent is in doubt is about things of the catalogue.

        It is not looked at where nothing would come of it: in a form, in a project of Rasa's.
        """
        read, searcher = reading.prediction, bundle.searcher
        if read is None or "fallback_reason" not in reading.parse:
            return False
        if self._policy_settings.rasa or draft.conversation.active_loop_name is not None:
            return False

        def asks_for_things() -> bool:
            return searcher.wants_products(searcher.reader.read(read.text), read.embedding)

        return await asyncio.to_thread(asks_for_things)

    async def _decide_and_act(self, draft: Draft, knowledge: Knowledge) -> None:
        """Run actions until the decision is to listen."""
        refused: set[str] = set()
        for _ in range(self._policy_settings.max_predictions):
            with draft.timed("decide"):
                decision = decide(
                    draft.conversation,
                    draft.conversation.domain,
                    self._policies,
                    knowledge,
                    self._policy_settings,
                )
            if decision.action in refused:
                decision = self._instead_of(decision, refused)
            draft.decisions.append(_decision_json(decision))
            draft.add(*decision.events)
            if decision.action == LISTEN:
                break
            with draft.timed("act"):
                is_done = await self._act(draft, decision)
            if not is_done and decision.action not in draft.conversation.domain.forms:
                refused.add(decision.action)
        else:
            log.warning("prediction_limit", conversation=draft.conversation.id)
            decision = Decision(LISTEN, "limit", 1.0, "too many actions in one turn")
        draft.add(_executed(decision))

    def _instead_of(self, decision: Decision, refused: Collection[str]) -> Decision:
        """Return what is done when an action that has refused to run is chosen again."""
        settings = self._policy_settings
        fallback = settings.fallback_action if settings.falls_back else LISTEN
        action = LISTEN if fallback in refused else fallback
        reason = f"'{decision.action}' refuses to run"
        return Decision(action, "FallbackPolicy", 0.0, reason, hide_rule_turn=True)

    async def _act(self, draft: Draft, decision: Decision) -> bool:
        """Run one action: its event first, then what it says, then what it changes.

        False if it refuses to run.
        """
        try:
            outcome = await self._actions.run(decision.action, draft.conversation)
        except ActionRejected as rejection:
            log.info("action_rejected", action=decision.action, reason=str(rejection))
            draft.add(
                ActionExecutionRejected(decision.action, decision.policy, decision.confidence)
            )
            return False
        draft.add(_executed(decision))
        _take(draft, outcome)
        return True

    async def _commit(
        self,
        pending: PendingMessage,
        draft: Draft,
        reading: Reading,
        knowledge: tuple[Hit, ...],
        bundle: Bundle,
    ) -> tuple[StoredMessage, ...]:
        commit = TurnCommit(
            conversation_id=pending.conversation_id,
            seq=pending.seq,
            inbox_id=pending.inbox_id,
            events=draft.new_events(),
            replies=tuple(reply_to_json(reply) for reply in draft.replies),
            outbox=self._outbound.entries(pending.message, pending.seq, draft.replies),
            record=turn_record(pending.message, reading, knowledge, draft, bundle),
            expected_position=draft.position,
        )
        stored = await self._store.commit_turn(commit)
        self._conversations.keep(draft.conversation)
        return stored

    def _context(
        self, pending: PendingMessage, bundle: Bundle, reading: Reading, knowledge: tuple[Hit, ...]
    ) -> TurnContext:
        prediction = reading.prediction
        return TurnContext(
            conversation_id=pending.conversation_id,
            seq=pending.seq,
            channel=pending.message.channel,
            now=datetime.fromtimestamp(self._clock(), UTC),
            text=pending.message.text,
            embedding=None if prediction is None else prediction.embedding,
            knowledge=knowledge,
            searcher=bundle.searcher,
            recommender=bundle.recommender,
            encode=lambda text: bundle.encode(text, timeout_s=UNDERSTAND_TIMEOUT_S),
        )


def _take(draft: Draft, outcome: ActionOutcome) -> None:
    """Record what an action says, then what it changes, as in Rasa."""
    for reply in outcome.replies:
        draft.say(reply)
    draft.add(*outcome.events)


def _executed(decision: Decision) -> ActionExecuted:
    return ActionExecuted(
        decision.action,
        policy=decision.policy,
        confidence=decision.confidence,
        hide_rule_turn=decision.hide_rule_turn,
    )


def _decision_json(decision: Decision) -> dict[str, object]:
    kept = asdict(decision)
    return {key: kept[key] for key in ("action", "policy", "confidence", "reason")}
