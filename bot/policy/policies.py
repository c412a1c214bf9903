"""Rules and stories compiled together: each must know what the other covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.policy.learned import LearnedPolicy, learn
from bot.policy.rules import RuleBook, compile_rules, rule_chains, variants
from bot.policy.settings import StoryHabits
from bot.policy.state import NOT_SET, State
from bot.policy.steps import Rule, Story, UserStep
from bot.policy.stories import StoryBook, remember
from bot.policy.story_walk import Path, paths, played
from bot.policy.views import Hidden, StoryView, recent_states

_ALL = 1_000_000  # more states than any story has


@dataclass(frozen=True)
class Policies:
    """What `decide` needs of a project's rules and stories. Made with `compile`."""

    rules: RuleBook = field(default_factory=RuleBook)
    stories: StoryBook = field(default_factory=StoryBook)
    rules_in_stories: frozenset[tuple[State, ...]] = frozenset()
    loops_in_stories: frozenset[str] = frozenset()
    learned: LearnedPolicy = field(default_factory=LearnedPolicy)

    @classmethod
    def compile(
        cls,
        rules: Sequence[Rule],
        stories: Sequence[Story],
        domain: Domain,
        habits: StoryHabits | None = None,
    ) -> Policies:
        """Return the policies of these rules and stories; the same input gives the same ones."""
        chosen = habits or StoryHabits()
        tales = paths(stories)
        texts = frozenset(
            step.text
            for tale in tales
            for step in tale.steps
            if isinstance(step, UserStep) and step.intent is None and step.text is not None
        )
        moments = [one for tale in tales for one in _moments(tale, domain, texts)]
        book = compile_rules(rules, domain, [(states, action) for _, states, action, _ in moments])
        story_loops = _loops(states for _, states, _, _ in moments)
        hidden = _rule_only(rules, domain, [states for _, states, _, _ in moments], story_loops)
        used = _used_rules(book, moments)
        longest = max(chosen.max_history, chosen.learns)
        told = [
            (StoryView(before, longest, hidden, texts).states(), action, name)
            for name, _, action, before in moments
        ]
        remembered = remember(
            told if chosen.remembers else (),
            chosen.max_history,
            hidden,
            texts,
            augments=chosen.augments,
        )
        learned = learn(told, chosen.learns)
        return cls(book, remembered, used, story_loops, learned)


_Moment = tuple[str, tuple[State, ...], str, Conversation]


def _moments(tale: Path, domain: Domain, texts: frozenset[str]) -> list[_Moment]:
    """Return for each action of a story: its name, the states before, the action, the past."""
    return [
        (tale.name, tuple(recent_states(before, _ALL, texts)[::-1]), action, before)
        for before, action in played(tale.name, tale.steps, domain)
    ]


def _used_rules(book: RuleBook, moments: Iterable[_Moment]) -> frozenset[tuple[State, ...]]:
    """Return the patterns that stories retell: their turns stay visible to stories."""
    used: set[tuple[State, ...]] = set()
    for _, states, action, before in moments:
        match = book.match(states[::-1][: book.longest], before.active_loop_name)
        if match.action == action:
            used.add(match.states)
    return frozenset(used)


def _loops(chains: Iterable[tuple[State, ...]]) -> frozenset[str]:
    return frozenset(
        state.loop for states in chains for state in states if state.loop not in (None, NOT_SET)
    ) - {None}


def _slots(chains: Iterable[tuple[State, ...]]) -> set[str]:
    return {name for states in chains for state in states for name, _ in state.slots}


def _rule_only(
    rules: Sequence[Rule],
    domain: Domain,
    told: Sequence[tuple[State, ...]],
    story_loops: frozenset[str],
) -> Hidden:
    chains = [
        states
        for rule in rules
        for variant in variants(rule)
        for states, _ in rule_chains(variant, domain)
    ]
    return Hidden(
        slots=frozenset(_slots(chains) - _slots(told)),
        loops=frozenset(_loops(chains) - story_loops),
    )
