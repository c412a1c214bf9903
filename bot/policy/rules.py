"""Rules compiled for matching, with the outcome of Rasa's RulePolicy.

A rule becomes one pattern for each of its actions: the states that must have come before it. A
pattern fits if its states are found in the last states of the conversation; of several the one
that demands most wins. Two further kinds of pattern, from rules and stories with an active form,
say when a form must not simply go on after a digression.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any

from bot.domain.domain import LISTEN, RULE_SNIPPET, Domain
from bot.policy.state import NOT_SET, Feature, State, base_intent, entity_labels, rank
from bot.policy.step_slots import slot_feature, slots_of_entities
from bot.policy.steps import ActionStep, LoopStep, OrStep, Rule, SlotStep, Step, UserStep


@dataclass(frozen=True, slots=True)
class Pattern:
    """The states before an action of a rule, oldest first."""

    states: tuple[State, ...]
    action: str
    rule: str
    rank: int

    def fits(self, recent: Sequence[State]) -> bool:
        """Whether the conversation's states, newest first, end in this pattern."""
        wanted = self.states[::-1]
        return all(fits(wanted[i], state) for i, state in enumerate(recent[: len(wanted)]))


class LoopRule(Enum):
    """What a state within a form means for the form."""

    INTERRUPTED = auto()
    NOT_THE_FORM = auto()


@dataclass(frozen=True, slots=True)
class LoopPattern:
    """A state within a form in which the form is not to go on as usual."""

    states: tuple[State, ...]
    meaning: LoopRule

    def fits(self, recent: Sequence[State]) -> bool:
        """Whether the conversation's states, newest first, end in this pattern."""
        wanted = self.states[::-1]
        return all(fits(wanted[i], state) for i, state in enumerate(recent[: len(wanted)]))


@dataclass(frozen=True, slots=True)
class Match:
    """The action that rules call for; `interrupted`: the form is told that it was."""

    action: str | None
    rule: str = ""
    states: tuple[State, ...] = ()
    interrupted: bool = False


@dataclass(frozen=True)
class RuleBook:
    """All patterns of a project's rules. `longest` is how many states they look back.

    `disputes` names pairs of rules that want different actions after the very same states.
    """

    patterns: tuple[Pattern, ...] = ()
    loop_patterns: tuple[LoopPattern, ...] = ()
    longest: int = 2
    disputes: tuple[tuple[str, str], ...] = ()
    by_action: Mapping[str | None, tuple[Pattern, ...]] = field(default_factory=dict)

    def best(self, recent: Sequence[State]) -> Pattern | None:
        """Return the most demanding pattern that fits, None if none does."""
        if not recent:
            return None
        candidates = self.by_action.get(recent[0].action, ())
        return max(
            (one for one in candidates if one.fits(recent)),
            key=lambda one: (one.rank, one.rule),
            default=None,
        )

    def match(self, recent: Sequence[State], loop: str | None) -> Match:
        """Return what the rules call for. `recent` is newest first, `loop` the active form.

        A rule that knows nothing of the form and only ends a turn gives way to the form.
        """
        best = self.best(recent)
        if loop is None:
            return Match(best.action, best.rule, best.states) if best else Match(None)
        meanings = {one.meaning for one in self.loop_patterns if one.fits(recent)}
        interrupted = LoopRule.INTERRUPTED in meanings
        if best is None:
            return Match(None, interrupted=interrupted)
        general = best.states[-1].loop in (None, NOT_SET)
        if best.action == LISTEN and general:
            if LoopRule.NOT_THE_FORM not in meanings:
                return Match(loop, best.rule, best.states)
            return Match(None, interrupted=interrupted)
        return Match(best.action, best.rule, best.states, interrupted)


def fits(wanted: State, state: State) -> bool:
    """Whether a conversation's state has all that a rule's state asks for."""
    if wanted.action is None or state.action is None:
        return wanted.action is None and state.action is None
    return (
        wanted.action == state.action
        and wanted.intent in (None, state.intent)
        and wanted.text in (None, state.text)
        and wanted.entities in ((), state.entities)
        and _fits_loop(wanted.loop, state.loop)
        and _fits_slots(wanted, state)
    )


def _fits_loop(wanted: str | None, loop: str | None) -> bool:
    if wanted == NOT_SET:
        return loop is None
    return wanted is None or wanted == loop


def _fits_slots(wanted: State, state: State) -> bool:
    if not wanted.slots:
        return True
    values = dict(state.slots)
    for name, feature in wanted.slots:
        if feature == NOT_SET:
            if values.get(name):
                return False
        elif values.get(name) != feature:
            return False
    return True


