"""Whether a project's rules and stories agree on what the bot does."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.domain import Domain
from bot.policy.policies import Policies
from bot.policy.steps import Rule, Story
from bot.policy.story_walk import paths, played
from bot.policy.views import recent_states
from bot.project.complaints import Complaints
from bot.project.references import place_of
from retrieval.source_problem import SourceProblem


def check_agreement(
    rules: Sequence[Rule], stories: Sequence[Story], domain: Domain, complaints: Complaints
) -> list[SourceProblem]:
    """Note rules that contradict each other; return a warning for each story a rule overrules."""
    policies = Policies.compile(rules, stories, domain)
    sources = {rule.name: rule.source for rule in rules}
    for first, second in policies.rules.disputes:
        path, line = place_of(sources[second])
        complaints.add(
            path,
            line,
            f"rule '{second}' contradicts rule '{first}': after the same steps they want "
            "different actions",
            f"the other is {sources[first]}; change one",
        )
    return _overruled(policies, stories, domain)


def _overruled(
    policies: Policies, stories: Sequence[Story], domain: Domain
) -> list[SourceProblem]:
    notes = Complaints()
    sources = {story.name: story.source for story in stories}
    for tale in paths(stories):
        for before, action in played(tale.name, tale.steps, domain):
            recent = recent_states(before, policies.rules.longest)
            match = policies.rules.match(recent, before.active_loop_name)
            if match.action not in (None, action, before.active_loop_name):
                path, line = place_of(sources[tale.names[-1]])
                notes.add(
                    path,
                    line,
                    f"story '{tale.name}' wants '{action}' where rule '{match.rule}' does "
                    f"'{match.action}'",
                    "rules come first; change the story or the rule",
                )
    return list(dict.fromkeys(notes.problems))
