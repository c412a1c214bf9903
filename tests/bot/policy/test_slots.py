from pathlib import Path
from typing import Any

import pytest

from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.event import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SlotSet,
    UserUttered,
)
from bot.policy.slots import extract_slots
from tests.fakes.small_project import small_domain


def domain(folder: Path, mappings: str, *, type_: str = "text", form: str = "f") -> Domain:
    return small_domain(
        folder,
        f"""
intents: [a, b, ignored]
entities: [e, other]
slots:
  s: {{type: {type_}, mappings: [{mappings}]}}
  t: {{type: text, mappings: [{{type: from_entity, entity: e}}]}}
forms:
  {form}: {{required_slots: [s, t], ignored_intents: [ignored]}}
  g: {{required_slots: []}}
""",
    )


def extracted(
    known: Domain,
    intent: str = "a",
    *,
    text: str = "words",
    entities: list[dict[str, Any]] | None = None,
    before: tuple[Event, ...] = (),
    after: tuple[Event, ...] = (),
    confidence: float = 0.97,
) -> Any:
    data = {"intent": {"name": intent, "confidence": confidence}, "entities": entities or []}
    conversation = Conversation.start("c", known).apply_all(
        [*before, UserUttered(text, parse_data=data), *after]
    )
    return {event.name: event.value for event in extract_slots(conversation, known)}.get("s")


IN_FORM = (ActiveLoop("f"), SlotSet("requested_slot", "s"))


def test_from_entity(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_entity, entity: e}")
    assert extracted(known, entities=[{"entity": "e", "value": "1"}]) == "1"
    assert extracted(known, entities=[{"entity": "other", "value": "1"}]) is None
    two = [{"entity": "e", "value": "1"}, {"entity": "e", "value": "2"}]
    assert extracted(known, entities=two) == "2"


def test_a_list_slot_takes_all_values(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_entity, entity: e}", type_="list")
    two = [{"entity": "e", "value": "1"}, {"entity": "e", "value": "2"}]
    assert extracted(known, entities=two) == ["1", "2"]


def test_from_entity_wants_role_and_group(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_entity, entity: e, role: from, group: '1'}")
    assert extracted(known, entities=[{"entity": "e", "value": "1"}]) is None
    with_role = {"entity": "e", "value": "1", "role": "from", "group": "1"}
    assert extracted(known, entities=[with_role]) == "1"


def test_the_intent_limits_a_mapping(tmp_path: Path) -> None:
    wanted = domain(tmp_path, "{type: from_text, intent: [b]}")
    assert extracted(wanted, "a") is None
    assert extracted(wanted, "b") == "words"
    unwanted = domain(tmp_path, "{type: from_text, not_intent: b}")
    assert extracted(unwanted, "a") == "words"
    assert extracted(unwanted, "b") is None


def test_intents_that_a_form_ignores_fill_nothing_in_it(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_text}")
    assert extracted(known, "ignored") == "words"
    assert extracted(known, "ignored", before=IN_FORM) is None


@pytest.mark.parametrize(
    ("text", "confidence", "value"),
    [
        ("it does not charge", 0.95, None),
        ("it does not charge", 0.55, "it does not charge"),
        ("does it charge?", 0.55, None),
    ],
)
def test_a_doubtful_intent_keeps_no_answer_from_the_slot_asked_for(
    tmp_path: Path, text: str, confidence: float, value: str | None
) -> None:
    known = domain(tmp_path, "{type: from_text, not_intent: [b]}")
    assert extracted(known, "b", text=text, before=IN_FORM, confidence=confidence) == value
    # outside of a form nothing was asked that the text could answer
    assert extracted(known, "b", text=text, confidence=confidence) is None


def test_from_intent(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_intent, intent: b, value: true}", type_="bool")
    assert extracted(known, "a") is None
    assert extracted(known, "b") is True


def test_from_trigger_intent_fills_when_the_form_is_opened_only(tmp_path: Path) -> None:
    known = domain(
        tmp_path,
        "{type: from_trigger_intent, intent: b, value: x, conditions: [{active_loop: f}]}",
    )
    assert extracted(known, "b") == "x"
    assert extracted(known, "b", before=IN_FORM) is None
    assert extracted(known, "b", after=IN_FORM) == "x"


def test_a_condition_on_the_form_and_its_question(tmp_path: Path) -> None:
    known = domain(
        tmp_path, "{type: from_text, conditions: [{active_loop: f, requested_slot: s}]}"
    )
    assert extracted(known) is None
    assert extracted(known, before=IN_FORM) == "words"
    assert extracted(known, before=(ActiveLoop("f"), SlotSet("requested_slot", "t"))) is None
    assert extracted(known, before=(ActiveLoop("g"), SlotSet("requested_slot", "s"))) is None


def test_a_condition_of_no_form(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_text, conditions: [{active_loop: null}]}")
    assert extracted(known) == "words"
    assert extracted(known, before=IN_FORM) is None


def test_a_form_that_stepped_aside_is_not_filled(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_text, conditions: [{active_loop: f}]}")
    aside = (*IN_FORM, ActionExecutionRejected("f"))
    assert extracted(known, before=aside) is None


def test_an_entity_that_two_slots_want_goes_to_the_one_asked_for(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_entity, entity: e}")
    entity = [{"entity": "e", "value": "1"}]
    assert extracted(known, entities=entity, before=IN_FORM) == "1"
    asks_other = (ActiveLoop("f"), SlotSet("requested_slot", "t"))
    assert extracted(known, entities=entity, before=asks_other) is None


def test_the_first_mapping_that_gives_a_value_counts(tmp_path: Path) -> None:
    known = domain(
        tmp_path, "{type: custom}, {type: from_entity, entity: other}, {type: from_text}"
    )
    assert extracted(known) == "words"
    assert extracted(known, entities=[{"entity": "other", "value": "1"}]) == "1"


def test_yes_to_the_bots_own_question_fills_no_slot(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_intent, intent: b, value: true}", type_="bool")
    asked = (ActionExecuted("action_offer_handoff"), ActionExecuted("action_listen"))
    assert extracted(known, "b", before=asked) is None
    asked = (ActionExecuted("utter_ask"), ActionExecuted("action_listen"))
    assert extracted(known, "b", before=asked) is True


def test_without_a_message_nothing_is_filled(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_text}")
    assert extract_slots(Conversation.start("c", known), known) == ()


def test_null_empties_a_slot_that_is_set_and_no_other(tmp_path: Path) -> None:
    known = domain(tmp_path, "{type: from_intent, intent: a, value: null}")
    fresh = Conversation.start("c", known).apply(
        UserUttered("x", parse_data={"intent": {"name": "a"}})
    )
    assert extract_slots(fresh, known) == ()
    assert extract_slots(fresh.apply(SlotSet("s", "1")), known) == (SlotSet("s", None),)
