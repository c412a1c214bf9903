"""Rules decide as Rasa's RulePolicy does."""

from pathlib import Path

from bot.domain.event import ActiveLoop, SlotSet
from tests.fakes.dialogue import Dialogue
from tests.fakes.small_project import RULES, compiled, dialogue, small_domain


def test_a_rule_answers_its_intent_wherever_it_is_said(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES)
    assert talk.says("greet") == ["utter_greet"]
    assert talk.says("faq") == ["utter_faq"]
    assert talk.says("greet") == ["utter_greet"]
    assert talk.reasons[0] == "rule 'greeting' matched after intent greet 0.97"
    assert talk.decisions[0].policy == "RulePolicy"
    assert talk.decisions[0].confidence == 1.0


def test_a_rule_may_have_several_actions(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        "rules: [{rule: r, steps: [{intent: greet}, {action: utter_greet}, {action: utter_faq}]}]",
    )
    assert talk.says("greet") == ["utter_greet", "utter_faq"]


def test_a_condition_on_a_slot_must_hold(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - rule: everyone
          steps: [{intent: greet}, {action: utter_greet}]
        - rule: vip
          condition: [{slot_was_set: [{vip: true}]}]
          steps: [{intent: greet}, {action: utter_vip}]
        """,
    )
    assert talk.says("greet") == ["utter_greet"]
    talk.record(SlotSet("vip", True))
    assert talk.says("greet") == ["utter_vip"]  # the rule that demands more wins
    talk.record(SlotSet("vip", False))
    assert talk.says("greet") == ["utter_greet"]


def test_a_null_condition_wants_the_slot_empty(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - rule: unknown customer
          condition: [{slot_was_set: [{vip: null}]}]
          steps: [{intent: greet}, {action: utter_greet}]
        """,
    )
    assert talk.says("greet") == ["utter_greet"]
    talk.record(SlotSet("vip", True))
    assert talk.says("greet") == ["action_default_fallback"]


def test_a_slot_that_influences_nothing_is_no_condition(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - rule: r
          condition: [{slot_was_set: [{order_id: "1"}]}]
          steps: [{intent: greet}, {action: utter_greet}]
        """,
    )
    assert talk.says("greet") == ["utter_greet"]


def test_a_text_slot_counts_as_set_whatever_its_value(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - rule: r
          condition: [{slot_was_set: [city]}]
          steps: [{intent: greet}, {action: utter_greet}]
        """,
    )
    assert talk.says("greet") == ["action_default_fallback"]
    assert talk.says("greet", city="Berlin") == ["utter_greet"]


def test_a_rule_for_the_conversation_start_applies_only_there(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - rule: first words
          conversation_start: true
          steps: [{intent: greet}, {action: utter_vip}]
        - rule: greeting
          steps: [{intent: greet}, {action: utter_greet}]
        """,
    )
    assert talk.says("greet") == ["utter_vip"]
    assert talk.says("greet") == ["utter_greet"]


def test_after_a_rule_that_does_not_wait_another_may_go_on(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - rule: greeting
          wait_for_user_input: false
          steps: [{intent: greet}, {action: utter_greet}]
        - rule: then this
          steps: [{action: utter_greet}, {action: utter_faq}]
        """,
    )
    assert talk.says("greet") == ["utter_greet", "utter_faq"]


def test_a_rule_may_depend_on_the_bots_previous_words(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - rule: yes after faq
          steps: [{action: utter_faq}, {intent: affirm}, {action: utter_happy}]
        - rule: yes
          steps: [{intent: affirm}, {action: utter_chat}]
        - rule: question
          steps: [{intent: faq}, {action: utter_faq}]
        """,
    )
    assert talk.says("affirm") == ["utter_chat"]
    assert talk.says("faq") == ["utter_faq"]
    assert talk.says("affirm") == ["utter_happy"]


def test_or_makes_a_rule_for_each_intent(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - rule: r
          steps: [{or: [{intent: greet}, {intent: goodbye}]}, {action: utter_bye}]
        """,
    )
    assert talk.says("greet") == ["utter_bye"]
    assert talk.says("goodbye") == ["utter_bye"]


def test_listed_entities_must_be_there_and_no_others(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - rule: with city
          steps: [{intent: book, entities: [{city: Berlin}]}, {action: utter_booked}]
        - rule: without
          steps: [{intent: book}, {action: utter_chat}]
        """,
    )
    assert talk.says("book") == ["utter_chat"]
    assert talk.says("book", city="Rome") == ["utter_booked"]  # any value, as in Rasa
    assert talk.says("book", city="Rome", order_id="1") == ["utter_chat"]


def test_rules_that_contradict_each_other_count_for_nothing(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules:
        - {rule: a, steps: [{intent: greet}, {action: utter_greet}]}
        - {rule: b, steps: [{intent: greet}, {action: utter_bye}]}
        """,
    )
    assert talk.says("greet") == ["action_default_fallback"]


