"""What the shop's contract, the demo project and the code say of each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rasa_sdk.interfaces import Action

import bot.actions
from bot.actions.catalogue import knowledge_actions, shop_actions
from bot.actions.executor import InProcessActions
from bot.actions.orders.access import WRONG_PAIRS
from bot.actions.shop_action import ShopTools
from bot.actions.shop_form import ShopForm
from bot.actions.write_action import WriteAction
from bot.domain.domain import DEFAULT_ACTIONS, OWN_ACTIONS
from bot.policy.form import question_action
from bot.project.project import Project
from bot.shop.facts import ShopFacts
from bot.storage.shop import ShopDatabase

# Those of the shop's contract that no policy owns.
CONTRACT_TEXT = """
action_order_status action_order_history action_cancel_order action_return_order
action_refund_status action_change_address action_warranty_claim action_report_delivery_problem
action_send_invoice action_search_products action_product_price action_product_stock
action_product_details action_compare_products action_recommend action_find_similar
action_find_accessories action_size_advice action_shipping_cost action_shipping_time
action_store_hours action_answer_faq action_choose_item action_refine_search
action_subscribe_newsletter action_unsubscribe_newsletter action_file_complaint action_handoff
action_ask_order_number action_ask_return_item action_ask_warranty_item
validate_order_status_form validate_refund_status_form validate_invoice_form
validate_cancel_form validate_return_form validate_address_form validate_warranty_form
validate_delivery_problem_form validate_newsletter_form validate_unsubscribe_form
validate_complaint_form
"""
CONTRACT = set(re.findall(r"\w+", CONTRACT_TEXT))
SOURCES = sorted(Path(bot.actions.__file__).parent.rglob("*.py"))


@pytest.fixture
def actions(shop: ShopDatabase, facts: ShopFacts) -> list[Action]:
    return shop_actions(ShopTools(shop, facts))


def test_every_action_of_the_contract_is_there_once(actions: list[Action]) -> None:
    names = InProcessActions(actions, timeout_s=1).names()
    assert set(names) >= CONTRACT
    assert set(names) - CONTRACT <= {"action_deactivate_loop", "action_store_location"}


def test_every_action_of_the_domain_can_be_run(actions: list[Action], project: Project) -> None:
    names = {one.name() for one in actions} | set(DEFAULT_ACTIONS) | set(OWN_ACTIONS)
    assert [one for one in project.domain.actions if one not in names] == []


def test_every_form_of_the_domain_is_checked_by_ours(
    actions: list[Action], project: Project
) -> None:
    forms = {one.FORM: one for one in actions if isinstance(one, ShopForm)}
    assert set(forms) == set(project.domain.forms)
    for name, form in forms.items():
        assert set(form.WORKING) <= set(project.domain.forms[name].required_slots)
        for slot in project.domain.forms[name].required_slots:
            assert hasattr(form, f"validate_{slot}"), (name, slot)


def test_what_a_write_empties_are_slots_of_the_domain(
    actions: list[Action], project: Project
) -> None:
    for one in actions:
        if isinstance(one, WriteAction):
            assert set(one.SLOTS) <= set(project.domain.slots), one.name()
    assert WRONG_PAIRS in project.domain.slots


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_response_that_is_named_exists(path: Path, project: Project) -> None:
    own_defaults = {"utter_clarify", "utter_ask_rephrase", "utter_default"}
    for name in re.findall(r'"(utter_[a-z_]+)"', path.read_text()):
        assert name in project.domain.responses or name in own_defaults, name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_intent_that_a_button_sends_exists(path: Path, project: Project) -> None:
    text = path.read_text()
    intents = re.findall(r'"/([a-z_]+)"', text)
    intents += re.findall(r'intent_button\(\s*[^,]+,\s*"([a-z_]+)"', text)
    intents += re.findall(r'order_button\(\s*"[^"]+",\s*"([a-z_]+)"', text)
    for intent in intents:
        assert project.domain.has_intent(intent), intent


def test_every_question_of_a_form_can_be_asked(project: Project) -> None:
    for form in project.domain.forms.values():
        for slot in form.required_slots:
            assert question_action(form.name, slot, project.domain), (form.name, slot)


def test_without_a_shop_the_knowledge_and_the_products_remain() -> None:
    names = {one.name() for one in knowledge_actions()}
    assert {"action_answer_faq", "action_handoff", "action_search_products"} <= names
    assert names < CONTRACT
    assert not {one for one in names if "order" in one or "newsletter" in one}
