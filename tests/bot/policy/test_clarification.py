"""What happens when the bot is in doubt: did you mean, in other words, a person."""

from pathlib import Path

import pytest

from bot.domain.event import ConversationResumed
from bot.policy.clarification import Option, options, steps_taken, title_of
from tests.fakes.dialogue import Dialogue
from tests.fakes.small_project import DOMAIN, RULES, compiled, dialogue, small_domain

LIKELY = (("order", 0.3), ("faq", 0.25), ("mood_sad", 0.2), ("greet", 0.01))


@pytest.fixture
def talk(tmp_path: Path) -> Dialogue:
    return dialogue(tmp_path, RULES)


def test_the_likeliest_intents_with_a_title_are_offered(talk: Dialogue) -> None:
    assert talk.unclear(*LIKELY) == ["action_clarify"]
    offered = options(talk.conversation, talk.domain, talk.settings)
    assert offered == (Option("order", 0.3, "Your order"), Option("faq", 0.25, "A question"))
    assert [option.payload for option in offered] == ["/order", "/faq"]
    assert title_of("mood_sad", talk.domain) is None
    assert talk.reasons[0] == "intent in doubt; likely: order 0.30, faq 0.25"
    assert talk.decisions[0].policy == "ClarificationPolicy"


def test_a_button_carries_out_what_was_meant(talk: Dialogue) -> None:
    talk.unclear(*LIKELY)
    assert talk.says("faq") == ["utter_faq"]
    assert talk.unclear(*LIKELY) == ["action_clarify"]  # the doubt is forgotten


def test_yes_carries_out_the_likeliest(talk: Dialogue) -> None:
    talk.unclear(*LIKELY, text="that thing with 10042")
    assert talk.says("affirm") == ["action_revert_fallback_events", "order_form"]
    message = talk.conversation.latest_message
    assert message is not None
    assert (message.text, message.intent, message.confidence) == (
        "that thing with 10042", "order", 1.0,
    )  # fmt: skip
    assert message.intent_ranking == (
        ("order", 1.0),
        ("faq", 0.25),
        ("mood_sad", 0.2),
        ("greet", 0.01),
    )
    assert "fallback_reason" not in message.parse_data
    assert talk.asks_for() == "order_id"


def test_yes_keeps_what_the_doubtful_message_said(talk: Dialogue) -> None:
    talk.says(
        "nlu_fallback",
        "that thing with 10042",
        ranking=[("nlu_fallback", 0.4), ("order", 0.3)],
        order_id="10042",
    )
    talk.says("affirm")
    assert talk.conversation.slots["order_id"] == "10042"
    assert talk.asks_for() == "email"


def test_no_asks_for_other_words_and_then_a_person_is_offered(talk: Dialogue) -> None:
    talk.unclear(*LIKELY)
    assert talk.says("deny") == ["action_ask_rephrase"]
    assert talk.unclear(*LIKELY) == ["action_offer_handoff"]


def test_three_doubtful_messages_lead_to_a_person(talk: Dialogue) -> None:
    assert talk.unclear(*LIKELY) == ["action_clarify"]
    assert talk.unclear(*LIKELY) == ["action_ask_rephrase"]
    assert talk.unclear(*LIKELY) == ["action_offer_handoff"]
    assert talk.unclear(*LIKELY) == ["action_offer_handoff"]
    assert talk.says("affirm") == ["action_handoff"]
    assert talk.conversation.paused


def test_a_person_may_be_declined(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES)
    for _ in range(3):
        talk.unclear(*LIKELY)
    assert talk.says("deny") == ["action_ask_rephrase"]
    domain = small_domain(
        tmp_path,
        DOMAIN.replace("utter_faq:", "utter_handoff_declined: [{text: ok}]\n  utter_faq:"),
    )
    talk = Dialogue(domain, compiled(tmp_path, domain, RULES))
    for _ in range(3):
        talk.unclear(*LIKELY)
    assert talk.says("deny") == ["utter_handoff_declined"]


def test_nothing_likely_asks_for_other_words_at_once(talk: Dialogue) -> None:
    assert talk.unclear(("order", 0.05), ("mood_sad", 0.3)) == ["action_ask_rephrase"]
    assert talk.reasons[0] == "intent in doubt; nothing is likely"


def test_an_understood_message_ends_the_doubt(talk: Dialogue) -> None:
    talk.unclear(*LIKELY)
    talk.unclear(*LIKELY)
    assert steps_taken(talk.conversation) == ("action_clarify",)
    talk.says("greet")
    assert talk.unclear(*LIKELY) == ["action_clarify"]


def test_yes_and_no_without_a_question_are_not_the_clarifications(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        RULES
        + """
- {rule: yes, steps: [{intent: affirm}, {action: utter_happy}]}
""",
    )
    assert talk.says("affirm") == ["utter_happy"]
    talk.unclear(*LIKELY)
    talk.says("greet")
    assert talk.says("affirm") == ["utter_happy"]


def test_out_of_scope_is_said_if_the_bot_has_words_for_it(tmp_path: Path) -> None:
    domain = small_domain(
        tmp_path, DOMAIN.replace("utter_faq:", "utter_out_of_scope: [{text: no}]\n  utter_faq:")
    )
    talk = Dialogue(domain, compiled(tmp_path, domain, RULES))
    assert talk.unclear(*LIKELY, out_of_scope=True) == ["utter_out_of_scope"]
    assert talk.unclear(*LIKELY, out_of_scope=True) == ["utter_out_of_scope"]
    assert talk.unclear(*LIKELY, out_of_scope=True) == ["action_offer_handoff"]


def test_out_of_scope_without_words_is_clarified(talk: Dialogue) -> None:
    assert talk.unclear(*LIKELY, out_of_scope=True) == ["action_clarify"]


def test_a_rule_for_the_fallback_intent_is_the_projects_own_clarification(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        "rules: [{rule: fallback, steps: [{intent: nlu_fallback}, {action: utter_cheer}]}]",
    )
    assert talk.unclear(*LIKELY) == ["utter_cheer"]


def test_after_the_person_returns_the_conversation_the_bot_answers_again(talk: Dialogue) -> None:
    for _ in range(3):
        talk.unclear(*LIKELY)
    talk.says("affirm")
    assert talk.says("greet") == []
    assert talk.reasons == ["a person has the conversation"]
    talk.record(ConversationResumed())
    assert talk.says("greet") == ["utter_greet"]