def test_a_rule_on_the_text_of_a_message(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        rules: [{rule: r, steps: [{user: "open sesame"}, {action: utter_vip}]}]
        stories: [{story: s, steps: [{user: "open sesame"}, {action: utter_vip}]}]
        """,
    )
    assert talk.says("greet", text="open sesame") == ["utter_vip"]
    assert talk.says("greet", text="open") == ["action_default_fallback"]


def test_a_form_opens_asks_and_submits(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES)
    assert talk.says("order") == ["order_form"]
    assert talk.asks_for() == "order_id"
    assert talk.says("inform", order_id="10042") == ["order_form"]
    assert talk.asks_for() == "email"
    assert talk.says("inform", text="me@example.com") == ["order_form"]
    assert talk.asks_for() == "confirm"
    assert talk.says("affirm") == ["order_form", "action_submit"]
    assert talk.conversation.active_loop is None
    assert talk.conversation.slots["email"] == "me@example.com"


def test_a_rule_inside_a_form_is_followed_by_the_form(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES)
    talk.says("order")
    assert talk.says("faq") == ["utter_faq", "order_form"]
    assert talk.asks_for() == "order_id"


def test_a_rule_that_wants_no_form_does_not_speak_within_one(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        RULES
        + """
- rule: chat outside of forms
  condition: [{active_loop: null}]
  steps: [{intent: chitchat}, {action: utter_chat}]
""",
    )
    assert talk.says("chitchat") == ["utter_chat"]
    talk.says("order")
    assert talk.says("chitchat") == ["order_form"]


def test_a_rule_for_a_form_says_that_the_form_does_not_return(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        RULES
        + """
- rule: leave the form
  condition: [{active_loop: order_form}]
  steps:
  - intent: goodbye
  - action: utter_bye
  - action: action_deactivate_loop
  - active_loop: null
""",
    )
    talk.says("order")
    assert talk.says("goodbye") == ["utter_bye", "action_deactivate_loop"]
    assert talk.conversation.active_loop is None


def test_a_rule_may_send_the_form_on_without_reading_the_message(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        RULES
        + """
- rule: just go on
  condition: [{active_loop: order_form}]
  steps: [{intent: chitchat}, {action: order_form}, {active_loop: order_form}]
""",
    )
    talk.says("order")
    assert talk.says("chitchat") == ["order_form"]
    assert talk.asks_for() == "order_id"


def test_the_opening_words_within_the_form_ask_again(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES)
    talk.says("order")
    assert talk.says("order") == ["order_form"]
    assert talk.asks_for() == "order_id"


def test_default_intents_have_their_actions(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES)
    talk.says("greet")
    assert talk.says("restart") == ["action_restart", "action_session_start"]
    assert talk.conversation.latest_message is None
    talk.says("greet")
    assert talk.says("back") == ["action_back"]
    assert talk.conversation.latest_message is None  # the greeting is taken back, too
    assert talk.says("session_start") == ["action_session_start"]


def test_a_form_closed_by_an_event_is_closed(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES)
    talk.says("order")
    talk.record(ActiveLoop(None))
    assert talk.says("greet") == ["utter_greet"]


def test_an_entity_that_a_rule_names_fills_its_slot_as_in_rasa(tmp_path: Path) -> None:
    domain = small_domain(
        tmp_path,
        """
        intents: [explain]
        entities: [part]
        slots:
          part:
            type: categorical
            values: [nlu, core]
            mappings: [{type: from_entity, entity: part}]
        responses: {utter_nlu: [{text: n}], utter_core: [{text: c}]}
        """,
    )
    policies = compiled(
        tmp_path,
        domain,
        """
        rules:
        - rule: nlu
          steps: [{intent: explain, entities: [{part: nlu}]}, {action: utter_nlu}]
        - rule: core
          steps: [{intent: explain, entities: [{part: core}]}, {action: utter_core}]
        """,
    )
    assert policies.rules.disputes == ()
    talk = Dialogue(domain, policies)
    assert talk.says("explain", part="core") == ["utter_core"]
    assert talk.says("explain", part="nlu") == ["utter_nlu"]


def test_a_retrieval_intent_is_matched_by_its_first_part(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path, "rules: [{rule: r, steps: [{intent: faq/hours}, {action: utter_faq}]}]"
    )
    assert talk.says("faq") == ["utter_faq"]
