"""A conversation as rules and stories see it: one state before each action.

A state is what Rasa's policies look at: the previous action, the latest message's intent and
entities, the slots that influence the conversation, the active form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.domain import Domain
from bot.domain.event import UserUttered
from bot.domain.event_kinds import Json
from bot.domain.snapshot import Snapshot

NOT_SET: Final = "should_not_be_set"  # in rules: the slot is empty, no form is active
Feature = tuple[float, ...] | str


@dataclass(frozen=True, slots=True)
class State:
    """What is known before an action. All None and empty: the start of a conversation."""

    action: str | None = None
    intent: str | None = None
    text: str | None = None
    entities: tuple[str, ...] = ()
    slots: tuple[tuple[str, Feature], ...] = ()
    loop: str | None = None

    def as_rasa(self) -> dict[str, Any]:
        """Return Rasa's form of the state; the length of its JSON ranks rules, as in Rasa."""
        user = {"intent": self.intent, "text": self.text, "entities": list(self.entities)}
        state: dict[str, Any] = {
            "user": {key: value for key, value in user.items() if value},
            "slots": {name: value for name, value in self.slots},
            "prev_action": {"action_name": self.action} if self.action else {},
            "active_loop": {"name": self.loop} if self.loop else {},
        }
        return {key: value for key, value in state.items() if value}


def base_intent(name: str | None) -> str | None:
    """Return the intent that policies see of a step's: of "faq/hours" the part "faq"."""
    return None if name is None else name.split("/", 1)[0]


def state_of(snapshot: Snapshot, domain: Domain, known_texts: frozenset[str]) -> State:
    """Return the state of a snapshot; messages in `known_texts` go by text, not intent."""
    message = snapshot.latest_message
    intent: str | None = None
    text: str | None = None
    entities: tuple[str, ...] = ()
    if message is not None:
        text = message.text if message.text in known_texts else None
        intent = message.intent if text is None else None
        entities = used_entities(message, snapshot.added_entities, domain)
    return State(
        action=snapshot.latest_action,
        intent=intent,
        text=text,
        entities=entities,
        slots=slot_features(snapshot.slots, domain),
        loop=snapshot.loop.name if snapshot.loop else None,
    )


def slot_features(slots: Mapping[str, Any], domain: Domain) -> tuple[tuple[str, Feature], ...]:
    """Return the features of slots that influence the conversation and are set."""
    features: list[tuple[str, Feature]] = []
    for name, slot in domain.influencing:
        feature = slot.feature(slots.get(name))
        if feature and any(feature):
            features.append((name, feature))
    return tuple(features)


def used_entities(
    message: UserUttered, added: tuple[Json, ...], domain: Domain
) -> tuple[str, ...]:
    """Return labels of the entities that count for the message's intent, sorted."""
    labels = entity_labels((*message.entities, *added))
    intent = domain.intents.get(message.intent or "")
    if intent is not None and intent.use_entities is not None:
        labels &= set(intent.use_entities) | {
            label for label in labels if label.split("#")[0] in intent.use_entities
        }
    if intent is not None and intent.ignore_entities:
        labels = {label for label in labels if label.split("#")[0] not in intent.ignore_entities}
    return tuple(sorted(label for label in labels if _counts(label, domain)))


def entity_labels(entities: Iterable[Json]) -> set[str]:
    """Return names of entities, and `name#role`, `name#group` for those that have them."""
    labels: set[str] = set()
    for entity in entities:
        name = entity.get("entity")
        if not isinstance(name, str):
            continue
        labels.add(name)
        labels |= {f"{name}#{entity[key]}" for key in ("role", "group") if entity.get(key)}
    return labels


def rank(states: Iterable[State]) -> int:
    """Return how much a chain of states demands: Rasa takes the rule with the longest JSON."""
    return len(json.dumps([state.as_rasa() for state in states], sort_keys=True))


def _counts(label: str, domain: Domain) -> bool:
    entity = domain.entities.get(label.split("#")[0])
    return entity is not None and entity.influence_conversation