def compile_rules(
    rules: Iterable[Rule],
    domain: Domain,
    stories: Iterable[tuple[tuple[State, ...], str]] = (),
) -> RuleBook:
    """Return the rule book. `stories` are the stories' states before each of their actions."""
    chains: list[tuple[tuple[State, ...], str, str]] = []
    for rule in rules:
        for variant in variants(rule):
            chains += [(*chain, rule.name) for chain in rule_chains(variant, domain)]
    found: dict[tuple[State, ...], Pattern] = {}
    disputed: dict[tuple[State, ...], tuple[str, str]] = {}
    for states, action, name in chains:
        key = since_snippet(states)
        if not key or action == RULE_SNIPPET:
            continue
        known = found.setdefault(key, Pattern(key, action, name, rank(key)))
        if known.action != action:
            disputed.setdefault(key, (known.rule, name))
    # where two rules disagree neither counts, as in Rasa
    patterns = tuple(one for key, one in found.items() if key not in disputed)
    by_action: dict[str | None, list[Pattern]] = {}
    for pattern in patterns:
        by_action.setdefault(pattern.states[-1].action, []).append(pattern)
    loop_patterns = _loop_patterns([*((s, a) for s, a, _ in chains), *stories])
    longest = max((len(one.states) for one in patterns), default=2)
    return RuleBook(
        patterns,
        loop_patterns,
        max(longest, 2),
        tuple(dict.fromkeys(disputed.values())),
        {action: tuple(group) for action, group in by_action.items()},
    )


def since_snippet(states: Sequence[State]) -> tuple[State, ...]:
    """Return the states after the last `...`: before it anything may have been."""
    kept: list[State] = []
    for state in reversed(states):
        if state.action == RULE_SNIPPET:
            break
        kept.append(state)
    return tuple(kept[::-1])


def _loop_patterns(chains: Iterable[tuple[tuple[State, ...], str]]) -> tuple[LoopPattern, ...]:
    found: dict[tuple[State, ...], LoopRule] = {}
    for states, action in chains:
        last = states[-1]
        if last.loop in (None, NOT_SET):
            continue
        # the message before the last action does not matter, only what the bot did
        earlier = (
            (State(action=states[-2].action),) if len(states) > 1 and states[-2].action else ()
        )
        key = since_snippet((*earlier, last))
        if not key:
            continue
        if last.action == LISTEN and action == last.loop:
            found[key] = LoopRule.INTERRUPTED
        elif last.action != LISTEN and action != last.loop:
            found[key] = LoopRule.NOT_THE_FORM
    return tuple(LoopPattern(key, meaning) for key, meaning in found.items())


def variants(rule: Rule) -> list[Rule]:
    """Return the rule once for each combination of its `or` steps."""
    chains: list[tuple[Step, ...]] = [()]
    for step in rule.steps:
        choices: tuple[Step, ...] = step.alternatives if isinstance(step, OrStep) else (step,)
        chains = [(*chain, choice) for chain in chains for choice in choices]
    return [replace(rule, steps=chain) for chain in chains]


def rule_chains(rule: Rule, domain: Domain) -> list[tuple[tuple[State, ...], str]]:
    """Return for each action of a rule the states before it, `...` states included."""
    walk = _RuleWalk(domain)
    if not rule.conversation_start:
        walk.act(RULE_SNIPPET)
    for step in (*rule.condition, *rule.steps):
        walk.take(step)
    walk.act(LISTEN if rule.wait_for_user_input else RULE_SNIPPET)
    return walk.chains


class _RuleWalk:
    """Walks through a rule's steps and notes the state before each action."""

    def __init__(self, domain: Domain) -> None:
        self.chains: list[tuple[tuple[State, ...], str]] = []
        self._domain = domain
        self._states: tuple[State, ...] = ()
        self._state = State()

    def act(self, action: str) -> None:
        """Note that this action follows what was walked so far."""
        self._states = (*self._states, self._state)
        self.chains.append((self._states, action))
        self._state = replace(self._state, action=action)

    def take(self, step: Step) -> None:
        """Walk over one step."""
        if isinstance(step, ActionStep):
            self.act(step.name or step.text or LISTEN)
        elif isinstance(step, UserStep):
            if self._state.action != LISTEN:
                self.act(LISTEN)
            labels = entity_labels(_entity_json(step))
            self._state = replace(
                self._state,
                intent=base_intent(step.intent),
                text=None if step.intent else step.text,
                entities=tuple(sorted(labels)),
            )
            for slot, value in slots_of_entities(step, self._domain):
                self._keep_slot(slot.name, slot.feature(value))
        elif isinstance(step, SlotStep):
            self._set_slot(step)
        elif isinstance(step, LoopStep):
            self._state = replace(self._state, loop=step.name or NOT_SET)

    def _set_slot(self, step: SlotStep) -> None:
        if not step.given or step.value is not None:
            self._keep_slot(step.name, slot_feature(step, self._domain))
        elif any(name == step.name for name, _ in self._domain.influencing):
            self._keep_slot(step.name, NOT_SET)
        else:
            self._keep_slot(step.name, None)

    def _keep_slot(self, slot: str, feature: Feature | None) -> None:
        slots = {name: known for name, known in self._state.slots if name != slot}
        if feature and any(feature):
            slots[slot] = feature
        self._state = replace(self._state, slots=tuple(sorted(slots.items())))


def _entity_json(step: UserStep) -> list[dict[str, Any]]:
    return [{"entity": one.entity, "role": one.role, "group": one.group} for one in step.entities]
