from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.conversation import Conversation
from bot.domain.event import ActionExecuted, Event, UserUttered
from bot.policy.decide import decide
from bot.policy.learned import learn
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings, StoryHabits
from bot.policy.state import State
from bot.project.domain_file import read_domain
from bot.project.rules_file import read_rules

DOMAIN = """
intents: [greet, book, rooms, thank]
responses:
  utter_hi: [{text: hi}]
  utter_rooms: [{text: how many}]
  utter_type: [{text: which}]
  utter_welcome: [{text: welcome}]
"""
STORIES = """
stories:
- story: greeted
  steps: [{intent: greet}, {action: utter_hi}, {intent: book}, {action: utter_rooms},
          {action: utter_type}]
- story: at once
  steps: [{intent: book}, {action: utter_rooms}, {action: utter_type}]
- story: asks
  steps: [{intent: book}, {action: utter_rooms}, {intent: rooms}, {action: utter_welcome}]
"""
LISTEN = State(action="action_listen")


def said(intent: str) -> list[Event]:
    parse = {"intent": {"name": intent, "confidence": 1.0}}
    return [ActionExecuted("action_listen"), UserUttered(intent, parse_data=parse)]


def decided(folder: Path, *events: Event, **settings: object) -> tuple[str, str]:
    (folder / "domain.yml").write_text(DOMAIN)
    (folder / "stories.yml").write_text(STORIES)
    domain = read_domain(folder / "domain.yml")
    _, stories = read_rules(folder / "stories.yml")
    policies = Policies.compile((), stories, domain, StoryHabits(augments=False, learns=5))
    conversation = Conversation.start("c", domain).apply_all(events)
    chosen = PolicySettings(rasa=True, **settings)  # type: ignore[arg-type]
    decision = decide(conversation, domain, policies, None, chosen)
    return decision.action, decision.policy


def test_where_stories_disagree_the_more_of_them_are_followed(tmp_path: Path) -> None:
    events = (*said("book"), ActionExecuted("utter_rooms"))
    assert decided(tmp_path, *events) == ("utter_type", "LearnedPolicy")


def test_a_past_that_no_story_has_goes_on_as_the_likest_one(tmp_path: Path) -> None:
    events = (*said("thank"), ActionExecuted("utter_welcome"), *said("rooms"))
    assert decided(tmp_path, *events) == ("utter_welcome", "LearnedPolicy")


def test_nothing_is_guessed_about_a_message_that_no_story_has(tmp_path: Path) -> None:
    assert decided(tmp_path, *said("thank")) == ("action_default_fallback", "FallbackPolicy")
    quiet = decided(tmp_path, *said("thank"), falls_back=False)
    assert quiet == ("action_listen", "FallbackPolicy")


def test_what_is_less_likely_than_the_fallback_is_not_done(tmp_path: Path) -> None:
    events = (*said("book"), ActionExecuted("utter_rooms"))
    sure = decided(tmp_path, *events, fallback_threshold=0.99)
    assert sure == ("action_listen", "ListenPolicy")


def test_the_likest_moment_counts_most_and_shares_are_of_all_votes() -> None:
    early = State(action="utter_a")
    told = [
        ((early, State(action="action_listen", intent="yes")), "utter_b", "one"),
        ((State(action="utter_c"), State(action="action_listen", intent="yes")), "utter_d", "two"),
    ]
    policy = learn(told, 5)
    guess = policy.guess([early, State(action="action_listen", intent="yes")])
    assert guess is not None
    assert (guess.action, guess.story) == ("utter_b", "one")
    assert 0.9 < guess.confidence < 1.0
    even = policy.guess([State(action="action_listen", intent="yes")])
    assert even is not None
    assert even.confidence == pytest.approx(0.5)


def test_other_forms_and_unknown_messages_give_no_idea() -> None:
    policy = learn([((State(action="action_listen", intent="yes"),), "utter_b", "one")], 5)
    assert policy.guess([State(action="action_listen", intent="yes", loop="form")]) is None
    assert policy.guess([State(action="action_listen", intent="no")]) is None
    assert policy.guess([]) is None
    assert learn([((LISTEN,), "utter_b", "one")], 0).guess([LISTEN]) is None


def test_a_yes_to_the_two_stage_fallback_is_carried_out(tmp_path: Path) -> None:
    events = (
        *said("nlu_fallback"),
        ActionExecuted("action_two_stage_fallback"),
        ActionExecuted("action_clarify"),
        *said("affirm"),
    )
    assert decided(tmp_path, *events)[0] == "action_revert_fallback_events"


def test_the_knowledge_and_clarification_of_ours_have_no_say(tmp_path: Path) -> None:
    assert decided(tmp_path, *said("nlu_fallback"))[0] == "action_default_fallback"
