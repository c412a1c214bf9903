from __future__ import annotations

import asyncio
import functools
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from rasa_sdk.events import SlotSet
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import Action, ActionExecutionRejection

from bot.actions.action_call import RECENT_EVENTS
from bot.actions.errors import ActionFailed, ActionRejected
from bot.actions.executor import InProcessActions
from bot.domain import event as ev
from bot.domain.conversation import Conversation
from bot.domain.domain import Domain, Form
from bot.domain.slot import Slot, SlotType

DOMAIN = Domain(
    slots={"shown": Slot("shown", SlotType.LIST), "size": Slot("size", SlotType.TEXT)},
    forms={"size_form": Form("size_form", ("size",))},
    source={"forms": {"size_form": {"required_slots": ["size"]}}, "slots": {"size": {}}},
)
TALK = Conversation.start("c", DOMAIN).apply_all(
    [ev.UserUttered("hi", parse_data={"intent": {"name": "greet"}}), ev.SlotSet("shown", ["a"])]
)


class Scripted(Action):
    """Does what a test gives it."""

    def __init__(self, name: str, does: Callable[..., Any]) -> None:
        self._name = name
        self._does = does

    def name(self) -> str:
        return self._name

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        return self._does(dispatcher, tracker, domain)


class Blocking(Action):
    """A synchronous action, as most are written."""

    def __init__(self, name: str, seconds: float = 0.0) -> None:
        self._name = name
        self._seconds = seconds
        self.thread = ""

    def name(self) -> str:
        return self._name

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        self.thread = threading.current_thread().name
        time.sleep(self._seconds)
        dispatcher.utter_message(text="done")
        return [SlotSet("size", self._name)]


def returning(value: Any) -> InProcessActions:
    return InProcessActions([Scripted("act", lambda *_: value)], timeout_s=5)


def raising(error: Exception) -> InProcessActions:
    def fail(*_: Any) -> None:
        raise error

    return InProcessActions([Scripted("act", fail)], timeout_s=5)


async def test_events_and_responses_come_back() -> None:
    def act(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        dispatcher.utter_message(response="utter_hi", name="Ann")
        assert tracker.sender_id == "c"
        assert domain == DOMAIN.as_dict()
        return [SlotSet("size", "M")]

    answer = await InProcessActions([Scripted("act", act)], timeout_s=5).run("act", TALK)
    assert answer.events == (ev.SlotSet("size", "M"),)
    assert (answer.responses[0]["response"], answer.responses[0]["name"]) == ("utter_hi", "Ann")


async def test_returning_nothing_is_returning_no_events() -> None:
    assert (await returning(None).run("act", TALK)).events == ()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (["slot"], "wrong event: 'slot'"),
        ([{"name": "size"}], "wrong event"),
        ([{"event": "no such event"}], "not a kind of event"),
        ([{"event": "slot", "value": 1}], "name: missing"),
        ("a text", "returned str, not a list"),
        ([SlotSet("size", datetime(2026, 1, 1, tzinfo=UTC))], "no JSON"),
        ([SlotSet("size", float("nan"))], "no JSON"),
        ([SlotSet("size", {1, 2})], "no JSON"),
    ],
)
async def test_what_is_no_event_is_an_error_and_not_dropped(value: Any, reason: str) -> None:
    with pytest.raises(ActionFailed, match=reason):
        await returning(value).run("act", TALK)


async def test_tuples_become_lists_as_on_the_way_from_a_server() -> None:
    answer = await returning([SlotSet("shown", ("a", "b"))]).run("act", TALK)
    assert answer.events == (ev.SlotSet("shown", ["a", "b"]),)


async def test_a_rejection_lets_another_action_run() -> None:
    with pytest.raises(ActionRejected, match="not now"):
        await raising(ActionExecutionRejection("act", "not now")).run("act", TALK)


async def test_any_error_names_the_action_and_keeps_its_cause() -> None:
    with pytest.raises(ActionFailed, match="'act' raised ZeroDivisionError") as caught:
        await raising(ZeroDivisionError("x")).run("act", TALK)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


async def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(ActionFailed, match="no action is registered under 'other'"):
        await returning([]).run("other", TALK)


async def test_a_timeout_of_its_own_is_not_ours() -> None:
    with pytest.raises(ActionFailed, match="raised TimeoutError: the bank"):
        await raising(TimeoutError("the bank does not answer")).run("act", TALK)


