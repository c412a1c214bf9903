"""Stories decide as Rasa's AugmentedMemoizationPolicy does."""

from pathlib import Path

from bot.domain.event import SlotSet
from tests.fakes.dialogue import Dialogue
from tests.fakes.small_project import RULES, compiled, dialogue, small_domain

MOODS = """
stories:
- story: happy
  steps:
  - intent: greet
  - action: utter_greet
  - intent: mood_great
  - action: utter_happy
- story: sad
  steps:
  - intent: greet
  - action: utter_greet
  - intent: mood_sad
  - action: utter_cheer
  - intent: affirm
  - action: utter_happy
- story: sad for long
  steps:
  - intent: greet
  - action: utter_greet
  - intent: mood_sad
  - action: utter_cheer
  - intent: deny
  - action: utter_bye
- story: yes alone
  steps:
  - intent: affirm
  - action: utter_chat
"""


def test_a_story_is_retold(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, MOODS)
    assert talk.says("greet") == ["utter_greet"]
    assert talk.says("mood_sad") == ["utter_cheer"]
    assert talk.says("deny") == ["utter_bye"]
    assert talk.decisions[0].policy == "AugmentedMemoizationPolicy"
    assert talk.reasons[0] == "story 'sad for long' goes on so after intent deny 0.97"


def test_the_same_word_means_different_things_by_what_came_before(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, MOODS)
    assert talk.says("affirm") == ["utter_chat"]
    talk.says("greet")
    talk.says("mood_sad")
    assert talk.says("affirm") == ["utter_happy"]


def test_a_story_is_found_again_after_another_conversation(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, MOODS)
    for _ in range(3):
        assert talk.says("greet") == ["utter_greet"]
        assert talk.says("mood_great") == ["utter_happy"]


def test_without_a_fitting_story_nothing_is_remembered(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, MOODS)
    assert talk.says("mood_sad") == ["action_default_fallback"]


def test_what_stories_disagree_on_is_forgotten(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        stories:
        - {story: a, steps: [{intent: greet}, {action: utter_greet}]}
        - {story: b, steps: [{intent: greet}, {action: utter_bye}]}
        - {story: c, steps: [{intent: greet}, {action: utter_greet}]}
        """,
    )
    assert talk.says("greet") == ["action_default_fallback"]


def test_a_slot_of_the_past_is_forgotten_if_the_story_does_not_know_it(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        stories:
        - story: with city
          steps:
          - intent: chitchat
          - action: utter_chat
          - slot_was_set: [{city: Berlin}]
        - story: happy
          steps: [{intent: greet}, {action: utter_greet}, {intent: goodbye}, {action: utter_bye}]
        """,
    )
    talk.after = {"utter_chat": [SlotSet("city", "Rome")]}
    assert talk.says("chitchat") == ["utter_chat"]
    assert talk.says("greet") == ["utter_greet"]
    assert talk.says("goodbye") == ["utter_bye"]
    assert talk.conversation.slots["city"] == "Rome"


def test_a_slot_decides_between_stories(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        stories:
        - story: with city
          steps: [{intent: book, entities: [{city: Berlin}]}, {action: utter_booked}]
        - story: without
          steps: [{intent: book}, {action: utter_chat}]
        """,
    )
    assert talk.says("book") == ["utter_chat"]
    assert talk.says("book", city="Rome") == ["utter_booked"]


def test_rules_come_before_stories_and_are_invisible_to_them(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES, MOODS)
    talk.says("greet")
    assert talk.says("mood_sad") == ["utter_cheer"]
    assert talk.says("faq") == ["utter_faq"]  # a rule that no story tells
    assert talk.says("affirm") == ["utter_happy"]


def test_stories_are_joined_at_checkpoints(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        stories:
        - story: beginning
          steps: [{intent: greet}, {action: utter_greet}, {checkpoint: asked}]
        - story: yes
          steps: [{checkpoint: asked}, {intent: affirm}, {action: utter_happy}]
        - story: no
          steps: [{checkpoint: asked}, {intent: deny}, {action: utter_bye}]
        """,
    )
    talk.says("greet")
    assert talk.says("affirm") == ["utter_happy"]
    assert talk.reasons[0] == "story 'beginning > yes' goes on so after intent affirm 0.97"
    talk.says("greet")
    assert talk.says("deny") == ["utter_bye"]


