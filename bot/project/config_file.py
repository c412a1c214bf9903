"""The keys of config.yml that are Rasa's: accepted, used where they mean something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.domain import Domain
from bot.policy.settings import StoryHabits
from bot.project.complaints import Complaints, Place
from bot.project.pipeline import (
    check_component,
    component_note,
    follows_rasa,
    fraction,
    is_replaced,
)
from retrieval.source_problem import SourceProblem
from retrieval.yaml_file import line_of

KEYS = (
    "recipe",
    "assistant_id",
    "language",
    "pipeline",
    "policies",
    "importers",
    "version",
    "frontdesk",
)
DEFAULT_MAX_HISTORY = 5
# Rasa's null means "the whole conversation"; longer pasts than this never repeat word for word.
LONG_HISTORY = 20
_MEMORY = ("AugmentedMemoizationPolicy", "MemoizationPolicy")
_LEARNED = "TEDPolicy"
_CORE_THRESHOLD = 0.3  # Rasa's default of the RulePolicy


@dataclass(frozen=True, slots=True)
class RulePolicyKeys:
    """RulePolicy's keys: whether and below which certainty it falls back, and with what."""

    falls_back: bool = True
    fallback_action: str = "action_default_fallback"
    threshold: float = _CORE_THRESHOLD


def check_config(
    path: Path, config: Mapping[str, Any], domain: Domain, complaints: Complaints
) -> list[SourceProblem]:
    """Note faults of the keys, and names that the domain lacks.

    Returns a warning for what has another effect here than in Rasa.
    """
    place = Place(complaints, path, config, "config.yml")
    place.allow(KEYS)
    _check_needs_intent(place, domain)
    notes = Complaints()
    components = _names(place, "pipeline")
    for component in _entries(place, "pipeline"):
        check_component(component)
    for policy in _entries(place, "policies"):
        if policy.node.get("name") == "RulePolicy":
            _check_rule_policy(policy, domain)
    replaced = [name for name in components if is_replaced(name)]
    if replaced:
        notes.note(
            path,
            place.at("pipeline"),
            f"components not used: {', '.join(dict.fromkeys(replaced))}",
            "Frontdesk's own model reads words in their place; nothing needs to be done",
        )
    for i in range(len(components)):
        lost = component_note(config["pipeline"][i])
        if lost:
            notes.note(
                path,
                place.child("pipeline", "").at(i),
                lost,
                "its entities are found where training examples or patterns show them; add some",
            )
    _policy_notes(place, notes)
    return notes.notes


def rule_policy(config: Mapping[str, Any]) -> RulePolicyKeys:
    """Return what config.yml says of the RulePolicy's fallback, with Rasa's defaults."""
    for policy in _mappings(config.get("policies")):
        if policy.get("name") == "RulePolicy":
            return RulePolicyKeys(
                policy.get("enable_fallback_prediction") is not False,
                str(policy.get("core_fallback_action_name") or "action_default_fallback"),
                fraction(policy.get("core_fallback_threshold"), _CORE_THRESHOLD),
            )
    return RulePolicyKeys()


def max_history(config: Mapping[str, Any]) -> int:
    """Return how many states stories look back, from the memoization policy of config.yml."""
    return _history(config, _MEMORY)


def _history(config: Mapping[str, Any], names: Sequence[str]) -> int:
    for policy in _mappings(config.get("policies")):
        if policy.get("name") in names and "max_history" in policy:
            value = policy["max_history"]
            if value is None:
                return LONG_HISTORY
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return min(int(value), LONG_HISTORY)
    return DEFAULT_MAX_HISTORY


def story_habits(config: Mapping[str, Any]) -> StoryHabits:
    """Return how stories are used: in a project of Rasa's, as the policies it lists would.

    No policies are Rasa's default ones. Only AugmentedMemoizationPolicy finds stories by how they
    end; TEDPolicy is replaced by our learned policy.
    """
    length = max_history(config)
    if not follows_rasa(config):
        return StoryHabits(length)
    names = _policy_names(config)
    if not names:
        return StoryHabits(length, augments=False, learns=DEFAULT_MAX_HISTORY)
    return StoryHabits(
        length,
        remembers=any(name in names for name in _MEMORY),
        augments=_MEMORY[0] in names,
        learns=_history(config, (_LEARNED,)) if _LEARNED in names else 0,
    )


def rules_may_be_long(config: Mapping[str, Any]) -> bool:
    """Whether `restrict_rules: false` allows rules with several messages."""
    return any(
        policy.get("name") == "RulePolicy" and policy.get("restrict_rules") is False
        for policy in _mappings(config.get("policies"))
    )


def _check_rule_policy(place: Place, domain: Domain) -> None:
    place.check_fraction("core_fallback_threshold")
    key = "core_fallback_action_name"
    name = place.node.get(key)
    falls_back = place.flag("enable_fallback_prediction", True)
    if name is not None and falls_back and not domain.has_action(str(name)):
        place.complaints.unknown(
            place.path,
            place.at(key),
            f"action of '{key}'",
            str(name),
            domain.action_names,
            "add it to 'actions' in the domain",
        )


def _check_needs_intent(place: Place, domain: Domain) -> None:
    section = place.node.get("frontdesk")
    training = section.get("training") if isinstance(section, Mapping) else None
    intent = training.get("needs_intent") if isinstance(training, Mapping) else None
    if isinstance(intent, str) and intent not in domain.intents:
        place.complaints.add(
            place.path,
            line_of(training, "needs_intent"),
            f"'frontdesk.training.needs_intent' is '{intent}', which the domain lacks",
            "name an intent of the domain, or leave the key out",
        )


def _policy_notes(place: Place, notes: Complaints) -> None:
    used = ("RulePolicy", *_MEMORY, _LEARNED)
    for i, name in enumerate(_names(place, "policies")):
        if name not in used:
            notes.note(
                place.path,
                place.child("policies", "").at(i),
                f"policy '{name}' is not used",
                "rules, forms and stories decide",
            )


def _policy_names(config: Mapping[str, Any]) -> frozenset[str]:
    entries = config.get("policies") or ()
    named = [one.get("name") if isinstance(one, Mapping) else one for one in entries]
    return frozenset(str(one) for one in named)


def _mappings(entries: Any) -> list[Mapping[str, Any]]:
    is_list = isinstance(entries, Sequence) and not isinstance(entries, str)
    return [one for one in entries if isinstance(one, Mapping)] if is_list else []


def _entries(place: Place, key: str) -> list[Place]:
    """Return the places of those entries of a list that have more than a name."""
    entries = place.node.get(key)
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        return []
    return [
        Place(place.complaints, place.path, one, f"'{one.get('name')}'", line_of(entries, i))
        for i, one in enumerate(entries)
        if isinstance(one, Mapping)
    ]


def _names(place: Place, key: str) -> list[str]:
    if place.node.get(key) is None:
        return []
    entries = place.child(key, f"'{key}'")
    if not entries.is_list():
        return []
    names: list[str] = []
    for i, entry in enumerate(entries.node):
        name = entry.get("name") if isinstance(entry, Mapping) else entry
        if not isinstance(name, str):
            entries.wrong(i, f"an entry of '{key}' has no 'name'", "add 'name: ...'")
        names.append(str(name))
    return names
