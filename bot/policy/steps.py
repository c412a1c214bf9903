"""Rules and stories as their files state them, before they are compiled for matching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class StepEntity:
    """An entity of a user step; `value` None stands for any value."""

    entity: str
    value: Any = None
    role: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class UserStep:
    """A customer's message, by intent; by its text alone in end-to-end stories."""

    intent: str | None = None
    text: str | None = None
    entities: tuple[StepEntity, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class ActionStep:
    """An action by name; `text` instead for an end-to-end bot utterance."""

    name: str | None = None
    text: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class SlotStep:
    """A slot has a value; `given` False means any value will do."""

    name: str
    value: Any = None
    given: bool = True
    line: int = 0


@dataclass(frozen=True, slots=True)
class LoopStep:
    """A form is active; None: no form is."""

    name: str | None
    line: int = 0


@dataclass(frozen=True, slots=True)
class CheckpointStep:
    """Where stories are joined; `slots` must hold for the stories that continue."""

    name: str
    slots: tuple[SlotStep, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class OrStep:
    """Any one of these."""

    alternatives: tuple[UserStep | SlotStep | ActionStep, ...]
    line: int = 0


Step: TypeAlias = UserStep | ActionStep | SlotStep | LoopStep | CheckpointStep | OrStep


@dataclass(frozen=True, slots=True)
class Rule:
    """A piece of conversation that always goes this way; `source` is "file:line"."""

    name: str
    steps: tuple[Step, ...]
    condition: tuple[Step, ...] = ()
    conversation_start: bool = False
    wait_for_user_input: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """An example conversation; `source` is "file:line"."""

    name: str
    steps: tuple[Step, ...]
    metadata: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""


def mentioned_intents(rules: Iterable[Rule], stories: Iterable[Story]) -> frozenset[str]:
    """Return the intents that rules and stories have steps for."""
    chains = [rule.steps for rule in rules] + [story.steps for story in stories]
    steps: list[Step] = [step for chain in chains for step in chain]
    steps += [choice for step in steps if isinstance(step, OrStep) for choice in step.alternatives]
    return frozenset(
        step.intent.split("/")[0]
        for step in steps
        if isinstance(step, UserStep) and step.intent is not None
    )
