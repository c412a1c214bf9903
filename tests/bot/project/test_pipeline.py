from __future__ import annotations

from typing import Any

import pytest

from bot.policy.settings import StoryHabits
from bot.project.config_file import RulePolicyKeys, rule_policy, story_habits
from bot.project.pipeline import (
    component_note,
    follows_rasa,
    pattern_habits,
    rasa_fallback,
)
from bot.project.policy_settings import policy_settings
from bot.settings import FrontdeskSection
from finetune.pattern_habits import DIMENSIONS, PatternHabits


@pytest.mark.parametrize(
    ("config", "wanted"),
    [
        ({"pipeline": None}, (0.3, 0.1)),
        ({"pipeline": [{"name": "DIETClassifier"}]}, None),
        ({"pipeline": ["FallbackClassifier"]}, (0.3, 0.1)),
        ({"pipeline": [{"name": "FallbackClassifier", "threshold": 0.7}]}, (0.7, 0.1)),
        (
            {"pipeline": [{"name": "a.b.FallbackClassifier", "ambiguity_threshold": 0}]},
            (0.3, 0.0),
        ),
    ],
)
def test_the_thresholds_are_those_of_the_fallback_classifier(
    config: dict[str, Any], wanted: tuple[float, float] | None
) -> None:
    assert rasa_fallback(config) == wanted
    settings = policy_settings(FrontdeskSection(), config)
    assert (settings.intent_threshold, settings.ambiguity_margin) == (wanted or (0.0, 0.0))
    assert settings.rasa
    assert not settings.scope_counts


def test_what_frontdesk_names_wins_and_without_a_pipeline_nothing_is_rasas() -> None:
    section = FrontdeskSection.model_validate({"understanding": {"intent_threshold": 0.6}})
    assert policy_settings(section, {"pipeline": []}).intent_threshold == 0.6
    own = policy_settings(FrontdeskSection(), {"policies": [{"name": "RulePolicy"}]})
    assert (own.rasa, own.scope_counts, own.intent_threshold) == (False, True, 0.4)
    assert not follows_rasa({"recipe": "default.v1"})
    assert pattern_habits({}) == PatternHabits()


def test_patterns_and_dimensions_are_those_of_the_pipeline() -> None:
    habits = pattern_habits(
        {
            "pipeline": [
                {"name": "RegexEntityExtractor"},
                {"name": "DucklingEntityExtractor", "dimensions": ["time", "email"]},
            ]
        }
    )
    assert habits == PatternHabits(seen_values=True, unannotated=True, dimensions=("email",))
    everything = pattern_habits({"pipeline": ["DucklingEntityExtractor"]})
    assert everything.dimensions == DIMENSIONS
    assert not everything.unannotated
    single = {"name": "DucklingEntityExtractor", "dimensions": "number"}
    assert pattern_habits({"pipeline": [single]}).dimensions == ("number",)


@pytest.mark.parametrize(
    ("entry", "note"),
    [
        ({"name": "DucklingEntityExtractor", "dimensions": ["number"]}, ""),
        ({"name": "DucklingEntityExtractor", "dimensions": ["time"]}, "finds nothing of time"),
        ({"name": "DucklingEntityExtractor", "dimensions": "time"}, "finds nothing of time"),
        ({"name": "DucklingEntityExtractor", "dimensions": "number"}, ""),
        ({"name": "SpacyEntityExtractor", "dimensions": ["PERSON"]}, "no entities of PERSON"),
        ("MitieEntityExtractor", "'MitieEntityExtractor' is not there"),
        ("DIETClassifier", ""),
    ],
)
def test_what_a_component_would_have_found_and_is_lost_is_told(entry: Any, note: str) -> None:
    told = component_note(entry)
    assert note in told
    assert bool(note) == bool(told)


@pytest.mark.parametrize(
    ("policies", "habits"),
    [
        (None, StoryHabits(augments=False, learns=5)),
        (["RulePolicy"], StoryHabits(remembers=False, augments=False)),
        (
            [{"name": "MemoizationPolicy", "max_history": 3}, {"name": "TEDPolicy"}],
            StoryHabits(3, augments=False, learns=5),
        ),
        (
            ["AugmentedMemoizationPolicy", {"name": "TEDPolicy", "max_history": 8}],
            StoryHabits(learns=8),
        ),
    ],
)
def test_stories_are_used_as_the_policies_say(policies: Any, habits: StoryHabits) -> None:
    assert story_habits({"pipeline": None, "policies": policies}) == habits


def test_without_a_pipeline_stories_are_remembered_as_ever() -> None:
    assert story_habits({"policies": ["RulePolicy"]}) == StoryHabits()


def test_the_rule_policys_fallback() -> None:
    assert rule_policy({}) == RulePolicyKeys()
    named = {
        "name": "RulePolicy",
        "core_fallback_threshold": 0.5,
        "core_fallback_action_name": "action_lost",
        "enable_fallback_prediction": False,
    }
    assert rule_policy({"policies": [named]}) == RulePolicyKeys(False, "action_lost", 0.5)
