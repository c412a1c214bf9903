"""A small bot on real parts: store, workers, policies and actions, with a model of key words."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from bot.actions.executor import InProcessActions
from bot.actions.runner import ActionRunner
from bot.batcher import Batcher
from bot.bundle import Bundle, Bundles
from bot.conversations import Conversations
from bot.domain.domain import Domain, Form, Intent
from bot.domain.message import InboundMessage, Reply
from bot.domain.slot import Slot, SlotType
from bot.hub import Hub
from bot.metrics import Metrics
from bot.outbound import Outbound
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from bot.policy.steps import ActionStep, Rule, UserStep
from bot.rate import RateLimit
from bot.reading import MessageReader
from bot.service import Service
from bot.storage.records import PendingMessage
from bot.storage.store import Store
from bot.turn import TurnProcessor
from bot.turn_runner import TurnRunner, is_suspect
from bot.workers import Workers
from finetune.types import IntentScore, Prediction
from retrieval.types import Hit, Query

INTENTS = ("greet", "order", "break", "slow", "person", "cancelled")


class KeywordModel:
    """Takes the first intent whose name is in the text; anything else is out of scope."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        self.texts += texts
        return [self._one(text) for text in texts]

    @staticmethod
    def _one(text: str) -> Prediction:
        named = [name for name in INTENTS if name in text]
        sure = named[0] if named else INTENTS[0]
        ranking = [IntentScore(sure, 0.96)]
        ranking += [IntentScore(name, 0.01) for name in INTENTS if name != sure]
        return Prediction(
            text=text,
            ranking=tuple(ranking),
            in_scope=bool(named),
            doubt=0.0 if named else 1.0,
            entities=(),
            embedding=np.ones(4, np.float32) / 2,
        )


