"""The demo's test conversations: all of the bot is in them, unseen wording, orders kept apart."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.e2e.case_files import case_files
from bot.project.e2e_assertion import Assertion, IntentWas, LoopIs, Uttered
from bot.project.e2e_file import TestCase, UserSays, read_test_cases
from bot.project.project import Project, load_project
from finetune.nlu_file import read_nlu
from retrieval.catalog import load_catalog
from tests.config.intents import INTENTS

CONFIG = Path(__file__).parents[2] / "config"
# Replies to which an order is not the same as before.
WRITTEN = re.compile(r"Done: order|Your return R|is registered")
NUMBER = re.compile(r"(?<!\d)1\d{4}(?!\d)")
# Words with which one answers; no way to say them that training has not.
SHORT = 25


@cache
def cases() -> tuple[TestCase, ...]:
    return read_test_cases(*case_files(CONFIG))


@cache
def project() -> Project:
    return load_project(CONFIG)


def said(case: TestCase) -> Iterator[str]:
    return (step.text for step in case.steps if isinstance(step, UserSays))


def assertions(case: TestCase) -> Iterator[Assertion]:
    for step in case.steps:
        if isinstance(step, UserSays):
            yield from step.assertions


def test_there_are_many_and_each_expects_something() -> None:
    assert len(cases()) >= 120
    for case in cases():
        expected = [*assertions(case), *(s for s in case.steps if not isinstance(s, UserSays))]
        assert expected, case.source


def test_every_intent_is_understood_in_some_conversation() -> None:
    asserted = {
        one.name for case in cases() for one in assertions(case) if isinstance(one, IntentWas)
    }
    assert asserted == INTENTS


def test_every_form_is_opened_in_some_conversation() -> None:
    opened = {one.name for case in cases() for one in assertions(case) if isinstance(one, LoopIs)}
    assert opened - {None} == set(project().domain.forms)


def test_names_are_those_of_the_project() -> None:
    domain = project().domain
    known = {*domain.actions, *domain.forms, *domain.responses}
    for case in cases():
        for one in assertions(case):
            if isinstance(one, LoopIs):
                assert one.name is None or one.name in domain.forms, case.source
            if isinstance(one, Uttered) and one.utter_name:
                assert one.utter_name in domain.responses, (case.source, one.utter_name)
        for step in case.steps:
            name = getattr(step, "name", "")
            if name.startswith(("utter_", "action_")):
                assert name in known, (case.source, name)
        assert set(case.slots) <= set(domain.slots), case.source


def test_evidence_and_cards_are_in_the_catalogue() -> None:
    catalog = load_catalog(CONFIG / "catalog")
    actions = {*project().domain.actions}
    for case in cases():
        for one in assertions(case):
            if not isinstance(one, Uttered):
                continue
            for card in one.cards:
                assert card in catalog.products, (case.source, card)
            for item in one.evidence:
                is_order = NUMBER.fullmatch(item) or re.fullmatch(r"R\d{4}", item)
                known = item in catalog.products or item in catalog.faqs or item in actions
                assert is_order or known, (case.source, item)


def test_an_order_that_a_conversation_changes_is_in_no_other() -> None:
    used = defaultdict(set)
    changed = defaultdict(set)
    for case in cases():
        expected = [one for one in assertions(case) if isinstance(one, Uttered) and one.said]
        patterns = [one.text_matches or "" for one in expected]
        evidence = [item for one in expected for item in one.evidence]
        for number in NUMBER.findall(" ".join([*said(case), *patterns, *evidence])):
            used[number].add(case.name)
        for one in expected:
            if WRITTEN.search(one.text_matches or ""):
                written = NUMBER.findall(" ".join([one.text_matches or "", *one.evidence]))
                for number in written or NUMBER.findall(" ".join(said(case))):
                    changed[number].add(case.name)
    assert len(changed) >= 8
    for number, names in changed.items():
        assert used[number] == names, number
        assert len(names) == 1, number


def test_the_orders_are_in_the_shop_with_the_addresses_given() -> None:
    shop = sqlite3.connect(f"file:{CONFIG / 'catalog' / 'shop.sqlite'}?mode=ro", uri=True)
    rows = shop.execute(
        "SELECT number, email FROM orders JOIN customers ON customers.id = customer_id"
    )
    emails = dict(rows.fetchall())
    shop.close()
    for case in cases():
        for one in assertions(case):
            if isinstance(one, Uttered) and one.said:
                for item in one.evidence:
                    if NUMBER.fullmatch(item):
                        text = " ".join(said(case)).casefold()
                        assert emails[item] in text or case.slots, (case.source, item)


@pytest.mark.parametrize("which", ["training", "held-out"])
def test_what_customers_say_is_not_what_the_model_has_seen(which: str) -> None:
    paths = project().nlu_paths if which == "training" else [CONFIG / "tests/heldout/nlu.yml"]
    data = read_nlu(paths)
    seen = {_plain(one.text) for one in (*data.examples, *data.out_of_scope)}
    copied = {
        text
        for case in cases()
        for text in said(case)
        if _plain(text) in seen and len(text) > SHORT and " " in text
    }
    # one is the text of a button, which is the question of a FAQ entry by design
    assert copied <= {"Which countries do you deliver to?"}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
