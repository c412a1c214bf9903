"""The order in which policies decide, and what a form allows while it is active."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.conversation import Conversation
from bot.domain.event import (
    ActionExecutionRejected,
    ConversationPaused,
    FollowupAction,
    LoopInterrupted,
)
from bot.policy.decide import Knowledge, decide
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from tests.fakes.dialogue import Dialogue, Found
from tests.fakes.small_project import DOMAIN, RULES, compiled, dialogue, small_domain


@pytest.fixture
def talk(tmp_path: Path) -> Dialogue:
    return dialogue(tmp_path, RULES)


def at_the_confirmation(talk: Dialogue) -> None:
    talk.says("order", order_id="10042")
    talk.says("inform", text="me@example.com")
    assert talk.asks_for() == "confirm"


def test_a_new_conversation_listens(tmp_path: Path) -> None:
    domain = small_domain(tmp_path)
    decision = decide(Conversation.start("c", domain), domain, Policies(), None, PolicySettings())
    assert decision.action == "action_listen"


def test_the_bot_is_silent_while_a_person_has_the_conversation(talk: Dialogue) -> None:
    talk.record(ConversationPaused())
    assert talk.says("greet") == []
    assert talk.says("restart") == ["action_restart", "action_session_start"]


def test_a_followup_comes_before_everything_else(talk: Dialogue) -> None:
    talk.after = {"utter_greet": [FollowupAction("utter_chat")]}
    assert talk.says("greet") == ["utter_greet", "utter_chat"]
    assert talk.reasons[1] == "'utter_chat' was asked for as the next action"


def test_a_followup_that_does_not_exist_is_passed_over(talk: Dialogue) -> None:
    talk.after = {"utter_greet": [FollowupAction("nope")]}
    assert talk.says("greet") == ["utter_greet"]


def test_a_message_that_nobody_answers_falls_back(talk: Dialogue) -> None:
    assert talk.says("chitchat") == ["action_default_fallback"]
    assert talk.reasons[0] == "no rule, story or knowledge for intent chitchat 0.97"


# --- knowledge ---


def test_a_sure_answer_answers_a_doubtful_message(talk: Dialogue) -> None:
    assert talk.unclear(("order", 0.3), found=0.8) == ["action_answer_faq"]
    assert talk.decisions[0].policy == "KnowledgePolicy"
    assert talk.decisions[0].confidence == 0.8
    assert talk.reasons[0].startswith("knowledge 'faq' 0.80 answers")


def test_a_fair_answer_does_not_answer_what_can_be_asked_about(talk: Dialogue) -> None:
    assert talk.unclear(("order", 0.3), found=0.5) == ["action_clarify"]


def test_a_fair_answer_answers_when_no_intent_is_likely(talk: Dialogue) -> None:
    assert talk.unclear(("order", 0.05), found=0.5) == ["action_answer_faq"]
    assert talk.unclear(("order", 0.05), found=0.3) == ["action_ask_rephrase"]


def test_out_of_scope_wants_a_sure_answer(talk: Dialogue) -> None:
    assert talk.unclear(found=0.5, out_of_scope=True) == ["action_ask_rephrase"]
    assert talk.unclear(found=0.75, out_of_scope=True) == ["action_answer_faq"]


def test_what_wants_products_is_searched_for_rather_than_turned_away(talk: Dialogue) -> None:
    talk.settings = replace(talk.settings, product_action="utter_greet")
    assert talk.unclear(out_of_scope=True, wants_products=True) == ["utter_greet"]
    assert talk.unclear(("order", 0.05), wants_products=True) == ["utter_greet"]
    assert talk.unclear(("order", 0.3), wants_products=True) == ["action_clarify"]
    assert talk.unclear(out_of_scope=True, wants_products=True, found=0.8) == ["action_answer_faq"]
    assert talk.says("greet", wants_products=True) == ["utter_greet"]


def test_a_bot_without_a_product_search_asks_again(talk: Dialogue) -> None:
    assert talk.unclear(out_of_scope=True, wants_products=True) == ["action_ask_rephrase"]


def test_knowledge_answers_an_intent_that_no_rule_answers(talk: Dialogue) -> None:
    assert talk.says("chitchat", found=0.5) == ["action_answer_faq"]
    assert talk.says("greet", found=0.99) == ["utter_greet"]


def test_sure_knowledge_wins_over_a_general_answer(talk: Dialogue) -> None:
    talk.settings = replace(talk.settings, answered_by_action={"greet": ("own-entry",)})
    assert talk.says("greet", found=0.5) == ["utter_greet"]
    assert talk.says("greet", found=0.95) == ["action_answer_faq"]


def test_the_best_hit_counts(tmp_path: Path) -> None:
    assert Knowledge().best is None
    assert Knowledge((Found("a", 0.2), Found("b", 0.9))).best == Found("b", 0.9)


# --- forms ---


def test_stop_ends_a_form(talk: Dialogue) -> None:
    talk.says("order")
    assert talk.says("stop") == ["action_deactivate_loop", "utter_nothing_changed"]
    assert talk.conversation.active_loop is None
    assert talk.reasons[0] == "the customer said stop"


def test_no_to_the_confirmation_ends_a_form(talk: Dialogue) -> None:
    at_the_confirmation(talk)
    assert talk.says("deny") == ["action_deactivate_loop", "utter_nothing_changed"]
    assert talk.conversation.slots["confirm"] is None
    assert "action_submit" not in {decision.action for decision in talk.decisions}


def test_no_to_another_question_asks_again(talk: Dialogue) -> None:
    talk.says("order")
    assert talk.says("deny") == ["order_form"]
    assert talk.asks_for() == "order_id"


def test_a_bot_without_words_for_it_stops_silently(tmp_path: Path) -> None:
    domain = small_domain(tmp_path, DOMAIN.replace("utter_nothing_changed: [{text: nothing}]", ""))
    talk = Dialogue(domain, compiled(tmp_path, domain, RULES))
    talk.says("order")
    assert talk.says("stop") == ["action_deactivate_loop"]


def test_a_rule_of_the_project_for_stop_wins(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        RULES
        + """
