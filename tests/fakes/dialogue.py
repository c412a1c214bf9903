"""Plays a dialogue against the policies: no model, no actions, only what is decided.

Forms run as in the product, with every answer accepted; other actions do nothing but the events
that a test gives them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, REQUESTED_SLOT, Domain
from bot.domain.event import (
    ActionExecuted,
    ActionExecutionRejected,
    ConversationPaused,
    Event,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from bot.domain.session import session_events
from bot.policy.clarification import resolution
from bot.policy.decide import Decision, Knowledge, decide
from bot.policy.form import (
    activation,
    completion,
    deactivation,
    fillable,
    needs_validation,
    next_slot,
    question_action,
    rejects,
    required_slots,
)
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from bot.policy.slots import extract_slots


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of the knowledge search."""

    id: str
    score: float


@dataclass
class Dialogue:
    """A conversation under test. `says` and `unclear` return what the bot did."""

    domain: Domain
    policies: Policies = field(default_factory=Policies)
    settings: PolicySettings = field(default_factory=PolicySettings)
    after: Mapping[str, Sequence[Event]] = field(default_factory=dict)
    refused: str | None = None  # the slot whose values the form's check does not accept

    def __post_init__(self) -> None:
        self.conversation = Conversation.start("test", self.domain)
        self.decisions: list[Decision] = []
        self._record(*session_events(self.conversation))

    def says(
        self,
        intent: str,
        text: str | None = None,
        *,
        found: float | None = None,
        wants_products: bool = False,
        ranking: Sequence[tuple[str, float]] = (),
        parse: Mapping[str, Any] | None = None,
        **entities: Any,
    ) -> list[str]:
        """The customer says something whose intent is plain; return the bot's actions."""
        slash = f"/{intent}" + (json.dumps(entities) if entities else "")
        confidence = ranking[0][1] if ranking else 0.97
        data = {
            "intent": {"name": intent, "confidence": confidence},
            "intent_ranking": [
                {"name": name, "confidence": score}
                for name, score in (ranking or [(intent, confidence)])
            ],
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            **(parse or {}),
        }
        self._record(UserUttered(text or slash, parse_data=data))
        self._record(*extract_slots(self.conversation, self.domain))
        hits = (Found("faq", found),) if found is not None else ()
        return self._act(Knowledge(hits, wants_products))

    def unclear(
        self,
        *ranking: tuple[str, float],
        found: float | None = None,
        out_of_scope: bool = False,
        wants_products: bool = False,
        text: str = "hm, that thing",
    ) -> list[str]:
        """The customer says something that is not understood surely; return the actions."""
        reason = "out_of_scope" if out_of_scope else "unsure"
        return self.says(
            "nlu_fallback",
            text,
            found=found,
            wants_products=wants_products,
            ranking=[("nlu_fallback", 0.4), *ranking],
            parse={"fallback_reason": reason},
        )

    def record(self, *events: Event) -> None:
        """Something happened outside of a turn."""
        self._record(*events)

    @property
    def reasons(self) -> list[str]:
        """Why the last turn went as it did."""
        return [decision.reason for decision in self.decisions]

    def asks_for(self) -> str | None:
        """The slot that the active form waits for."""
        return self.conversation.requested_slot if self.conversation.active_loop else None

    def _act(self, knowledge: Knowledge) -> list[str]:
        actions: list[str] = []
        self.decisions = []
        for _ in range(self.settings.max_predictions):
            decision = decide(
                self.conversation, self.domain, self.policies, knowledge, self.settings
            )
            self.decisions.append(decision)
            self._record(*decision.events)
            events = self._run(decision.action)
            if events is None:
                self._record(ActionExecutionRejected(decision.action))
                continue
            if decision.action != LISTEN:
                actions.append(decision.action)
            self._record(
                ActionExecuted(
                    decision.action,
                    policy=decision.policy,
                    confidence=decision.confidence,
                    hide_rule_turn=decision.hide_rule_turn,
                ),
                *events,
            )
            if decision.action == LISTEN:
                return actions
        raise AssertionError(f"the bot never listens: {actions}")

    def _run(self, action: str) -> Sequence[Event] | None:
        if action in self.domain.forms:
            return self._run_form(action)
        if action in self.after:
            return self.after[action]
        if action == "action_restart":
            return (Restarted(),)
        if action == "action_session_start":
            return session_events(self.conversation)[1:-1]
        if action == "action_deactivate_loop":
            return deactivation(self.conversation)
        if action == "action_default_fallback":
            return (UserUtteranceReverted(),)
        if action == "action_back":
            return (UserUtteranceReverted(), UserUtteranceReverted())
        if action == "action_handoff":
            return (ConversationPaused(),)
        if action == "action_revert_fallback_events":
            return resolution(self.conversation, self.domain, self.settings)
        return ()

    def _run_form(self, form: str) -> Sequence[Event] | None:
        is_new = self.conversation.active_loop_name != form
        events: list[Event] = list(activation(self.conversation, form))
        current = self.conversation.apply_all(events)
        required = required_slots(form, self.domain)
        if is_new or needs_validation(current, form):
            filled = fillable(current, required)
            if not is_new and rejects(self.conversation, form, filled):
                return None
            wrong = [SlotSet(one.name, None) for one in filled if one.name == self.refused]
            events += wrong
            current = current.apply_all(wrong)
        slot = next_slot(current, required)
        if slot is None:
            return [*events, *completion()]
        assert question_action(form, slot, self.domain) is not None
        return [*events, SlotSet(REQUESTED_SLOT, slot)]

    def _record(self, *events: Event) -> None:
        self.conversation = self.conversation.apply_all(events)