def test_a_circle_of_checkpoints_ends(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        stories:
        - story: beginning
          steps: [{intent: greet}, {action: utter_greet}, {checkpoint: again}]
        - story: circle
          steps:
          - checkpoint: again
          - intent: affirm
          - action: utter_happy
          - checkpoint: again
        """,
    )
    talk.says("greet")
    assert talk.says("affirm") == ["utter_happy"]


def test_a_checkpoint_may_want_a_slot(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        stories:
        - story: beginning
          steps: [{intent: greet}, {action: utter_greet}, {checkpoint: greeted}]
        - story: vip
          steps:
          - checkpoint: greeted
            slot_was_set: [{vip: true}]
          - intent: affirm
          - action: utter_vip
        """,
    )
    talk.says("greet")
    assert talk.says("affirm") == ["action_default_fallback"]
    talk.after = {"utter_greet": [SlotSet("vip", True)]}
    talk.says("greet")
    assert talk.says("affirm") == ["utter_vip"]


def test_a_story_through_a_form(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        """
        stories:
        - story: ordered
          steps:
          - intent: order
          - action: order_form
          - active_loop: order_form
          - active_loop: null
          - action: action_submit
          - intent: affirm
          - action: utter_happy
        """,
    )
    talk.says("order")
    talk.says("inform", order_id="1")
    talk.says("inform", text="me@example.com")
    assert talk.says("affirm") == ["order_form", "action_submit"]
    assert talk.says("affirm") == ["utter_happy"]


def test_a_digression_within_a_form_told_by_a_story(tmp_path: Path) -> None:
    talk = dialogue(
        tmp_path,
        RULES,
        """
        stories:
        - story: chat within
          steps:
          - intent: order
          - action: order_form
          - active_loop: order_form
          - intent: chitchat
          - action: utter_chat
          - action: order_form
          - active_loop: null
          - action: action_submit
        """,
    )
    talk.says("order")
    assert talk.says("chitchat") == ["utter_chat", "order_form"]
    assert talk.asks_for() == "order_id"


STOPPING = """
stories:
- story: stopped, then continued
  steps:
  - intent: order
  - action: order_form
  - active_loop: order_form
  - intent: stop
  - action: utter_chat
  - intent: affirm
  - action: order_form
  - active_loop: null
  - action: action_submit
- story: stopped for good
  steps:
  - intent: order
  - action: order_form
  - active_loop: order_form
  - intent: stop
  - action: utter_chat
  - intent: deny
  - action: action_deactivate_loop
  - active_loop: null
"""


def test_stories_may_say_what_stopping_a_form_leads_to(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES, STOPPING)
    talk.says("greet")
    talk.says("order")
    assert talk.says("stop") == ["utter_chat"]
    assert talk.says("affirm") == ["order_form"]  # asks again, without reading the yes
    assert talk.asks_for() == "order_id"
    talk = dialogue(tmp_path, RULES, STOPPING)
    talk.says("order")
    assert talk.says("stop") == ["utter_chat"]
    assert talk.says("deny") == ["action_deactivate_loop"]
    assert talk.conversation.active_loop is None


def test_a_story_that_ignores_the_form_does_not_answer_for_it(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES, MOODS)
    talk.says("order")
    assert talk.says("affirm") == ["order_form"]  # not `utter_chat`, as for a yes alone
    assert talk.asks_for() == "order_id"


def test_the_length_of_the_memory_is_a_setting(tmp_path: Path) -> None:
    domain = small_domain(tmp_path)
    short = Dialogue(domain, compiled(tmp_path, domain, MOODS, max_history=1))
    # with one state only the latest message counts: `affirm` is told in two ways
    assert short.says("mood_sad") == ["utter_cheer"]
    assert short.says("affirm") == ["action_default_fallback"]


def test_a_long_conversation_is_decided_as_fast_as_a_short_one(tmp_path: Path) -> None:
    talk = dialogue(tmp_path, RULES, MOODS)
    for _ in range(300):
        talk.says("greet")
    assert talk.says("mood_sad") == ["utter_cheer"]
