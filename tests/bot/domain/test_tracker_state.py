import json

import pytest

from bot.domain.conversation import Conversation
from bot.domain.event import ActiveLoop, EntitiesAdded, Restarted, SlotSet, event_from_json
from bot.domain.tracker_state import current_state
from tests.fakes.golden_domain import golden, golden_domain


def _golden_conversation() -> Conversation:
    """Rebuild the conversation of the golden trackers.

    Its message had entities that its event does not show; an event that adds them stands in.
    """
    whole = golden("tracker_ALL")
    events = [event_from_json(event) for event in whole["events"]]
    entities = EntitiesAdded(tuple(whole["latest_message"]["entities"]))
    conversation = Conversation.start("u1", golden_domain())
    return conversation.apply_all([*events[:4], entities, *events[4:]])


@pytest.mark.parametrize("include", ["ALL", "AFTER_RESTART", "APPLIED", "NONE"])
def test_the_tracker_is_rasas_key_by_key(include: str) -> None:
    state = current_state(_golden_conversation(), include)
    if state["events"] is not None:
        state["events"] = [event for event in state["events"] if event["event"] != "entities"]
    assert json.dumps(state) == json.dumps(golden(f"tracker_{include}"))


def test_a_new_conversation_is_rasas_empty_tracker() -> None:
    state = current_state(Conversation.start("u2", golden_domain()))
    assert json.dumps(state) == json.dumps(golden("tracker_empty"))


def test_an_active_form_is_shown_with_the_message_that_opened_it() -> None:
    wanted = golden("tracker_active_loop")
    whole = golden("tracker_ALL")
    conversation = (
        Conversation.start("u3", golden_domain())
        .apply(event_from_json({**whole["events"][3], "timestamp": 1.0}))
        .apply(EntitiesAdded(tuple(whole["latest_message"]["entities"])))
        .apply(event_from_json(whole["events"][-1]))
        .apply(ActiveLoop("order_form", timestamp=1700000000.0))
    )
    assert json.dumps(current_state(conversation, "NONE")) == json.dumps(wanted)


def test_events_before_a_restart_are_left_out_by_default() -> None:
    conversation = Conversation.start("u", golden_domain()).apply_all(
        [SlotSet("size", "L"), Restarted(), SlotSet("size", "S")]
    )
    assert [event["event"] for event in current_state(conversation)["events"]] == ["slot"]
    assert len(current_state(conversation, "ALL")["events"]) == 3
    assert current_state(conversation)["slots"]["size"] == "S"


def test_an_unknown_verbosity_is_refused() -> None:
    with pytest.raises(ValueError, match="SOME"):
        current_state(Conversation.start("u", golden_domain()), "SOME")
