"""The demo shop's answers: enough of them, tellable apart, and leading somewhere."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.shop.order_rules import RETURN_WINDOW_DAYS
from tests.config.intents import INTENTS

CATALOG = Path(__file__).parents[2] / "config" / "catalog"
POLICIES = ("shipping", "returns", "warranty", "payment", "privacy", "repair")
PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?")


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    document = YAML(typ="safe").load(CATALOG / "faq.yml")
    assert list(document) == ["faq"]
    return list(document["faq"])


def normal(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.lower()))


def test_there_are_enough_entries_and_topics(entries: list[dict[str, Any]]) -> None:
    assert len(entries) >= 125
    assert len({entry["topic"] for entry in entries}) >= 14


def test_every_entry_has_only_the_known_keys(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        assert {"id", "topic", "questions", "answer"} <= set(entry), entry
        assert set(entry) <= {"id", "topic", "questions", "answer", "buttons"}, entry["id"]


def test_ids_are_unique_and_kebab_case(entries: list[dict[str, Any]]) -> None:
    ids = Counter(entry["id"] for entry in entries)
    assert [name for name, count in ids.items() if count > 1] == []
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_every_entry_has_at_least_four_phrasings(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        assert all(isinstance(question, str) for question in entry["questions"]), entry["id"]
        assert 4 <= len(entry["questions"]) <= 8, entry["id"]


def test_no_question_is_asked_twice(entries: list[dict[str, Any]]) -> None:
    questions = Counter(normal(question) for entry in entries for question in entry["questions"])
    assert [question for question, count in questions.items() if count > 1] == []


def test_answers_are_one_to_five_sentences_and_differ(entries: list[dict[str, Any]]) -> None:
    assert len({entry["answer"] for entry in entries}) == len(entries)
    for entry in entries:
        sentences = re.findall(r"[.!?](?=\s|$)", entry["answer"])
        assert 1 <= len(sentences) <= 5, entry["id"]


def test_buttons_lead_to_known_intents(entries: list[dict[str, Any]]) -> None:
    buttons = [button for entry in entries for button in entry.get("buttons", [])]
    assert len(buttons) >= 20
    for button in buttons:
        assert set(button) == {"title", "payload"}
        match = PAYLOAD.fullmatch(button["payload"])
        assert match is not None, button
        assert match["intent"] in INTENTS, button
        assert isinstance(json.loads(match["entities"] or "{}"), dict)


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_has_sections_of_a_few_sentences(name: str) -> None:
    text = (CATALOG / "policies" / f"{name}.md").read_text(encoding="utf-8")
    title, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    assert re.fullmatch(r"# \w+\s+", title)
    assert 5 <= len(sections) <= 9
    for section in sections:
        heading, _, body = section.partition("\n")
        assert 2 <= len(re.findall(r"[.!?](?=\s|$)", body)) <= 6, heading


FACTS = {
    "shipping": ("free from an order value of 75 EUR", "4.95 EUR", "9.95 EUR", "14.90 EUR"),
    "returns": ("within 30 days", "6.95 EUR", "12.90 EUR", "within 5 working days"),
    "warranty": ("3 years", "5 years", "within 5 working days"),
    "payment": ("14 days", "10 to 500 EUR", "valid for 3 years", "200 points"),
    "privacy": ("for 7 years", "for 12 months", "within 30 days"),
    "repair": ("79 EUR", "35 EUR", "10-15 working days", "12 months"),
}


@pytest.mark.parametrize("name", POLICIES)
def test_policy_and_answers_state_the_same_facts(name: str, entries: list[dict[str, Any]]) -> None:
    policy = (CATALOG / "policies" / f"{name}.md").read_text(encoding="utf-8")
    answers = " ".join(entry["answer"] for entry in entries)
    for fact in FACTS[name]:
        assert fact in policy, fact
        assert fact in answers, fact


def test_answers_agree_with_the_figures_that_actions_use(entries: list[dict[str, Any]]) -> None:
    shop = YAML(typ="safe").load(CATALOG / "shop.yml")
    answers = {entry["id"]: entry["answer"] for entry in entries}
    for zone in shop["shipping"]["zones"]:
        assert f"{zone['standard']['price']:.2f} EUR" in answers["shipping-cost"]
        assert "{}-{} working days".format(*zone["standard"]["days"]) in answers["shipping-time"]
    assert f"free from {shop['shipping']['free_from']} EUR" in answers["shipping-cost"]
    assert f"{RETURN_WINDOW_DAYS} days" in answers["return-window"]
    assert f"{shop['warranty']['years']} years" in answers["warranty-length"]
    assert f"{shop['warranty']['own_brand_years']} years" in answers["warranty-length"]
    for store in shop["stores"]:
        assert store["city"] in answers["store-opening-hours"]
        assert store["city"] in answers["store-addresses"]
