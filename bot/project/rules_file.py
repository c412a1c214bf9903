"""Reading training files: rules and stories, and what else a file of the data folder may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.policy.steps import Rule, Step, Story
from bot.project.complaints import Complaints, Place, plain
from bot.project.step_entry import read_steps
from retrieval.source_problem import SourceError
from retrieval.yaml_file import line_of, read_yaml

FILE_KEYS = ("version", "nlu", "rules", "stories", "responses")
RULE_KEYS = (
    "rule",
    "steps",
    "condition",
    "conversation_start",
    "wait_for_user_input",
    "metadata",
)
STORY_KEYS = ("story", "steps", "metadata")


@dataclass(slots=True)
class TrainingFiles:
    """What the files of a data folder hold."""

    rules: list[Rule] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    nlu_paths: list[Path] = field(default_factory=list)
    responses: list[Place] = field(default_factory=list)


def read_rules(*paths: Path) -> tuple[tuple[Rule, ...], tuple[Story, ...]]:
    """Return rules and stories of these files. Raises SourceError with what stops them."""
    complaints = Complaints(as_rasa=True)
    files = TrainingFiles()
    for path in paths:
        read_training_file(path, files, complaints)
    complaints.raise_if_any()
    return tuple(files.rules), tuple(files.stories)


def read_training_file(path: Path, files: TrainingFiles, complaints: Complaints) -> None:
    """Add one file to `files`; faults go to the complaints."""
    try:
        document = read_yaml(path)
    except SourceError as error:
        complaints.problems += error.problems
        return
    if document is None:
        return
    place = Place(complaints, path, document, "a training file")
    if not place.is_mapping():
        return
    place.allow(FILE_KEYS)
    if place.node.get("nlu") is not None:
        files.nlu_paths.append(path)
    if place.node.get("responses") is not None:
        files.responses.append(place.child("responses", "'responses'"))
    for entry in _entries(place, "rules"):
        rule = _rule(entry)
        if rule is not None:
            files.rules.append(rule)
    for entry in _entries(place, "stories"):
        story = _story(entry)
        if story is not None:
            files.stories.append(story)


def _entries(place: Place, key: str) -> list[Place]:
    if place.node.get(key) is None:
        return []
    entries = place.child(key, f"'{key}'")
    if not entries.is_list():
        return []
    return entries.entries("a rule" if key == "rules" else "a story")


def _rule(place: Place) -> Rule | None:
    name = place.text("rule", required=True)
    if name is None:
        return None
    named = Place(place.complaints, place.path, place.node, f"rule '{name}'")
    named.allow(RULE_KEYS)
    condition: tuple[Step, ...] = ()
    if named.node.get("condition") is not None:
        condition = read_steps(named.child("condition", f"'condition' of rule '{name}'"))
    return Rule(
        name=name,
        steps=_steps(named),
        condition=condition,
        conversation_start=named.flag("conversation_start", False),
        wait_for_user_input=named.flag("wait_for_user_input", True),
        source=f"{place.path}:{place.line}",
    )


def _story(place: Place) -> Story | None:
    name = place.text("story", required=True)
    if name is None:
        return None
    named = Place(place.complaints, place.path, place.node, f"story '{name}'")
    named.allow(STORY_KEYS)
    metadata: Any = plain(named.node.get("metadata") or {})
    return Story(
        name=name,
        steps=_steps(named),
        metadata=metadata if isinstance(metadata, Mapping) else {},
        source=f"{place.path}:{line_of(place.node)}",
    )


def _steps(place: Place) -> tuple[Step, ...]:
    if place.node.get("steps") is None:
        place.complaints.add(place.path, place.line, f"{place.name} has no 'steps'", "add them")
        return ()
    steps = read_steps(place.child("steps", f"'steps' of {place.name}"))
    if not steps:
        place.complaints.add(place.path, place.line, f"{place.name} has no steps", "add one")
    return steps
