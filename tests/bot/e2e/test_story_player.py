from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.e2e.story_player import StoryPlayer, StoryResult
from bot.e2e.story_report import StoryReport, story_difference
from bot.e2e.test_story import read_test_stories
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from bot.project.domain_file import read_domain
from bot.project.rules_file import read_rules

DOMAIN = """
intents: [greet, book, inform, chitchat, stop]
entities: [city]
slots:
  city: {type: text, mappings: [{type: from_entity, entity: city}]}
forms: {trip_form: {required_slots: [city]}}
responses:
  utter_greet: [{text: hi}]
  utter_ask_city: [{text: where to?}]
  utter_booked: [{text: done}]
  utter_chat: [{text: well}]
actions: [action_book]
"""
RULES = """
rules:
- rule: greeting
  steps: [{intent: greet}, {action: utter_greet}]
- rule: open
  steps: [{intent: book}, {action: trip_form}, {active_loop: trip_form}]
- rule: close
  condition: [{active_loop: trip_form}]
  steps:
  - action: trip_form
  - active_loop: null
  - action: action_book
  - action: utter_booked
- rule: chat
  steps: [{intent: chitchat}, {action: utter_chat}]
"""
TRIP = """
- story: trip
  steps:
  - user: take me somewhere
    intent: book
  - action: trip_form
  - active_loop: trip_form
  - user: nice weather
    intent: chitchat
  - action: utter_chat
  - action: trip_form
  - user: to [Rome](city)
    intent: inform
  - slot_was_set: [{city: Rome}]
  - action: trip_form
  - active_loop: null
  - action: action_book
  - action: utter_booked
"""


def parse(intent: str, *entities: tuple[str, int, int, str]) -> dict[str, Any]:
    found = [dict(zip(("entity", "start", "end", "value"), one, strict=True)) for one in entities]
    return {"intent": {"name": intent, "confidence": 1.0}, "entities": found}


PARSES = {
    "hello": parse("greet"),
    "take me somewhere": parse("book"),
    "nice weather": parse("chitchat"),
    "to Rome": parse("inform", ("city", 3, 7, "Rome")),
}


def play(tmp_path: Path, stories: str, **parses: dict[str, Any]) -> list[StoryResult]:
    files = {"domain": DOMAIN, "rules": RULES, "test_s": f"stories:\n{stories}"}
    for name, text in files.items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    domain = read_domain(tmp_path / "domain.yml")
    rules, _ = read_rules(tmp_path / "rules.yml")
    policies = Policies.compile(rules, (), domain)
    known = {**PARSES, **{text.replace("_", " "): one for text, one in parses.items()}}
    player = StoryPlayer(domain, policies, PolicySettings(rasa=True), known)
    return [player.play(one) for one in read_test_stories(tmp_path / "test_s.yml")]


def test_a_form_with_a_digression_goes_as_the_story_says_and_nothing_is_run(
    tmp_path: Path,
) -> None:
    (result,) = play(tmp_path, TRIP)
    assert [(one.wanted, one.got) for one in result.actions if not one.right] == []
    assert [one.wanted for one in result.actions] == [
        "trip_form",
        "action_listen",
        "utter_chat",
        "trip_form",
        "action_listen",
        "trip_form",
        "action_book",
        "utter_booked",
        "action_listen",
    ]
    assert result.passed


def test_a_wrong_action_is_counted_once_and_the_story_goes_on_as_it_should(
    tmp_path: Path,
) -> None:
    (result,) = play(
        tmp_path,
        "- story: s\n  steps: [{user: hello, intent: greet}, {action: utter_chat}, "
        "{user: nice weather, intent: chitchat}, {action: utter_chat}]",
    )
    wrong = [one for one in result.actions if not one.right]
    assert [(one.wanted, one.got, one.said) for one in wrong] == [
        ("utter_chat", "utter_greet", "hello")
    ]
    assert not result.passed
    told = story_difference(result)
    assert "after 'hello': expected utter_chat, got utter_greet (RulePolicy: rule" in told


def test_a_misread_message_fails_the_story_but_is_taken_for_what_it_is(tmp_path: Path) -> None:
    story = "- story: s\n  steps: [{user: hello, intent: greet}, {action: utter_greet}]"
    (result,) = play(tmp_path, story, hello=parse("stop"))
    assert all(one.right for one in result.actions)
    assert not result.passed
    assert "'hello' is greet, understood as stop" in story_difference(result)


def test_an_intent_that_there_is_not_is_not_understood(tmp_path: Path) -> None:
    story = "- story: s\n  steps: [{user: /gret, intent: greet}, {action: utter_greet}]"
    (result,) = play(tmp_path, story)
    assert not result.passed
    assert "'/gret' is greet, understood as nlu_fallback" in story_difference(result)


def test_an_entity_that_is_missed_or_found_otherwise_fails_the_story(tmp_path: Path) -> None:
    (result,) = play(tmp_path, TRIP, to_Rome=parse("inform", ("city", 0, 7, "to Rome")))
    assert not result.passed
    told = story_difference(result)
    assert "'to Rome' has entities city='Rome', found city='to Rome'" in told


def test_the_figures_are_rasas(tmp_path: Path) -> None:
    greeting = "- story: s\n  steps: [{user: hello, intent: greet}, {action: utter_chat}]"
    results = play(tmp_path, TRIP + greeting, to_Rome=parse("inform"))
    figures = StoryReport(tuple(results), 3).to_json()
    assert figures["stories"] == {"passed": 0, "total": 3}
    assert figures["actions"] == {"accuracy": 10 / 11, "correct": 10, "total": 11}
    assert figures["nlu"] == {"intent_accuracy": 1.0, "entity_f1": 0.0, "messages": 4}
    assert [one["story"] for one in figures["failed_stories"]] == ["trip", "s"]
    assert not StoryReport(tuple(results), 3).ok
    assert StoryReport((), 0).to_json()["nlu"]["entity_f1"] is None
    assert StoryReport((), 0).ok
