"""The keys of config.yml that are Rasa's: accepted, used where they mean something."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.project.complaints import Complaints, Place
from retrieval.source_problem import SourceProblem

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
_USED = ("RulePolicy", *_MEMORY)


def check_config(
    path: Path, config: Mapping[str, Any], complaints: Complaints
) -> list[SourceProblem]:
    """Note faults of Rasa's keys; return a warning for each part that has no effect here."""
    place = Place(complaints, path, config, "config.yml")
    place.allow(KEYS)
    notes = Complaints()
    for i, name in enumerate(_names(place, "pipeline")):
        notes.add(
            path,
            place.child("pipeline", "").at(i),
            f"pipeline component '{name}' is not used",
            "messages are understood by Frontdesk's own model; see 'frontdesk:' for its settings",
        )
    for i, name in enumerate(_names(place, "policies")):
        if name not in _USED:
            notes.add(
                path,
                place.child("policies", "").at(i),
                f"policy '{name}' is not used",
                "rules, forms, stories and knowledge decide",
            )
    return notes.problems


def max_history(config: Mapping[str, Any]) -> int:
    """Return how many states stories look back, from the memoization policy of config.yml."""
    for policy in _policies(config):
        if policy.get("name") in _MEMORY and "max_history" in policy:
            value = policy["max_history"]
            if value is None:
                return LONG_HISTORY
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return min(int(value), LONG_HISTORY)
    return DEFAULT_MAX_HISTORY


def rules_may_be_long(config: Mapping[str, Any]) -> bool:
    """Whether `restrict_rules: false` allows rules with several messages."""
    return any(
        policy.get("name") == "RulePolicy" and policy.get("restrict_rules") is False
        for policy in _policies(config)
    )


def _policies(config: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    policies = config.get("policies")
    return [one for one in policies or () if isinstance(one, Mapping)]


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
