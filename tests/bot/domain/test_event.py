import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.event import (
    ActionExecuted,
    ActiveLoop,
    LoopInterrupted,
    ReminderCancelled,
    SlotSet,
    UserUttered,
    bot_uttered,
    event_from_json,
    event_to_json,
    stamped,
)
from tests.fakes.events import events

GOLDEN = json.loads((Path(__file__).parents[2] / "golden/events_as_dict.json").read_text())


@pytest.mark.parametrize("name", GOLDEN)
def test_every_event_is_written_as_rasa_writes_it(name: str) -> None:
    written = event_to_json(event_from_json(GOLDEN[name]))
    assert json.dumps(written) == json.dumps(GOLDEN[name])  # keys in the same order, too


@given(events())
def test_what_is_written_is_read_back(event: Any) -> None:
    text = json.dumps(event_to_json(event), allow_nan=False)
    assert event_from_json(json.loads(text)) == event


def test_events_of_old_conversations_are_read() -> None:
    assert event_from_json({"event": "form", "name": "f"}) == ActiveLoop("f")
    assert event_from_json(
        {"event": "form_validation", "is_interrupted": True}
    ) == LoopInterrupted(True)


def test_events_of_rasa_sdk_have_no_time_and_may_have_empty_collections() -> None:
    event = event_from_json(
        {"event": "user", "timestamp": None, "text": "hi", "parse_data": None, "metadata": None}
    )
    assert event == UserUttered("hi")
    assert event_from_json({"event": "entities", "entities": None, "extra": 1}).metadata == {}


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({}, "event: None is not a kind of event"),
        ({"event": "nope"}, "event: 'nope' is not a kind of event"),
        ({"event": ["slot"]}, "is not a kind of event"),
        ({"event": "slot"}, "name: missing in the event 'slot'"),
        ({"event": "slot", "name": 3}, "name: 3 in the event 'slot' should be a text"),
        ({"event": "action", "name": "a", "confidence": float("nan")}, "confidence: nan"),
        ({"event": "action", "name": "a", "hide_rule_turn": 1}, "should be true or false"),
        ({"event": "pause", "timestamp": "now"}, "timestamp: 'now'"),
        ({"event": "pause", "timestamp": True}, "timestamp: True"),
        ({"event": "pause", "metadata": []}, "should be an object"),
        ({"event": "entities", "entities": [1]}, "should be a list of objects"),
        ({"event": "loop_interrupted"}, "is_interrupted: missing"),
    ],
)
def test_a_wrong_event_is_refused_with_its_key(data: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        event_from_json(data)


@given(
    st.dictionaries(
        st.sampled_from(["event", "name", "timestamp", "metadata", "text", "parse_data", "data"]),
        st.one_of(
            st.none(),
            st.booleans(),
            st.floats(),
            st.sampled_from(["slot", "user", "bot", "action", "agent"]),
            st.lists(st.integers()),
            st.dictionaries(st.text(), st.text()),
        ),
    )
)
def test_any_object_is_an_event_or_a_value_error(data: dict[str, Any]) -> None:
    try:
        event = event_from_json(data)
    except ValueError:
        return
    json.dumps(event_to_json(event))


def test_a_cancelled_reminder_keeps_its_name() -> None:
    event = ReminderCancelled(name="r1", intent="remind")
    written = event_to_json(event)
    assert written["name"] == "r1"
    assert "entities" not in written
    assert event_from_json(written) == event


def test_a_stamp_is_given_once() -> None:
    assert stamped(SlotSet("a", 1), 5.0).timestamp == 5.0
    assert stamped(SlotSet("a", 1, timestamp=3.0), 5.0).timestamp == 3.0


def test_a_collected_message_becomes_a_bot_event() -> None:
    event = bot_uttered(
        {"text": "Hi", "buttons": [], "image": "i.png", "utter_action": "utter_hi"}
    )
    assert event.text == "Hi"
    assert event.data["buttons"] is None
    assert event.data["attachment"] == "i.png"
    assert list(event.data) == [
        "elements", "quick_replies", "buttons", "attachment", "image", "custom",
    ]  # fmt: skip
    assert event.metadata == {"utter_action": "utter_hi"}


def test_a_message_tells_what_was_understood() -> None:
    message = UserUttered(
        "hi",
        parse_data={
            "intent": {"name": "greet", "confidence": 1},
            "entities": [{"entity": "city"}, "junk"],
            "intent_ranking": [{"name": "greet", "confidence": 1}, {"name": None}, 7],
        },
    )
    assert (message.intent, message.confidence) == ("greet", 1.0)
    assert message.entities == ({"entity": "city"},)
    assert message.intent_ranking == (("greet", 1.0),)
    empty = UserUttered("hi", parse_data={"intent": "greet", "entities": 5})
    assert (empty.intent, empty.confidence, empty.entities) == (None, 0.0, ())


def test_events_compare_by_value() -> None:
    assert ActionExecuted("a") == ActionExecuted("a")
    assert ActionExecuted("a") != ActionExecuted("b")
