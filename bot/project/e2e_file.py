"""End-to-end test cases: conversations with what the bot must say and remember (Rasa's format).

    test_cases:
    - test_case: order lookup
      fixtures: [premium]
      steps:
      - user: where is 10042
      - slot_was_set: [order_number: "10042"]
      - utter: utter_ask_email
      - bot: "And which e-mail address ...?"

A step may carry assertions instead, next to its user message (`bot.project.e2e_assertion`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from bot.project.complaints import Complaints, Place, plain
from bot.project.e2e_assertion import (
    Assertion,
    SlotWasNotSet,
    SlotWasSet,
    read_assertions,
    read_slot_steps,
)
from retrieval.source_problem import SourceError
from retrieval.yaml_file import read_yaml

FILE_KEYS = ("version", "fixtures", "metadata", "test_cases", "stub_custom_actions")
CASE_KEYS = ("test_case", "steps", "fixtures", "metadata")
STEP_KEYS = ("user", "bot", "utter", "slot_was_set", "slot_was_not_set")


@dataclass(frozen=True, slots=True)
class UserSays:
    """The customer writes; `assertions` must hold for the bot's turn that follows."""

    text: str
    assertions: tuple[Assertion, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class BotSays:
    """The bot says exactly this text."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class BotUtters:
    """The bot uses this response (or runs this action)."""

    name: str
    line: int = 0


CaseStep: TypeAlias = UserSays | BotSays | BotUtters | SlotWasSet | SlotWasNotSet


@dataclass(frozen=True, slots=True)
class TestCase:
    """One conversation: slots at its start (from fixtures), metadata, steps."""

    __test__ = False  # not one of pytest's own

    name: str
    steps: tuple[CaseStep, ...]
    slots: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""


def read_test_cases(*paths: Path) -> tuple[TestCase, ...]:
    """Return the test cases of these files. Raises SourceError with every fault."""
    complaints = Complaints()
    cases: list[TestCase] = []
    for path in paths:
        try:
            document = read_yaml(path)
        except SourceError as error:
            complaints.problems += error.problems
            continue
        place = Place(complaints, path, document or {}, "a file of test cases")
        if place.is_mapping():
            place.allow(FILE_KEYS)
            cases += _read_cases(place)
    _check_names(cases, complaints)
    complaints.raise_if_any()
    return tuple(cases)


def _read_cases(place: Place) -> list[TestCase]:
    fixtures = _named(place, "fixtures")
    metadata = _named(place, "metadata")
    if place.node.get("test_cases") is None:
        return []
    entries = place.child("test_cases", "'test_cases'")
    if not entries.is_list():
        return []
    cases: list[TestCase] = []
    for case in entries.entries("a test case"):
        name = case.text("test_case", required=True)
        if name is None:
            continue
        case.name = f"test case '{name}'"
        case.allow(CASE_KEYS)
        slots: dict[str, Any] = {}
        for fixture in _known(case, "fixtures", fixtures):
            slots.update(fixtures[fixture])
        extra: dict[str, Any] = {}
        for one in _known(case, "metadata", metadata):
            extra.update(metadata[one])
        source = f"{place.path}:{case.line}"
        cases.append(TestCase(name, _steps(case, metadata), slots, extra, source))
    return cases


def _named(place: Place, key: str) -> dict[str, dict[str, Any]]:
    """Read `- name: {...}` or `- name: [{...}, ...]`: named groups of values."""
    if place.node.get(key) is None:
        return {}
    entries = place.child(key, f"'{key}'")
    if not entries.is_list():
        return {}
    found: dict[str, dict[str, Any]] = {}
    for i, entry in enumerate(entries.node):
        if not isinstance(entry, Mapping):
            entries.wrong(i, f"an entry of '{key}' should be a name with values")
            continue
        for name, values in entry.items():
            rows = values if isinstance(values, Sequence) and not isinstance(values, str) else []
            rows = [values] if isinstance(values, Mapping) else rows
            group: dict[str, Any] = {}
            for row in rows:
                if isinstance(row, Mapping):
                    group.update(plain(row))
            found[str(name)] = group
    return found


def _known(case: Place, key: str, known: Mapping[str, Any]) -> list[str]:
    names: list[str] = []
    for name in case.texts(key):
        if name in known:
            names.append(name)
        else:
            case.complaints.unknown(
                case.path, case.at(key), f"name in '{key}'", name, known, "declare it above"
            )
    return names


def _steps(case: Place, metadata: Mapping[str, Mapping[str, Any]]) -> tuple[CaseStep, ...]:
    if case.node.get("steps") is None:
        case.complaints.add(case.path, case.line, f"{case.name} has no steps", "add 'steps:'")
        return ()
    entries = case.child("steps", f"'steps' of {case.name}")
    if not entries.is_list():
        return ()
    found: list[CaseStep] = []
    for step in entries.entries(f"a step of {case.name}"):
        found += _step(step, metadata)
    return tuple(found)


def _step(place: Place, metadata: Mapping[str, Mapping[str, Any]]) -> list[CaseStep]:
    kinds = [key for key in STEP_KEYS if key in place.node]
    if len(kinds) != 1:
        place.complaints.add(
            place.path, place.line, f"{place.name} should be one of {', '.join(STEP_KEYS)}"
        )
        return []
    kind = kinds[0]
    if kind == "user":
        place.allow(("user", "assertions", "metadata"))
        text = place.text("user", required=True) or ""
        extra: dict[str, Any] = {}
        for name in _known(place, "metadata", metadata):
            extra.update(metadata[name])
        return [UserSays(text.strip(), read_assertions(place), extra, place.line)]
    place.allow((kind,))
    if kind in ("bot", "utter"):
        text = (place.text(kind, required=True) or "").strip()
        return [BotSays(text, place.line) if kind == "bot" else BotUtters(text, place.line)]
    return list(read_slot_steps(place, kind))


def _check_names(cases: Sequence[TestCase], complaints: Complaints) -> None:
    first: dict[str, str] = {}
    for case in cases:
        before = first.setdefault(case.name, case.source)
        if before != case.source:
            path, _, line = case.source.rpartition(":")
            complaints.add(
                Path(path),
                int(line),
                f"test case '{case.name}' has the name of another",
                f"the first is {before}; give it its own name",
            )
