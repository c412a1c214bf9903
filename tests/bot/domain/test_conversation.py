import json
import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.conversation import Conversation
from bot.domain.domain import Domain, Form
from bot.domain.event import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    EntitiesAdded,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
    event_from_json,
    event_to_json,
)
from bot.domain.slot import Slot, SlotType
from bot.domain.tracker_state import current_state
from tests.fakes.events import events

DOMAIN = Domain(
    slots={
        "order_id": Slot("order_id", SlotType.TEXT),
        "size": Slot("size", SlotType.CATEGORICAL, initial_value="M", values=("S", "M")),
        "tags": Slot("tags", SlotType.LIST),
    },
    forms={"order_form": Form("order_form", ("order_id",)), "other_form": Form("other_form", ())},
)
LISTEN = ActionExecuted("action_listen")


def start(*happened: Event) -> Conversation:
    return Conversation.start("c", DOMAIN).apply_all(happened)


def says(intent: str, **rest: Any) -> UserUttered:
    return UserUttered(f"/{intent}", parse_data={"intent": {"name": intent}}, **rest)


def test_slots_start_at_their_initial_values_and_are_set_by_events() -> None:
    assert start().slots == {
        "order_id": None, "size": "M", "tags": None,
        "requested_slot": None, "session_started_metadata": None,
    }  # fmt: skip
    conversation = start(SlotSet("size", "S"), SlotSet("tags", "a"), SlotSet("nope", 1))
    assert conversation.slots["size"] == "S"
    assert conversation.slots["tags"] == ["a"]
    assert "nope" not in conversation.slots
    assert conversation.apply(AllSlotsReset()).slots == start().slots


def test_applying_an_event_leaves_the_conversation_before_it_as_it_was() -> None:
    before = start(LISTEN)
    after = before.apply(SlotSet("order_id", "1"))
    assert (before.slots["order_id"], after.slots["order_id"]) == (None, "1")
    assert (len(before.events), len(after.events)) == (1, 2)


def test_a_form_is_opened_interrupted_rejected_and_closed() -> None:
    opened = start(LISTEN, says("order"), ActionExecuted("order_form"), ActiveLoop("order_form"))
    assert opened.active_loop_name == "order_form"
    assert opened.active_loop is not None
    assert opened.active_loop.trigger_message == {"intent": {"name": "order"}}
    rejected = opened.apply_all(
        [LISTEN, says("faq"), ActionExecutionRejected("order_form"), LoopInterrupted(True)]
    )
    assert rejected.active_loop is not None
    assert (rejected.active_loop.rejected, rejected.active_loop.is_interrupted) == (True, True)
    other = rejected.apply(ActionExecuted("utter_faq"))
    assert other.active_loop is not None
    assert (other.active_loop.rejected, other.active_loop.is_interrupted) == (True, False)
    again = other.apply(ActionExecuted("order_form"))
    assert again.active_loop is not None
    assert not again.active_loop.rejected
    assert again.apply(ActiveLoop(None)).active_loop is None


def test_the_requested_slot_is_read_from_its_slot() -> None:
    assert start(SlotSet("requested_slot", "order_id")).requested_slot == "order_id"
    assert start(SlotSet("requested_slot", 5)).requested_slot is None


def test_a_followup_is_cleared_by_the_next_action_or_message() -> None:
    conversation = start(LISTEN, FollowupAction("utter_greet"))
    assert conversation.followup_action == "utter_greet"
    assert conversation.apply(ActionExecuted("utter_greet")).followup_action is None
    assert conversation.apply(says("x")).followup_action is None


def test_pause_and_resume() -> None:
    paused = start(ConversationPaused())
    assert paused.paused
    assert not paused.apply(ConversationResumed()).paused


def test_entities_of_policies_join_those_of_the_message_once() -> None:
    message = UserUttered("x", parse_data={"entities": [{"entity": "a"}]})
    added = EntitiesAdded(({"entity": "a"}, {"entity": "b"}))
    assert start(message, added, added).latest_entities == ({"entity": "a"}, {"entity": "b"})
    assert start(message, added, says("next")).latest_entities == ()


def test_a_restart_forgets_everything_and_asks_for_a_session_start() -> None:
    conversation = start(
        SlotSet("size", "S"), LISTEN, says("x"), ConversationPaused(), Restarted()
    )
    assert conversation.slots["size"] == "M"
    assert conversation.latest_message is None
    assert not conversation.paused
    assert conversation.followup_action == "action_session_start"
    assert conversation.events_after_restart() == ()
    assert len(conversation.events) == 5


def test_a_session_start_resets_the_state_and_keeps_the_events() -> None:
    conversation = start(SlotSet("size", "S"), says("x"), SessionStarted())
    assert conversation.slots["size"] == "M"
    assert conversation.applied_events() == ()
    assert len(conversation.events_after_restart()) == 3


