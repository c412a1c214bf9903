"""What a bot knows of itself: intents, entities, slots, forms, responses and actions.

A `Domain` is made by `bot.project.domain_file` from the project's files (or from a mapping in
tests) and never changes. Names that Rasa adds by itself (default intents and actions, the slots
`requested_slot` and `session_started_metadata`) are added here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.domain.slot import Slot, SlotType

DEFAULT_INTENTS = ("restart", "back", "out_of_scope", "session_start", "nlu_fallback")
RULE_SNIPPET = "..."
DEFAULT_ACTIONS = (
    "action_listen",
    "action_restart",
    "action_session_start",
    "action_default_fallback",
    "action_deactivate_loop",
    "action_revert_fallback_events",
    "action_default_ask_affirmation",
    "action_default_ask_rephrase",
    "action_two_stage_fallback",
    "action_unlikely_intent",
    "action_back",
    RULE_SNIPPET,
    "action_extract_slots",
)
# Decided by our own policies; always there, so that rules and stories may name them too.
OWN_ACTIONS = (
    "action_clarify",
    "action_ask_rephrase",
    "action_offer_handoff",
    "action_handoff",
    "action_answer_faq",
)
LISTEN = "action_listen"
REQUESTED_SLOT = "requested_slot"
SESSION_METADATA_SLOT = "session_started_metadata"


@dataclass(frozen=True, slots=True)
class Intent:
    """An intent; `use_entities` None means that all entities count for the dialogue."""

    name: str
    use_entities: tuple[str, ...] | None = None
    ignore_entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityType:
    """An entity with the roles and groups that tell its mentions apart."""

    name: str
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    influence_conversation: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the slots it asks for, in order, and intents that fill none of them."""

    name: str
    required_slots: tuple[str, ...]
    ignored_intents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionConfig:
    """When a session ends (minutes of silence; 0 is never) and whether slots outlive it."""

    expiration_minutes: float = 60
    carry_over_slots: bool = True


@dataclass(frozen=True)
class Domain:
    """Everything that `domain.yml` declares. `responses` are templates in Rasa's JSON shape."""

    intents: Mapping[str, Intent] = field(default_factory=dict)
    entities: Mapping[str, EntityType] = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    responses: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    actions: tuple[str, ...] = ()
    actions_with_domain: frozenset[str] = frozenset()
    session_config: SessionConfig = SessionConfig()
    store_entities_as_slots: bool = True
    source: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def intent_names(self) -> tuple[str, ...]:
        """All intents, Rasa's own among them, in alphabetical order."""
        return tuple(sorted({*self.intents, *DEFAULT_INTENTS}))

    @cached_property
    def all_slots(self) -> Mapping[str, Slot]:
        """The declared slots and those that every conversation has, in the tracker's order."""
        slots = dict(self.slots)
        if self.forms:
            slots.setdefault(REQUESTED_SLOT, Slot(REQUESTED_SLOT, influences=False))
        slots.setdefault(SESSION_METADATA_SLOT, Slot(SESSION_METADATA_SLOT, influences=False))
        return slots

    @cached_property
    def influencing(self) -> tuple[tuple[str, Slot], ...]:
        """The slots that rules and stories look at, by name in alphabetical order."""
        return tuple(
            (name, slot)
            for name, slot in sorted(self.all_slots.items())
            if slot.influences and slot.type is not SlotType.ANY
        )

    @cached_property
    def action_names(self) -> tuple[str, ...]:
        """All actions in Rasa's order: default ones, custom ones, responses, forms, our own.

        Responses of a retrieval intent ("utter_faq/shipping") make its action ("utter_faq") too.
        """
        names = dict.fromkeys(DEFAULT_ACTIONS)
        names.update(dict.fromkeys(self.actions))
        names.update(dict.fromkeys(sorted(self.responses)))
        names.update(dict.fromkeys(self.forms))
        names.update(dict.fromkeys(one.split("/")[0] for one in sorted(self.responses)))
        names.update(dict.fromkeys(OWN_ACTIONS))
        return tuple(names)

    @cached_property
    def _actions(self) -> frozenset[str]:
        return frozenset(self.action_names)

    def has_action(self, name: str) -> bool:
        """Whether something can be executed under this name."""
        return name in self._actions

    def has_intent(self, name: str) -> bool:
        """Whether the name is an intent, declared or one of Rasa's own."""
        return name in self.intents or name in DEFAULT_INTENTS

    def initial_slots(self) -> dict[str, Any]:
        """The slot values at the start of a conversation, in the tracker's order."""
        return {name: slot.initial_value for name, slot in self.all_slots.items()}

    def needs_domain(self, action: str) -> bool:
        """Whether a remote action server wants the domain with calls of this action."""
        return action in self.actions_with_domain

    def as_dict(self) -> dict[str, Any]:
        """Return the domain as Rasa sends it to action servers: what the files declare."""
        return dict(self.source)