async def test_the_time_limit_holds_for_coroutines() -> None:
    class Slow(Scripted):
        async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
            await asyncio.sleep(5)

    actions = InProcessActions([Slow("act", print)], timeout_s=0.05)
    started = time.perf_counter()
    with pytest.raises(ActionFailed, match=r"took more than 0.05 s"):
        await actions.run("act", TALK)
    assert time.perf_counter() - started < 1


async def test_the_time_limit_holds_for_threads() -> None:
    actions = InProcessActions([Blocking("act", 0.5)], timeout_s=0.05)
    started = time.perf_counter()
    with pytest.raises(ActionFailed, match="took more than"):
        await actions.run("act", TALK)
    assert time.perf_counter() - started < 0.4


async def test_synchronous_actions_run_side_by_side() -> None:
    slow = [Blocking(f"slow_{i}", 0.3) for i in range(8)]
    actions = InProcessActions(slow, timeout_s=5)
    started = time.perf_counter()
    answers = await asyncio.gather(*(actions.run(f"slow_{i}", TALK) for i in range(8)))
    assert time.perf_counter() - started < 0.6
    assert [one.events[0] for one in answers] == [
        ev.SlotSet("size", f"slow_{i}") for i in range(8)
    ]
    assert all(one.thread == "action" for one in slow)


async def test_the_loop_goes_on_while_a_synchronous_action_works() -> None:
    actions = InProcessActions([Blocking("act", 0.3)], timeout_s=5)
    running = asyncio.create_task(actions.run("act", TALK))
    ticks = 0
    while not running.done():
        await asyncio.sleep(0.01)
        ticks += 1
    assert ticks > 10


async def test_a_coroutine_in_disguise_is_awaited() -> None:
    def logged(function: Any) -> Any:
        @functools.wraps(function)
        def wrapper(*args: Any) -> Any:
            return function(*args)

        del wrapper.__wrapped__
        return wrapper

    class Decorated(Scripted):
        @logged
        async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
            await asyncio.sleep(0)
            return [SlotSet("size", "L")]

    answer = await InProcessActions([Decorated("act", print)], timeout_s=5).run("act", TALK)
    assert answer.events == (ev.SlotSet("size", "L"),)


async def test_validators_that_are_no_coroutines_do_not_hold_the_loop_up() -> None:
    threads = []

    class Validates(FormValidationAction):
        def name(self) -> str:
            return "validate_size_form"

        def validate_size(self, value: Any, dispatcher: Any, tracker: Any, domain: Any) -> Any:
            threads.append(threading.current_thread().name)
            return {"size": value.upper()}

    talk = TALK.apply_all([ev.ActionExecuted("size_form"), ev.SlotSet("size", "xl")])
    actions = InProcessActions([Validates()], timeout_s=5)
    answer = await actions.run("validate_size_form", talk)
    assert answer.events == (ev.SlotSet("size", "XL"),)
    assert threads == ["action"]


async def test_an_action_cannot_change_the_conversation_behind_its_back() -> None:
    def act(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        tracker.slots["shown"].append("b")
        tracker.latest_message["text"] = "something else"
        tracker.events.clear()
        return []

    await InProcessActions([Scripted("act", act)], timeout_s=5).run("act", TALK)
    assert TALK.slots["shown"] == ["a"]
    assert TALK.latest_message is not None
    assert TALK.latest_message.text == "hi"


async def test_no_call_grows_with_the_past() -> None:
    seen = []

    def act(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        seen.append(tracker.events)
        return []

    actions = InProcessActions([Scripted("act", act)], timeout_s=5)
    long = TALK.apply_all(ev.SlotSet("size", str(i)) for i in range(5_000))
    await actions.run("act", long)
    assert len(seen[0]) == RECENT_EVENTS
    assert [one["value"] for one in seen[0][-2:]] == ["4998", "4999"]


async def test_a_call_takes_as_long_after_ten_thousand_events_as_after_some_hundred() -> None:
    actions = returning([])

    async def best_of(talk: Conversation) -> float:
        times = []
        for _ in range(15):
            started = time.perf_counter()
            await actions.run("act", talk)
            times.append(time.perf_counter() - started)
        return min(times)

    short = TALK.apply_all(ev.SlotSet("size", str(i)) for i in range(300))
    long = TALK.apply_all(ev.SlotSet("size", str(i)) for i in range(10_000))
    assert await best_of(long) < 3 * await best_of(short)


def test_two_actions_of_one_name_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two actions are named 'act'"):
        InProcessActions([Scripted("act", print), Scripted("act", print)], timeout_s=5)


def test_names() -> None:
    actions = InProcessActions([Scripted("b", print), Scripted("a", print)], timeout_s=5)
    assert actions.names() == ["a", "b"]
    assert "a" in actions
    assert "c" not in actions