def test_undo_takes_back_the_latest_action_and_what_followed() -> None:
    conversation = start(
        LISTEN, says("order"), ActionExecuted("utter_a"), SlotSet("size", "S"), ActionReverted()
    )
    assert conversation.latest_action == "action_listen"
    assert conversation.slots["size"] == "M"
    assert conversation.applied_events() == (LISTEN, says("order"))


def test_rewind_takes_back_the_latest_message_with_its_listen() -> None:
    conversation = start(
        LISTEN,
        says("a"),
        ActionExecuted("utter_a"),
        LISTEN,
        says("b"),
        ActionExecuted("utter_b"),
        UserUtteranceReverted(),
    )
    assert conversation.latest_message == says("a")
    assert conversation.latest_action == "utter_a"
    assert conversation.applied_events() == (LISTEN, says("a"), ActionExecuted("utter_a"))


def test_undo_and_rewind_of_nothing_leave_nothing() -> None:
    assert start(ActionReverted(), UserUtteranceReverted()).applied_events() == ()
    assert start(BotUttered("hi"), ActionReverted()).applied_events() == ()


def test_the_questions_of_a_form_are_no_part_of_the_story() -> None:
    conversation = start(
        LISTEN,
        says("order"),
        ActionExecuted("order_form"),
        ActiveLoop("order_form"),
        SlotSet("requested_slot", "order_id"),
        LISTEN,
        says("inform"),
        SlotSet("order_id", "1"),
        ActionExecuted("order_form"),
        ActiveLoop(None),
    )
    assert conversation.applied_events() == (
        LISTEN,
        says("order"),
        ActionExecuted("order_form"),
        ActiveLoop("order_form"),
        SlotSet("requested_slot", "order_id"),
        SlotSet("order_id", "1"),
        ActiveLoop(None),
    )
    assert conversation.latest_message == says("inform")  # but it did happen


def _digression(*, hidden: bool) -> tuple[Event, ...]:
    answer = ActionExecuted("utter_faq", hide_rule_turn=hidden)
    return start(
        LISTEN,
        says("order"),
        ActionExecuted("order_form"),
        ActiveLoop("order_form"),
        LISTEN,
        says("faq"),
        ActionExecutionRejected("order_form"),
        answer,
        ActionExecuted("order_form"),
    ).applied_events()


def test_a_digression_from_a_form_is_told_unless_stories_do_not_see_it() -> None:
    told = _digression(hidden=False)
    assert says("faq") in told
    assert told.count(ActionExecuted("order_form")) == 2
    assert _digression(hidden=True) == (
        LISTEN, says("order"), ActionExecuted("order_form"), ActiveLoop("order_form"),
    )  # fmt: skip


def test_a_form_opened_anew_is_a_new_run() -> None:
    once = (ActionExecuted("order_form"), ActiveLoop("order_form"), ActiveLoop(None))
    told = start(*once, *once).applied_events()
    assert told.count(ActionExecuted("order_form")) == 2


def test_the_latest_channel_and_time_are_those_of_the_latest_message_and_event() -> None:
    conversation = start(
        says("a", input_channel="rest", timestamp=1.0),
        BotUttered("x", timestamp=2.0),
        SlotSet("size", "S"),
    )
    assert conversation.latest_input_channel == "rest"
    assert conversation.latest_event_time == 2.0
    assert conversation.apply(says("b")).latest_input_channel is None


@given(st.lists(events(), max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_events_fold_and_survive_json(happened: list[Event]) -> None:
    conversation = start(*happened)
    assert list(conversation.events) == happened
    for include in ("NONE", "APPLIED", "AFTER_RESTART", "ALL"):
        json.dumps(current_state(conversation, include))
    copied = [event_from_json(json.loads(json.dumps(event_to_json(one)))) for one in happened]
    assert current_state(start(*copied), "ALL") == current_state(conversation, "ALL")


@given(st.lists(events(), max_size=20), st.lists(events(), max_size=20))
@settings(max_examples=50, deadline=None)
def test_folding_in_two_parts_is_folding_at_once(first: list[Event], then: list[Event]) -> None:
    in_parts = start(*first).apply_all(then)
    assert current_state(in_parts, "ALL") == current_state(start(*first, *then), "ALL")
    assert in_parts.applied_events() == start(*first, *then).applied_events()


def _seconds_for_a_turn(conversation: Conversation, turns: int) -> float:
    began = time.perf_counter()
    for _ in range(turns):
        conversation = conversation.apply_all(
            [
                says("x"),
                SlotSet("order_id", "1"),
                ActionExecuted("utter_a"),
                BotUttered("a"),
                LISTEN,
            ]
        )
    return (time.perf_counter() - began) / turns


def test_a_turn_costs_the_same_in_a_long_conversation() -> None:
    long = start(*[event for _ in range(4_000) for event in (says("x"), BotUttered("a"), LISTEN)])
    fresh = min(_seconds_for_a_turn(start(), 200) for _ in range(3))
    late = min(_seconds_for_a_turn(long, 200) for _ in range(3))
    assert late < 5 * fresh
