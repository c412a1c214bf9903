from __future__ import annotations

from typing import Any

from rasa_sdk.interfaces import Tracker

from bot.actions.turn_events import (
    filled_now,
    has_run_since_set,
    highest_value,
    is_opened_now,
    messages_since_set,
    value_before,
)

USER = {"event": "user"}
LISTEN = {"event": "action", "name": "action_listen"}
SESSION = {"event": "session_started"}


def slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


def action(name: str) -> dict[str, Any]:
    return {"event": "action", "name": name}


def loop(name: str | None) -> dict[str, Any]:
    return {"event": "active_loop", "name": name}


def tracker(*events: dict[str, Any], **slots: Any) -> Tracker:
    return Tracker("c", slots, {}, list(events), False, None, {}, None)


def test_a_form_that_the_latest_message_opened() -> None:
    assert is_opened_now(tracker(USER, loop("a")), "a")
    assert not is_opened_now(tracker(USER, loop("a"), USER), "a")
    assert not is_opened_now(tracker(USER, loop("b")), "a")


def test_what_the_message_filled_and_not_what_is_only_a_candidate() -> None:
    events = [USER, slot("n", "1"), slot("e", None), loop("f"), slot("item", "x"), action("f")]
    assert filled_now(tracker(*events, slot("old", "y"))) == {"n": "1", "item": "x"}


def test_the_value_before_the_message() -> None:
    talk = tracker(USER, slot("n", "1"), slot("n", "2"), USER, slot("n", "3"))
    assert value_before(talk, "n") == "2"
    assert value_before(talk, "other") is None
    assert value_before(tracker(), "n") is None


def test_how_many_messages_ago_something_was_said() -> None:
    assert messages_since_set(tracker(USER, slot("n", "1"), USER), "n") == 1
    assert messages_since_set(tracker(USER, slot("n", "1"), USER, USER), "n") == 2
    assert messages_since_set(tracker(USER, slot("n", "1"), slot("n", None), USER), "n") == 1
    assert messages_since_set(tracker(USER, USER, slot("n", "1")), "n") is None


def test_what_a_session_took_over_was_not_said_in_it() -> None:
    old = [USER, slot("n", "1")]
    assert messages_since_set(tracker(*old, SESSION, slot("n", "1"), LISTEN, USER), "n") is None
    new = [SESSION, slot("n", "1"), LISTEN, USER, slot("n", "1"), USER]
    assert messages_since_set(tracker(*old, *new), "n") == 1


def test_whether_an_action_came_after_the_value() -> None:
    assert has_run_since_set(tracker(slot("n", "1"), action("told"), USER), "told", "n")
    assert not has_run_since_set(tracker(action("told"), slot("n", "1"), USER), "told", "n")
    assert not has_run_since_set(tracker(USER, action("told")), "told", "n")


def test_the_highest_number_survives_a_restart() -> None:
    talk = tracker(slot("n", 1), slot("n", 2.0), {"event": "restart"}, slot("n", True), n=None)
    assert highest_value(talk, "n") == 2
    assert highest_value(tracker(n=3), "n") == 3
    assert highest_value(tracker(), "n") == 0
