"""Results of test stories: figures as Rasa counts them, and what went otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from bot.e2e.report import xml_text
from bot.e2e.story_player import PlayedAction, ReadUtterance, StoryResult


@dataclass(frozen=True, slots=True)
class StoryReport:
    """All results of a run of test stories; `total` counts those that were not begun too."""

    results: tuple[StoryResult, ...]
    total: int = 0

    @property
    def failed(self) -> tuple[StoryResult, ...]:
        """The stories in which something went otherwise."""
        return tuple(one for one in self.results if not one.passed)

    @property
    def ok(self) -> bool:
        """Whether every story was played and went as it says."""
        return len(self.results) - len(self.failed) == self.total

    def to_json(self) -> dict[str, Any]:
        """Return the figures and failures; a share of nothing is null."""
        actions = [one for result in self.results for one in result.actions]
        read = [one for result in self.results for one in result.utterances]
        meant = [one for one in read if one.utterance.intent is not None]
        return {
            "stories": {
                "passed": len(self.results) - len(self.failed),
                "total": self.total,
            },
            "actions": {
                "accuracy": _share(one.right for one in actions),
                "correct": sum(one.right for one in actions),
                "total": len(actions),
            },
            "nlu": {
                "intent_accuracy": _share(one.intent_right for one in meant),
                "entity_f1": _f1(read),
                "messages": len(read),
            },
            "failed_stories": [
                {"story": one.story.name, "source": one.story.source, "wrong": list(_wrong(one))}
                for one in self.failed
            ],
        }

    def headline(self) -> str:
        """Return the figures in one line."""
        figures = self.to_json()
        stories, actions, nlu = figures["stories"], figures["actions"], figures["nlu"]
        parts = [f"{stories['passed']} of {stories['total']} test stories passed"]
        for name, value in (
            ("action accuracy", actions["accuracy"]),
            ("intent accuracy", nlu["intent_accuracy"]),
            ("entity F1", nlu["entity_f1"]),
        ):
            if value is not None:
                parts.append(f"{name} {value:.1%}")
        return ", ".join(parts)

    def suite(self) -> ET.Element:
        """Return the results as a JUnit suite."""
        failures = str(len(self.failed))
        suite = ET.Element(
            "testsuite", name="test stories", tests=str(len(self.results)), failures=failures
        )
        for one in self.results:
            file = one.story.source.rpartition(":")[0]
            case = ET.SubElement(suite, "testcase", classname=file, name=xml_text(one.story.name))
            if not one.passed:
                lines = [xml_text(line) for line in _wrong(one)]
                ET.SubElement(case, "failure", message=lines[0]).text = "\n".join(lines)
        return suite


def story_difference(result: StoryResult) -> str:
    """Return what of a story went otherwise, as lines."""
    head = f"{result.story.name}  ({result.story.source})"
    return "\n".join([head, *(f"  {line}" for line in _wrong(result))])


def _wrong(result: StoryResult) -> Iterator[str]:
    for one in result.utterances:
        if not one.intent_right:
            yield f"{one.utterance.text!r} is {one.utterance.intent}, understood as {one.intent}"
        if one.wanted_spans != one.read_spans:
            wanted, read = _spans(one.wanted_spans), _spans(one.read_spans)
            yield f"{one.utterance.text!r} has entities {wanted}, found {read}"
    for action in result.actions:
        if not action.right:
            yield _wrong_action(action)


def _wrong_action(one: PlayedAction) -> str:
    return f"after {one.said!r}: expected {one.wanted}, got {one.got} ({one.policy}: {one.reason})"


def _spans(spans: Iterable[tuple[Any, ...]]) -> str:
    shown = [f"{entity}={value!r}" for _, _, entity, value in sorted(spans)]
    return ", ".join(shown) or "none"


def _share(values: Iterable[bool]) -> float | None:
    counted = list(values)
    return sum(counted) / len(counted) if counted else None


def _f1(read: Iterable[ReadUtterance]) -> float | None:
    """Return the F1 over all entities by place and name; None if there are none at all."""
    right = wanted = found = 0
    for one in read:
        marked = {span[:3] for span in one.wanted_spans}
        got = {span[:3] for span in one.read_spans}
        right, wanted, found = right + len(marked & got), wanted + len(marked), found + len(got)
    return 2 * right / (wanted + found) if wanted + found else None
