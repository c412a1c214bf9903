"""Plays a dialogue with the demo shop as a turn does, without a server or a model.

What a message means (intent, entities) is given by the test; rules, forms, actions, texts, the
shop's database and the search are the real ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.actions.context import TurnContext, in_turn
from bot.actions.errors import ActionRejected
from bot.actions.runner import ActionRunner
from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN
from bot.domain.event import (
    ActionExecuted,
    ActionExecutionRejected,
    Event,
    SlotSet,
    UserUttered,
    bot_uttered,
    stamped,
)
from bot.domain.message import Reply
from bot.domain.session import session_events
from bot.policy.decide import decide
from bot.policy.decision import Knowledge
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from bot.policy.slash_intent import parse_slash
from bot.policy.slots import extract_slots
from bot.project.project import Project
from retrieval.recommend import Recommender
from retrieval.search import Searcher
from retrieval.types import Encoder, Hit, Vectors1d

# The demo data's own present.
NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """What the bot did in one turn."""

    replies: tuple[Reply, ...]
    actions: tuple[str, ...]

    @property
    def text(self) -> str:
        """All replies' texts, one below the other."""
        return "\n".join(reply.text or "" for reply in self.replies)

    @property
    def responses(self) -> list[str]:
        """The names of the responses that were used, "" for composed replies."""
        return [str(reply.metadata.get("utter_action", "")) for reply in self.replies]

    @property
    def evidence(self) -> set[str]:
        """The ids that the replies rest on."""
        return {one.id for reply in self.replies for one in reply.evidence}

    @property
    def buttons(self) -> dict[str, str]:
        """Payloads of all buttons by title."""
        return {one.title: one.payload for reply in self.replies for one in reply.buttons}

    @property
    def cards(self) -> list[str]:
        """Product ids of all cards."""
        return [card.product_id for reply in self.replies for card in reply.cards]

    @property
    def everything(self) -> str:
        """Whatever a customer can see of it, in one text."""
        return repr(self.replies)


@dataclass
class ShopTalk:
    """One conversation."""

    project: Project
    policies: Policies
    runner: ActionRunner
    searcher: Searcher
    recommender: Recommender
    encoder: Encoder
    id: str = "visitor"
    now: datetime = NOW
    settings: PolicySettings = field(default_factory=PolicySettings)
    seq: int = 0

    def __post_init__(self) -> None:
        self.conversation = Conversation.start(self.id, self.project.domain)
        self.start_session()

    @property
    def slots(self) -> Mapping[str, Any]:
        """All slots as they are now."""
        return self.conversation.slots

    @property
    def form(self) -> str | None:
        """The active form."""
        return self.conversation.active_loop_name

    def sign_in(self, customer_id: str, name: str, email: str) -> None:
        """The widget brings a signed identity from here on."""
        known = {"verified": True, "customer_id": customer_id, "customer_name": name}
        self.set_slots(**known, email=email)

    def sign_out(self) -> None:
        """The widget brings no identity any more; a turn then forgets who it was."""
        self.set_slots(verified=None, customer_id=None, customer_name=None, email=None)

    def set_slots(self, **values: Any) -> None:
        """Slots get values without a turn."""
        self._record(SlotSet(slot, value) for slot, value in values.items())

    def start_session(self) -> None:
        """So much time has passed that a new session begins."""
        self._record(session_events(self.conversation))

    async def says(
        self,
        intent: str,
        text: str,
        *,
        ranking: Mapping[str, float] | None = None,
        **entities: Any,
    ) -> Said:
        """The customer writes something that is understood as `intent` with `entities`."""
        found = [
            {"entity": name, "value": value, "start": place}
            for name, values in entities.items()
            for place, value in enumerate(values if isinstance(values, list) else [values])
        ]
        scores = ranking or {intent: 0.97}
        parse = {
            "intent": {"name": intent, "confidence": next(iter(scores.values()))},
            "intent_ranking": [{"name": n, "confidence": score} for n, score in scores.items()],
            "entities": found,
            "text": text,
        }
        vector = self.encoder.encode([text])[0]
        hits = tuple(self.searcher.search_knowledge(text, vector, 3))
        return await self._turn(text, parse, hits, vector)

    async def presses(self, payload: str) -> Said:
        """The customer presses a button with this payload, which names an intent."""
        parse = parse_slash(payload, self.project.domain)
        assert parse is not None, f"{payload} is no intent of the domain"
        return await self._turn(payload, parse, (), None)

    async def again(self, before: Conversation, text: str, intent: str) -> Said:
        """The latest turn was interrupted before its commit and is done once more."""
        self.conversation = before
        self.seq -= 1
        return await self.says(intent, text)

    async def _turn(
        self,
        text: str,
        parse: Mapping[str, Any],
        hits: tuple[Hit, ...],
        vector: Vectors1d | None,
    ) -> Said:
        self.seq += 1
        self._record([UserUttered(text, parse_data=parse)])
        self._record(extract_slots(self.conversation, self.project.domain))
        turn = TurnContext(
            conversation_id=self.id,
            seq=self.seq,
            channel="rest",
            now=self.now,
            text=text,
            embedding=vector,
            knowledge=hits,
            searcher=self.searcher,
            recommender=self.recommender,
            encode=self._encode,
        )
        with in_turn(turn):
            return await self._act(Knowledge(hits))

    async def _act(self, knowledge: Knowledge) -> Said:
        replies: list[Reply] = []
        actions: list[str] = []
        for _ in range(self.settings.max_predictions):
            decision = decide(
                self.conversation, self.project.domain, self.policies, knowledge, self.settings
            )
            self._record(decision.events)
            executed = ActionExecuted(
                decision.action, policy=decision.policy, hide_rule_turn=decision.hide_rule_turn
            )
            if decision.action == LISTEN:
                self._record([executed])
                break
            try:
                outcome = await self.runner.run(decision.action, self.conversation)
            except ActionRejected:
                self._record([ActionExecutionRejected(decision.action)])
                continue
            actions.append(decision.action)
            self._record([executed])
            for reply in outcome.replies:
                replies.append(reply)
                self._record([bot_uttered({**reply.metadata, "text": reply.text})])
            self._record(outcome.events)
        return Said(tuple(replies), tuple(actions))

    async def _encode(self, text: str) -> Vectors1d:
        vector: Vectors1d = self.encoder.encode([text])[0]
        return vector

    def _record(self, events: Iterable[Event]) -> None:
        for event in events:
            self.conversation = self.conversation.apply(stamped(event, self.now.timestamp()))


def carried(payload: str) -> dict[str, Any]:
    """Return the entities that a button's payload carries."""
    data: dict[str, Any] = json.loads(payload[payload.index("{") :]) if "{" in payload else {}
    return data