class NothingFound:
    """A searcher and recommender that know nothing but the word "tent" and the need of sleep."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    @property
    def reader(self) -> NothingFound:
        return self

    def read(self, text: str) -> Query:
        return Query(text, kind="tent" if "tent" in text else "")

    def wants_products(self, query: Query, _vector: Any) -> bool:
        self.asked.append(query.text)
        return query.names_things or "sleep" in query.text

    def search_knowledge(self, *_: Any) -> list[Hit]:
        return []


@dataclass
class Counting(Action):
    """Counts its runs; may fail for a while, take its time or do what a test gives it."""

    action: str
    failures: int = 0
    pause_s: float = 0.0
    runs: list[str] = field(default_factory=list)
    does: Callable[[], object] = lambda: None

    def name(self) -> str:
        return self.action

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        self.runs.append(tracker.sender_id)
        self.does()
        await asyncio.sleep(self.pause_s)
        if len(self.runs) <= self.failures:
            raise RuntimeError("the shop is closed")
        dispatcher.utter_message(text=f"{self.action} done")
        return []


class Cancelled(Action):
    """Waits for something that somebody else has cancelled."""

    def name(self) -> str:
        return "action_cancelled"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        nobody: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        nobody.cancel()
        await nobody
        return []


class Pause(Action):
    """Hands the conversation over."""

    def name(self) -> str:
        return "action_handoff"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(text="a person comes")
        return [{"event": "pause", "timestamp": None}]


ACTIONS = {
    "greet": "utter_greet",
    "order": "action_order",
    "break": "action_break",
    "slow": "action_slow",
    "person": "action_handoff",
    "cancelled": "action_cancelled",
}
DOMAIN = Domain(
    intents={name: Intent(name) for name in INTENTS},
    slots={"seat": Slot("seat", SlotType.TEXT)},
    forms={"seat_form": Form("seat_form", ("seat",))},
    responses={
        "utter_greet": ({"text": "hello"},),
        "utter_ask_rephrase": ({"text": "say it differently"},),
        "utter_offer_handoff": ({"text": "a person?"},),
        "utter_ask_seat": ({"text": "which seat?"},),
    },
    actions=(
        "action_order",
        "action_break",
        "action_slow",
        "action_cancelled",
        "action_search_products",
    ),
)
RULES = tuple(
    Rule(name, (UserStep(intent=name), ActionStep(action))) for name, action in ACTIONS.items()
)


@dataclass
class SmallDesk:
    """The open parts."""

    store: Store
    service: Service
    workers: Workers[PendingMessage]
    hub: Hub
    conversations: Conversations
    bundles: Bundles
    model: KeywordModel
    order: Counting
    metrics: Metrics
    reader: MessageReader
    outbound: Outbound
    sent: int = 0

    async def say(
        self, text: str, sender: str = "ann", external_id: str = ""
    ) -> tuple[Reply, ...]:
        """Send a message and wait for its replies."""
        self.sent += 1
        message = inbound(text, sender, external_id or f"m{self.sent}-{time.monotonic_ns()}")
        accepted = await self.service.accept(message)
        return await self.service.replies(accepted.conversation_id, accepted.seq, 5)

    async def idle(self) -> None:
        """Wait until every turn has ended."""
        async with asyncio.timeout(10):
            while self.workers.unfinished:  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0.005)


def inbound(text: str, sender: str, external_id: str, channel: str = "rest") -> InboundMessage:
    """Return a message as a channel makes it."""
    return InboundMessage(
        channel=channel,
        account="default",
        external_id=external_id,
        sender=sender,
        conversation_id=sender,
        text=text,
        received_at=time.time(),
    )


def bundle_of(model: KeywordModel, name: str = "m1") -> Bundle:
    """Return a bundle around a model."""
    nothing: Any = NothingFound()
    return Bundle(name, f"{name}-index", Batcher(model.predict), nothing, nothing)


@asynccontextmanager
async def small_desk(
    folder: Path,
    *,
    order_failures: int = 0,
    order_pause_s: float = 0.0,
    limit: int = 100,
    per_minute: float = 100_000,
    redo: bool = True,
    wake: Callable[[], None] = lambda: None,
    store_class: type[Store] = Store,
    stop_s: float = 5,
    suspect_wait_s: float = 0.0,
    settings: PolicySettings | None = None,
    session: Action | None = None,
    actions_class: type[InProcessActions] = InProcessActions,
) -> AsyncIterator[SmallDesk]:
    """Open a small bot over a database in `folder`."""
    store = await store_class.open(f"sqlite:///{folder / 'desk.sqlite'}")
    model, bundles, hub, metrics = KeywordModel(), Bundles(), Hub(), Metrics()
    bundles.swap(bundle_of(model))
    order = Counting("action_order", failures=order_failures, pause_s=order_pause_s)
    broken = Counting("action_break", failures=1_000_000)
    actions = actions_class(
        [
            order,
            broken,
            Counting("action_slow", pause_s=0.3),
            Counting("action_search_products"),
            Pause(),
            Cancelled(),
            *([session] if session else []),
        ],
        timeout_s=2,
    )
    conversations, settings = Conversations(store, DOMAIN), settings or PolicySettings()
    outbound = Outbound([], store, conversations)
    reader = MessageReader(DOMAIN, bundles, settings)
    processor = TurnProcessor(
        store,
        conversations,
        bundles,
        reader,
        ActionRunner(actions, settings),
        Policies.compile(RULES, (), DOMAIN),
        settings,
        outbound,
        clock=time.time,
        timeout_s=10,
    )
    runner = TurnRunner(
        processor,
        store,
        conversations,
        outbound,
        hub,
        metrics,
        wake_outbox=wake,
        suspect_wait_s=suspect_wait_s,
    )
    workers: Workers[PendingMessage] = Workers(
        runner.run, turns_at_once=16, limit=limit, suspect=is_suspect
    )
    rate = RateLimit(per_minute, clock=time.monotonic)
    service = Service(store, workers, hub, metrics, rate, message_chars=1000)
    runner.endings = service
    if redo:
        await service.redo()
    desk = SmallDesk(
        store,
        service,
        workers,
        hub,
        conversations,
        bundles,
        model,
        order,
        metrics,
        reader,
        outbound,
    )
    try:
        yield desk
    finally:
        await workers.stop(stop_s)
        service.abandon()
        await bundles.close()
        await store.close()
