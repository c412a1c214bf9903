"""The demo bot's rules and stories, played as customers would talk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.event import SlotSet
from bot.policy.clarification import title_of
from bot.policy.form import question_action
from bot.policy.steps import ActionStep, UserStep
from bot.policy.story_walk import paths, played
from bot.policy.views import recent_states
from bot.project.project import Project, load_project, validate
from tests.fakes.dialogue import Dialogue

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(CONFIG)


@pytest.fixture
def talk(project: Project) -> Dialogue:
    return Dialogue(project.domain, project.policies())


def known_order(talk: Dialogue, number: str = "10042") -> None:
    """The customer has looked at an order: number and e-mail are known."""
    talk.says("order_status", order_number=number)
    talk.says("inform", text="mara.lindqvist@example.com", email="mara.lindqvist@example.com")


# --- orders ---


def test_where_is_my_order(talk: Dialogue) -> None:
    assert talk.says("greet") == ["utter_greet"]
    assert talk.says("order_status") == ["order_status_form"]
    assert talk.asks_for() == "order_number"
    assert talk.says("inform", order_number="10042") == ["order_status_form"]
    assert talk.asks_for() == "email"
    assert talk.says("inform", email="mara@example.com") == [
        "order_status_form", "action_order_status",
    ]  # fmt: skip
    assert talk.says("thank") == ["utter_welcome"]


def test_everything_in_one_message(talk: Dialogue) -> None:
    said = talk.says("order_status", order_number="10042", email="mara@example.com")
    assert said == ["order_status_form", "action_order_status"]


def test_another_order_after_the_first(talk: Dialogue) -> None:
    known_order(talk)
    assert talk.says("inform", order_number="10077") == [
        "order_status_form", "action_order_status",
    ]  # fmt: skip
    assert talk.conversation.slots["order_number"] == "10077"


def test_another_order_although_a_question_came_in_between(talk: Dialogue) -> None:
    talk.says("order_status", order_number="10042")
    assert talk.says("ask_returns") == ["action_answer_faq", "order_status_form"]
    talk.says("inform", email="mara@example.com")
    talk.says("ask_repair")
    assert talk.says("inform", order_number="10077")[-1] == "action_order_status"


def test_cancelling_names_it_and_waits_for_a_yes(talk: Dialogue) -> None:
    known_order(talk, "10077")
    assert talk.says("cancel_order") == ["cancel_form"]
    assert talk.asks_for() == "confirm"
    assert talk.says("affirm") == ["cancel_form", "action_cancel_order"]


def test_cancelling_can_be_declined(talk: Dialogue) -> None:
    known_order(talk, "10077")
    talk.says("cancel_order")
    assert talk.says("deny") == ["action_deactivate_loop", "utter_nothing_changed"]
    assert talk.conversation.slots["confirm"] is None


def test_an_old_yes_confirms_nothing_new(talk: Dialogue) -> None:
    known_order(talk, "10077")
    talk.says("cancel_order")
    talk.record(SlotSet("confirm", True))  # left behind by something else
    talk.says("stop")
    talk.record(SlotSet("confirm", True))
    assert talk.says("change_address") == ["address_form"]
    assert talk.conversation.slots["confirm"] is None


def test_a_return_with_a_question_in_between(talk: Dialogue) -> None:
    known_order(talk, "10101")
    assert talk.says("return_order") == ["return_form"]
    assert talk.asks_for() == "return_item"
    talk.says("inform", text="the jacket", product="RNJ-102")
    assert talk.asks_for() == "return_reason"
    assert talk.says("ask_returns", text="do I pay for the parcel?") == [
        "action_answer_faq", "return_form",
    ]  # fmt: skip
    assert talk.asks_for() == "return_reason"
    talk.says("size_advice", text="it is too small")
    assert talk.conversation.slots["return_reason"] == "it is too small"
    assert talk.says("affirm") == ["return_form", "action_return_order"]


def test_the_reason_may_be_anything_but_a_question(talk: Dialogue) -> None:
    known_order(talk, "10101")
    talk.says("return_order", product="RNJ-102")
    assert talk.conversation.slots["return_item"] == "RNJ-102"
    talk.unclear(text="my wife hates it")
    assert talk.conversation.slots["return_reason"] == "my wife hates it"


def test_a_new_address(talk: Dialogue) -> None:
    known_order(talk, "10077")
    talk.says("change_address", city="Wien")
    assert talk.conversation.slots["new_city"] == "Wien"
    assert talk.asks_for() == "new_street"
    talk.says("inform", text="Ringstrasse 5")
    talk.says("inform", text="1010", postcode="1010")
    assert talk.asks_for() == "confirm"
    assert talk.says("affirm") == ["address_form", "action_change_address"]


def test_a_warranty_claim(talk: Dialogue) -> None:
    known_order(talk, "10130")
    assert talk.says("warranty_claim") == ["warranty_form"]
    talk.says("choose_item", text="the first one")
    assert talk.conversation.slots["warranty_item"] == "the first one"
    talk.says("warranty_claim", text="the zip broke")
    assert talk.conversation.slots["problem_description"] == "the zip broke"
    assert talk.says("affirm") == ["warranty_form", "action_warranty_claim"]


def test_something_is_wrong_after_looking_at_the_order(talk: Dialogue) -> None:
    known_order(talk)
    assert talk.says("delivery_problem") == ["delivery_problem_form"]
    assert talk.asks_for() == "problem_description"
    talk.says("delivery_problem", text="it arrived broken")
    assert talk.says("affirm") == ["delivery_problem_form", "action_report_delivery_problem"]


def test_a_complaint_can_become_a_talk_to_a_person(talk: Dialogue) -> None:
    assert talk.says("complain") == ["complaint_form"]
    assert talk.says("talk_to_human") == ["action_handoff"]
    assert talk.conversation.paused
    assert talk.says("greet") == []


def test_changing_ones_mind_between_two_orders_of_business(talk: Dialogue) -> None:
    known_order(talk, "10077")
    talk.says("cancel_order")
    assert talk.says("change_address")[0] == "address_form"
    assert talk.conversation.active_loop_name == "address_form"


# --- products ---


def test_search_choose_and_check_the_stock(talk: Dialogue) -> None:
    talk.says("greet")
    assert talk.says("search_product", category="Tents") == ["action_search_products"]
    assert talk.says("refine_search") == ["action_refine_search"]
    assert talk.says("choose_item", text="the second one") == ["action_choose_item"]
    assert talk.says("product_stock") == ["action_product_stock"]
    assert talk.says("inform", size="42") == ["action_product_stock"]
    assert talk.says("thank") == ["utter_welcome"]


def test_a_word_of_data_means_what_was_asked_before(talk: Dialogue) -> None:
    talk.says("search_product")
    assert talk.says("inform", colour="blue") == ["action_refine_search"]
    talk.says("shipping_cost")
    assert talk.says("inform", country="Norway") == ["action_shipping_cost"]
    talk.says("store_hours")
    assert talk.says("inform", city="Grenoble") == ["action_store_hours"]
    talk.says("greet")
    assert talk.says("inform", colour="blue") == ["utter_ask_what_for"]


def test_none_of_the_products(talk: Dialogue) -> None:
    talk.says("search_product")
    assert talk.says("deny") == ["utter_ask_search"]


# --- talk ---


def test_praise_and_the_newsletter(talk: Dialogue) -> None:
    assert talk.says("praise") == ["utter_praise"]
    assert talk.says("affirm") == ["newsletter_form"]
    talk.says("inform", email="mara@example.com")
    assert talk.conversation.slots["newsletter_email"] == "mara@example.com"
    assert talk.says("affirm") == ["newsletter_form", "action_subscribe_newsletter"]


def test_praise_without_newsletter(talk: Dialogue) -> None:
    talk.says("praise")
    assert talk.says("deny") == ["utter_no_newsletter"]
    assert talk.says("goodbye") == ["utter_goodbye"]


def test_yes_no_and_stop_out_of_the_blue(talk: Dialogue) -> None:
    assert talk.says("affirm") == ["utter_what_next"]
    assert talk.says("deny") == ["utter_no_problem"]
    assert talk.says("stop") == ["utter_stopped"]


def test_doubt_is_clarified_and_then_handed_over(talk: Dialogue) -> None:
    ranking = (("order_status", 0.33), ("delivery_problem", 0.3))
    assert talk.unclear(*ranking) == ["action_clarify"]
    assert talk.says("affirm") == ["action_revert_fallback_events", "order_status_form"]
    talk.says("stop")
    for step in ("action_clarify", "action_ask_rephrase", "action_offer_handoff"):
        assert talk.unclear(*ranking) == [step]
    assert talk.says("deny") == ["utter_handoff_declined"]
    assert talk.unclear(out_of_scope=True) == ["utter_out_of_scope"]
    assert talk.unclear(out_of_scope=True, found=0.9) == ["action_answer_faq"]


# --- the project itself ---


def test_every_intent_is_answered_out_of_the_blue(project: Project) -> None:
    policies = project.policies()
    for intent in project.domain.intents:
        actions = Dialogue(project.domain, policies).says(intent)
        assert actions, intent
        assert actions[0] not in ("action_default_fallback", "action_clarify"), intent


def test_no_intent_breaks_any_form(project: Project) -> None:
    """Whatever is said at any question of any form, the bot goes on; only a yes carries out."""
    policies, writes = project.policies(), _writes(project)
    for form, opener in _openers(project).items():
        required = project.domain.forms[form].required_slots
        for slot in required:
            for intent in (*project.domain.intents, "nlu_fallback"):
                talk = Dialogue(project.domain, policies)
                known = [one for one in required if one not in (slot, "confirm")]
                talk.record(*(SlotSet(one, "x") for one in known))
                talk.says(opener)
                assert talk.asks_for() == slot
                actions = talk.says(intent)
                assert "action_default_fallback" not in actions, (form, slot, intent)
                assert actions, (form, slot, intent)
                if intent != "affirm":
                    assert not writes & set(actions), (form, slot, intent)


def _openers(project: Project) -> dict[str, str]:
    """Which intent opens each form."""
    openers: dict[str, str] = {}
    for rule in project.rules:
        if rule.name.endswith(", open"):
            said, done = rule.steps[0], rule.steps[1]
            assert isinstance(said, UserStep)
            assert isinstance(done, ActionStep)
            openers[str(done.name)] = str(said.intent)
    assert set(openers) == set(project.domain.forms)
    return openers


def _writes(project: Project) -> set[str]:
    """The actions that forms with a confirmation end in."""
    names: set[str] = set()
    for rule in project.rules:
        if rule.name.endswith(", carry out"):
            form, action = rule.steps[0], rule.steps[-1]
            assert isinstance(form, ActionStep)
            assert isinstance(action, ActionStep)
            if "confirm" in project.domain.forms[str(form.name)].required_slots:
                names.add(str(action.name))
    assert len(names) == 8
    return names


def test_stories_and_rules_agree(project: Project) -> None:
    policies = project.policies()
    for tale in paths(project.stories):
        for before, action in played(tale.name, tale.steps, project.domain):
            recent = recent_states(before, policies.rules.longest)
            match = policies.rules.match(recent, before.active_loop_name)
            assert match.action in (None, action), (tale.name, match.rule, action)


def test_there_are_stories_beyond_the_rules(project: Project) -> None:
    assert len(project.stories) >= 12


def test_the_domain_has_what_the_demo_promises(project: Project) -> None:
    domain = project.domain
    assert len(domain.intents) == 50
    used = dict.fromkeys(domain.intents, ""), dict.fromkeys(domain.entities, "")
    assert validate(project, *used) == ((), ())
    for form in domain.forms.values():
        for slot in form.required_slots:
            assert question_action(form.name, slot, domain) is not None
    for intent in domain.intents:
        if not intent.startswith(("ask_",)):
            continue
        assert title_of(intent, domain), intent


def texts(project: Project) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, variations in project.domain.responses.items():
        for one in variations:
            yield name, dict(one)


def test_responses_have_variants_and_fill_known_slots(project: Project) -> None:
    domain = project.domain
    for name, variations in domain.responses.items():
        if not name.startswith("utter_title_"):
            assert len(variations) >= 2, name
    given = {"order_number"}  # by the action that says it
    for name, one in texts(project):
        for variable in re.findall(r"\{(\w+)\}", one["text"]):
            assert variable in domain.slots or variable in given, (name, variable)
        if "{customer_name}" in one["text"]:
            assert one["condition"] == [{"type": "slot", "name": "verified", "value": True}]


def test_buttons_lead_somewhere(project: Project) -> None:
    for name, one in texts(project):
        for button in one.get("buttons", ()):
            payload = str(button["payload"])
            if payload.startswith("/"):
                intent = re.split(r"[{@]", payload[1:])[0]
                assert intent in project.domain.intents, (name, payload)
            assert len(button["title"]) <= 24, (name, button["title"])


def test_confirmations_offer_yes_and_no(project: Project) -> None:
    for form in project.domain.forms.values():
        if "confirm" in form.required_slots:
            for variation in project.domain.responses[f"utter_ask_{form.name}_confirm"]:
                payloads = [button["payload"] for button in variation["buttons"]]
                assert payloads[:2] == ["/affirm", "/deny"]


def test_responses_do_not_end_in_a_dead_end(project: Project) -> None:
    ends = ("utter_goodbye", "utter_handoff", "utter_clarify", "utter_order_pair_wrong")
    for name, one in texts(project):
        text = str(one["text"])
        is_question = text.rstrip().endswith("?") or "?" in text
        within = name.startswith(("utter_ask_", "utter_invalid_", "utter_title_"))
        assert one.get("buttons") or is_question or within or name in ends, (name, text)
