from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Action

from bot.actions.context import in_turn
from bot.actions.errors import ActionFailed
from bot.actions.executor import InProcessActions
from bot.actions.outcome import ActionOutcome
from bot.actions.runner import ActionRunner
from bot.domain import event as ev
from bot.domain.event import ActiveLoop
from bot.policy.settings import PolicySettings
from tests.fakes.form_talk import FORM, QUESTIONS, FormTalk, quiet_turn, table_domain


class Greets(Action):
    def name(self) -> str:
        return "action_greet"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        dispatcher.utter_message(response="utter_hi", people=tracker.get_slot("people") or "all")
        dispatcher.utter_message(response="utter_hi")
        return [SlotSet("people", "9")]


class ClosesForms(Action):
    """A project's own action under the name of a default one."""

    def name(self) -> str:
        return "action_deactivate_loop"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        dispatcher.utter_message(text="closed by the project")
        return []


def guest(*actions: Action) -> FormTalk:
    domain = table_domain(*QUESTIONS, "utter_hi", actions=[one.name() for one in actions])
    return FormTalk(*actions, domain=domain)


async def run(talk: FormTalk, name: str) -> Any:
    await talk.says("book")
    with in_turn(quiet_turn()):
        return await talk.runner.run(name, talk.talk)


async def test_a_response_is_said() -> None:
    outcome = await run(guest(), "utter_hi")
    assert [one.text for one in outcome.replies] == ["utter_hi "]
    assert outcome.replies[0].metadata["utter_action"] == "utter_hi"


async def test_an_action_says_before_it_changes() -> None:
    outcome = await run(guest(Greets()), "action_greet")
    assert [one.text for one in outcome.replies] == ["utter_hi all", "utter_hi "]
    assert outcome.events == (ev.SlotSet("people", "9"),)


async def test_a_form_is_run() -> None:
    talk = guest()
    await talk.says("chat")
    talk.record(ActiveLoop(None))
    with in_turn(quiet_turn()):
        outcome = await talk.runner.run(FORM, talk.talk)
    assert outcome.events[0] == ActiveLoop(FORM)


async def test_a_default_action_can_be_replaced_by_the_project() -> None:
    outcome = await run(guest(ClosesForms()), "action_deactivate_loop")
    assert [one.text for one in outcome.replies] == ["closed by the project"]


@pytest.mark.parametrize("name", ["action_nobody_has", "utter_nobody_has"])
async def test_what_is_nowhere_is_an_error(name: str) -> None:
    with pytest.raises(ActionFailed, match=name):
        await run(guest(), name)


async def test_a_response_without_a_variation_that_fits_is_left_out() -> None:
    domain = table_domain(*QUESTIONS)
    other = replace(domain, responses={"utter_hi": ({"text": "hi", "channel": "slack"},)})
    assert await run(FormTalk(domain=other), "utter_hi") == ActionOutcome()


async def test_what_a_projects_action_misspells_is_left_out_as_in_rasa() -> None:
    class Misspells(Greets):
        async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
            dispatcher.utter_message(response="utter_hy")
            dispatcher.utter_message(text="and goes on")
            return []

    talk = guest()
    actions = InProcessActions([Misspells()], timeout_s=5, of_project=True)
    talk.runner = ActionRunner(actions, PolicySettings())
    outcome = await run(talk, "action_greet")
    assert [one.text for one in outcome.replies] == ["and goes on"]


async def test_a_response_that_an_action_misspells_is_an_error() -> None:
    class Misspells(Greets):
        async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
            dispatcher.utter_message(response="utter_hy")
            return []

    with pytest.raises(ActionFailed, match="utter_hy"):
        await run(guest(Misspells()), "action_greet")


def test_topics_follow_from_intents() -> None:
    topic_of = guest().runner.topic_of
    assert [topic_of(one) for one in ("ask_gift_cards", "ask_returns", "greet")] == [
        "gift-cards", "returns", "",
    ]  # fmt: skip
