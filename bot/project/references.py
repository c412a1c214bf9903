"""Whether the names that a project's files use are declared in its domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.domain.domain import DEFAULT_INTENTS, Domain
from bot.domain.slot import MappingType, SlotMapping
from bot.policy.form import question_action
from bot.policy.steps import (
    ActionStep,
    CheckpointStep,
    LoopStep,
    OrStep,
    Rule,
    SlotStep,
    Step,
    Story,
    UserStep,
)
from bot.project.complaints import Complaints
from bot.project.domain_file import DomainParts

# Rasa's own action that is active over several turns, as a form is.
TWO_STAGE = "action_two_stage_fallback"


class ReferenceCheck:
    """Checks the names in a domain, rules and stories against the domain."""

    def __init__(self, domain: Domain, complaints: Complaints) -> None:
        self._domain = domain
        self._complaints = complaints

    def rules(self, rules: Sequence[Rule], *, one_message: bool = True) -> None:
        """Check rules: names, duplicates, and that none tells a whole conversation."""
        self._duplicates("rule", [(rule.name, rule.source) for rule in rules])
        for rule in rules:
            path, line = place_of(rule.source)
            self._steps((*rule.condition, *rule.steps), path)
            messages = sum(isinstance(step, UserStep | OrStep) for step in rule.steps)
            if one_message and messages > 1:
                self._complaints.add(
                    path,
                    line,
                    f"rule '{rule.name}' has {messages} messages of the customer",
                    "a rule has one; write a story instead",
                )

    def stories(self, stories: Sequence[Story]) -> None:
        """Check stories: names and duplicates."""
        self._duplicates("story", [(story.name, story.source) for story in stories])
        for story in stories:
            self._steps(story.steps, place_of(story.source)[0])

    def domain(self, parts: DomainParts) -> None:
        """Check forms and slot mappings, and that every utterance has a response."""
        for form in self._domain.forms.values():
            path, line = parts.place("form", form.name)
            for required in form.required_slots:
                self._required(form.name, required, path, line)
            for intent in form.ignored_intents:
                self._intent(intent, path, line)
        for slot in self._domain.slots.values():
            path, line = parts.place("slot", slot.name)
            for mapping in slot.mappings:
                self._mapping(mapping, path, line)
        self._responses(parts)

    def _mapping(self, mapping: SlotMapping, path: Path, line: int) -> None:
        # in Rasa a mapping from what nothing declares fills nothing, and is no mistake
        for intent in (*mapping.intents, *mapping.not_intents):
            if not self._domain.has_intent(intent.split("/")[0]):
                known: Iterable[str] = self._domain.intents
                self._complaints.unused(path, line, "intent", intent, known, "add it")
        entity = mapping.entity or ""
        if mapping.type is MappingType.FROM_ENTITY and entity not in self._domain.entities:
            known = self._domain.entities
            self._complaints.unused(path, line, "entity", entity, known, "add it")
        for condition in mapping.conditions:
            if condition.active_loop is not None:
                self._form(condition.active_loop, path, line)
            if condition.requested_slot is not None:
                self._slot(condition.requested_slot, path, line)

    def _required(self, form: str, slot: str, path: Path, line: int) -> None:
        self._slot(slot, path, line)
        if slot in self._domain.slots and question_action(form, slot, self._domain) is None:
            self._complaints.note(
                path,
                line,
                f"form '{form}' has no question for slot '{slot}'",
                f"add response 'utter_ask_{slot}' or action 'action_ask_{slot}'",
            )

    def _responses(self, parts: DomainParts) -> None:
        for action in self._domain.actions:
            if action.startswith("utter_") and not self._is_said(action):
                path, line = parts.place("action", action)
                self._complaints.undeclared(
                    path, line, "response", action, self._domain.responses, "add it to 'responses'"
                )
        for name, templates in self._domain.responses.items():
            path, line = parts.place("response", name)
            for template in templates:
                for condition in template.get("condition") or ():
                    if isinstance(condition, Mapping) and isinstance(condition.get("name"), str):
                        self._slot(condition["name"], path, line)

    def _steps(self, steps: Iterable[Step], path: Path) -> None:
        for step in steps:
            if isinstance(step, UserStep):
                self._user(step, path)
            elif isinstance(step, ActionStep):
                self._action(step, path)
            elif isinstance(step, SlotStep):
                self._slot(step.name, path, step.line)
            elif isinstance(step, LoopStep) and step.name is not None:
                self._form(step.name, path, step.line)
            elif isinstance(step, OrStep):
                self._steps(step.alternatives, path)
            elif isinstance(step, CheckpointStep):
                self._steps(step.slots, path)

    def _user(self, step: UserStep, path: Path) -> None:
        if step.intent is not None:
            self._intent(step.intent, path, step.line)
        for entity in step.entities:
            self._entity(entity.entity, path, step.line)

    def _intent(self, name: str, path: Path, line: int) -> None:
        # a retrieval intent is declared without the part after the slash
        if not self._domain.has_intent(name.split("/")[0]):
            known = (*self._domain.intents, *DEFAULT_INTENTS)
            self._complaints.undeclared(path, line, "intent", name, known, "add it to 'intents'")

    def _entity(self, name: str, path: Path, line: int) -> None:
        if name not in self._domain.entities:
            known = self._domain.entities
            self._complaints.undeclared(path, line, "entity", name, known, "add it to 'entities'")

    def _slot(self, name: str, path: Path, line: int) -> None:
        if name not in self._domain.all_slots:
            known = self._domain.all_slots
            self._complaints.undeclared(path, line, "slot", name, known, "add it to 'slots'")

    def _form(self, name: str, path: Path, line: int) -> None:
        is_rasas = self._complaints.as_rasa and name == TWO_STAGE
        if name not in self._domain.forms and not is_rasas:
            known = self._domain.forms
            self._complaints.undeclared(path, line, "form", name, known, "add it to 'forms'")

    def _action(self, step: ActionStep, path: Path) -> None:
        name, known = step.name, self._domain.action_names
        if name is None or name in (*self._domain.actions, *self._domain.forms):
            return
        if name.startswith("utter_"):
            if not self._is_said(name):
                self._complaints.undeclared(path, step.line, "response", name, known, "add it")
        elif not self._domain.has_action(name):
            what = "add it to 'actions' or 'forms'"
            self._complaints.undeclared(path, step.line, "action", name, known, what)

    def _is_said(self, name: str) -> bool:
        """Whether there is a response; a retrieval intent's is there for each of its questions.

        Such responses ("utter_faq/open") are selected only if there is the intent ("faq").
        """
        responses = self._domain.responses
        if name in responses:
            return True
        is_intent = self._domain.has_intent(name.removeprefix("utter_"))
        may_be_selected = is_intent or self._complaints.as_rasa
        return may_be_selected and any(one.startswith(f"{name}/") for one in responses)

    def _duplicates(self, kind: str, named: Sequence[tuple[str, str]]) -> None:
        first: dict[str, str] = {}
        for name, source in named:
            before = first.setdefault(name, source)
            if before != source:
                path, line = place_of(source)
                self._complaints.note(
                    path,
                    line,
                    f"{kind} '{name}' has the name of another",
                    f"the first is {before}; give it its own name",
                )


def place_of(source: str) -> tuple[Path, int]:
    """Return path and line of a source, "file:line"."""
    path, _, line = source.rpartition(":")
    return Path(path), int(line) if line.isdigit() else 0