- rule: stop the order
  condition: [{active_loop: order_form}]
  steps:
  - intent: stop
  - action: utter_bye
  - action: action_deactivate_loop
  - active_loop: null
""",
    )
    talk.says("order")
    assert talk.says("stop") == ["utter_bye", "action_deactivate_loop"]


def test_a_question_at_the_confirmation_is_answered_and_the_confirmation_asked_again(
    talk: Dialogue,
) -> None:
    at_the_confirmation(talk)
    assert talk.says("faq") == ["utter_faq", "order_form"]
    assert talk.asks_for() == "confirm"
    assert talk.says("affirm") == ["order_form", "action_submit"]


def test_a_question_counts_although_it_fills_another_slot_of_the_form(talk: Dialogue) -> None:
    talk.says("order", order_id="10042")
    assert talk.asks_for() == "email"
    assert talk.says("faq", order_id="10077") == ["utter_faq", "order_form"]
    rejection = talk.decisions[0].events
    assert rejection == (ActionExecutionRejected("order_form", "FormPolicy", 1.0),)
    assert talk.asks_for() == "email"


def test_the_asked_slot_is_filled_whatever_the_intent(talk: Dialogue) -> None:
    talk.says("order", order_id="10042")
    assert talk.says("greet", text="greetings@example.com") == ["order_form"]
    assert talk.conversation.slots["email"] == "greetings@example.com"


def test_the_knowledge_answers_a_doubtful_message_within_a_form(talk: Dialogue) -> None:
    at_the_confirmation(talk)
    assert talk.unclear(("faq", 0.3), found=0.9) == ["action_answer_faq", "order_form"]
    assert talk.unclear(("faq", 0.3), found=0.5) == ["order_form"]
    assert talk.asks_for() == "confirm"


def test_a_message_that_nothing_answers_asks_again_without_reading_it(talk: Dialogue) -> None:
    at_the_confirmation(talk)
    assert talk.unclear(("order", 0.3)) == ["order_form"]
    assert talk.decisions[1].events == (LoopInterrupted(True),)
    assert talk.asks_for() == "confirm"


def test_after_three_vain_questions_a_person_is_offered(talk: Dialogue) -> None:
    at_the_confirmation(talk)
    assert talk.unclear() == ["order_form"]
    assert talk.unclear() == ["order_form"]
    assert talk.unclear() == ["action_offer_handoff"]
    assert talk.says("affirm") == ["action_handoff"]
    # the yes was to the person, not to the order
    assert talk.conversation.slots["confirm"] is None


def test_answers_that_are_refused_are_vain_too(tmp_path: Path) -> None:
    """`validate_<form>` empties the slot and the form asks again."""
    talk = dialogue(tmp_path, RULES)
    talk.says("order")
    talk.refused = "order_id"
    assert talk.says("inform", order_id="x") == ["order_form"]
    assert talk.says("inform", order_id="x") == ["order_form"]
    assert talk.says("inform", order_id="x") == ["order_form", "action_offer_handoff"]
    assert talk.says("deny") == ["order_form"]
    talk.refused = None
    assert talk.says("inform", order_id="10042") == ["order_form"]
    assert talk.asks_for() == "email"


def test_a_form_goes_on_when_the_person_is_declined(talk: Dialogue) -> None:
    at_the_confirmation(talk)
    for _ in range(3):
        talk.unclear()
    assert talk.says("deny") == ["order_form"]
    assert talk.asks_for() == "confirm"
    assert talk.conversation.slots["confirm"] is None
    assert talk.says("affirm") == ["order_form", "action_submit"]


def test_digressions_are_no_vain_questions(talk: Dialogue) -> None:
    at_the_confirmation(talk)
    for _ in range(5):
        assert talk.says("faq") == ["utter_faq", "order_form"]


def test_a_slot_that_an_action_may_find_leaves_the_message_to_the_form(tmp_path: Path) -> None:
    domain = small_domain(
        tmp_path,
        DOMAIN.replace("[{type: from_entity, entity: order_id}]", "[{type: custom}]"),
    )
    talk = Dialogue(domain, compiled(tmp_path, domain, RULES))
    talk.says("order")
    talk.says("faq")
    assert talk.decisions[0].action == "order_form"  # it may reject, then the rule answers


def test_another_form_takes_the_place_of_an_active_one(tmp_path: Path) -> None:
    domain = small_domain(
        tmp_path,
        DOMAIN.replace("forms:\n", "forms:\n  other_form: {required_slots: [city]}\n").replace(
            "utter_ask_order_id:", "utter_ask_city: [{text: where?}]\n  utter_ask_order_id:"
        ),
    )
    rules = (
        RULES
        + """
- rule: open the other
  steps: [{intent: book}, {action: other_form}, {active_loop: other_form}]
"""
    )
    talk = Dialogue(domain, compiled(tmp_path, domain, rules))
    talk.says("order")
    assert talk.says("book") == ["other_form"]
    assert talk.conversation.active_loop_name == "other_form"
    assert talk.asks_for() == "city"


def test_every_decision_has_a_reason(talk: Dialogue) -> None:
    for turn in (talk.says("order"), talk.says("faq"), talk.says("stop"), talk.unclear()):
        assert turn
        assert all(reason for reason in talk.reasons)
