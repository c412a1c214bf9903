"""Forms as dialogues: what Rasa's forms do, told by what the customer and the bot say."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.events import ActionExecutionRejected, ActiveLoop, SlotSet
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import Action

from bot.domain import event
from tests.fakes.form_talk import FORM, QUESTIONS, REJECTED, FormTalk, table_domain


class TableValidation(FormValidationAction):
    """At most eight people; no tables on Mondays; a seat is only asked for parties."""

    PARTY = 4

    def __init__(self) -> None:
        self.checked: list[tuple[str, Any]] = []

    def name(self) -> str:
        return f"validate_{FORM}"

    async def required_slots(
        self, domain_slots: list[str], dispatcher: Any, tracker: Any, domain: Any
    ) -> list[str]:
        people = tracker.get_slot("people")
        is_party = people is not None and str(people).isdigit() and int(people) >= self.PARTY
        return [one for one in domain_slots if one != "seat" or is_party]

    async def validate_people(
        self, value: Any, dispatcher: Any, tracker: Any, domain: Any
    ) -> dict[str, Any]:
        self.checked.append(("people", value))
        if int(value) > 8:
            dispatcher.utter_message(text="We have no table for so many.")
            return {"people": None}
        return {"people": str(int(value))}

    def validate_day(
        self, value: Any, dispatcher: Any, tracker: Any, domain: Any
    ) -> dict[str, Any]:
        self.checked.append(("day", value))
        if "monday" in value.lower():
            dispatcher.utter_message(text="We are closed on Mondays.")
            return {"day": None}
        return {"day": value.strip(".").title()}

    def validate_seat(
        self, value: Any, dispatcher: Any, tracker: Any, domain: Any
    ) -> dict[str, Any]:
        self.checked.append(("seat", value))
        return {"seat": value}


class Returning(FormValidationAction):
    """Returns what a test wants."""

    def __init__(self, *events: Any) -> None:
        self.events = list(events)

    def name(self) -> str:
        return f"validate_{FORM}"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        return self.events


class Asking(Action):
    """Asks a question of its own."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        dispatcher.utter_message(text=f"{self._name} for {tracker.get_slot('requested_slot')}")
        return [SlotSet("seat", "window")]


async def test_questions_come_in_order_until_nothing_is_missing() -> None:
    guest = FormTalk()
    assert await guest.says("book") == ["utter_ask_people "]
    assert await guest.says(number="2") == ["utter_ask_day 2"]
    assert await guest.says(text="Friday") == ["utter_ask_seat 2"]
    assert await guest.says(text="window") == []
    assert guest.asks_for is None
    assert guest.slots("people", "day", "seat") == ["2", "Friday", "window"]


async def test_the_opening_message_may_say_everything_at_once() -> None:
    guest = FormTalk(TableValidation())
    assert await guest.says("book", number="2", day="friday") == []
    assert guest.slots("people", "day", "requested_slot") == ["2", "Friday", None]
    assert guest.asks_for is None


async def test_what_was_known_before_is_validated_when_the_form_opens() -> None:
    guest = FormTalk(validation := TableValidation())
    guest.record(event.SlotSet("people", "12"))
    assert await guest.says("book") == ["We have no table for so many.", "utter_ask_people "]
    assert validation.checked == [("people", "12")]
    assert guest.slots("people") == [None]


async def test_an_answer_is_corrected_by_its_check() -> None:
    guest = FormTalk(validation := TableValidation())
    await guest.says("book")
    assert await guest.says(number="03") == ["utter_ask_day 3"]
    assert guest.slots("people") == ["3"]
    assert validation.checked == [("people", "03")]


async def test_a_refused_answer_is_explained_and_asked_for_again() -> None:
    guest = FormTalk(TableValidation())
    await guest.says("book", number="2")
    assert await guest.says(text="Monday!") == ["We are closed on Mondays.", "utter_ask_day 2"]
    assert await guest.says(text="friday.") == []
    assert guest.slots("day") == ["Friday"]


async def test_only_new_values_are_checked_not_all_that_came_before() -> None:
    guest = FormTalk(validation := TableValidation())
    await guest.says("book", number="5")
    await guest.says(text="friday")
    await guest.says(text="window")
    assert validation.checked == [("people", "5"), ("day", "friday"), ("seat", "window")]


async def test_the_validation_chooses_the_next_question() -> None:
    party = FormTalk(TableValidation())
    await party.says("book", number="6")
    assert await party.says(text="friday") == ["utter_ask_seat 6"]
    pair = FormTalk(TableValidation())
    await pair.says("book", number="2")
    assert await pair.says(text="friday") == []
    assert pair.slots("seat") == [None]


async def test_an_answer_to_another_question_is_taken_and_the_first_asked_again() -> None:
    guest = FormTalk(TableValidation())
    await guest.says("book")
    assert await guest.says(day="friday") == ["utter_ask_people "]
    assert await guest.says(number="2") == []
    assert guest.slots("people", "day") == ["2", "Friday"]


async def test_an_earlier_answer_can_be_changed_on_the_way() -> None:
    guest = FormTalk(TableValidation())
    await guest.says("book", number="2")
    assert await guest.says("correct", number="7") == ["utter_ask_day 7"]
    assert guest.slots("people") == ["7"]


async def test_what_fills_nothing_makes_the_form_step_aside() -> None:
    guest = FormTalk(TableValidation())
    await guest.says("book")
    assert await guest.says("chitchat", "nice weather") == [REJECTED]
    assert guest.asks_for == "people"


async def test_after_a_digression_the_same_question_comes_again_and_nothing_is_checked() -> None:
    guest = FormTalk(validation := TableValidation())
    await guest.says("book", number="6")
    checked = list(validation.checked)
    assert await guest.digresses() == ["utter_ask_day 6"]
    assert validation.checked == checked
    assert await guest.says(text="friday") == ["utter_ask_seat 6"]


async def test_after_a_digression_a_question_that_was_left_out_is_not_asked() -> None:
    class AsksLastFirst(TableValidation):
        async def required_slots(
            self, domain_slots: list[str], dispatcher: Any, tracker: Any, domain: Any
        ) -> list[str]:
            return ["seat"]

    guest = FormTalk(AsksLastFirst())
    assert await guest.says("book") == ["utter_ask_seat "]
    assert await guest.digresses() == ["utter_ask_seat "]


async def test_slots_that_the_validation_does_not_mention_are_valid() -> None:
    guest = FormTalk(Returning(SlotSet("requested_slot", "seat")))
    assert await guest.says("book", number="2", day="friday") == ["utter_ask_seat 2"]
    assert guest.slots("people", "day") == ["2", "friday"]
    # a value is filled although the check says nothing of it, so the form does not step aside
    assert await guest.says(number="3") == ["utter_ask_seat 3"]


@pytest.mark.parametrize("ending", [SlotSet("requested_slot", None), ActiveLoop(None)])
async def test_the_validation_can_end_the_form_early(ending: Any) -> None:
    guest = FormTalk(Returning(ending))
    assert await guest.says("book") == []
    assert guest.asks_for is None
    assert guest.slots("people", "requested_slot") == [None, None]


async def test_the_validation_can_refuse_a_message() -> None:
    guest = FormTalk(validation := Returning())
    await guest.says("book")
    validation.events = [ActionExecutionRejected(FORM)]
    assert await guest.says(number="2") == [REJECTED]


async def test_other_slots_may_be_set_by_the_validation() -> None:
    guest = FormTalk(Returning(SlotSet("seat", "bar")))
    assert await guest.says("book") == ["utter_ask_people "]
    assert guest.slots("seat") == ["bar"]


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (["utter_ask_people"], "utter_ask_people "),
        (["utter_ask_people", "action_ask_people"], "action_ask_people for people"),
        (["action_ask_people", f"utter_ask_{FORM}_people"], f"utter_ask_{FORM}_people "),
        (
            [f"utter_ask_{FORM}_people", f"action_ask_{FORM}_people"],
            f"action_ask_{FORM}_people for people",
        ),
    ],
)
async def test_who_asks_is_looked_for_in_rasas_order(known: list[str], asked: str) -> None:
    own = [name for name in known if name.startswith("action_")]
    responses = [name for name in known if name.startswith("utter_")]
    domain = table_domain(*responses, actions=own)
    guest = FormTalk(*map(Asking, own), domain=domain)
    assert await guest.says("book") == [asked]


async def test_what_a_question_changes_counts() -> None:
    domain = table_domain(*QUESTIONS, actions=["action_ask_people"])
    guest = FormTalk(Asking("action_ask_people"), domain=domain)
    await guest.says("book")
    assert guest.slots("seat") == ["window"]


async def test_a_slot_that_nobody_asks_for_is_waited_for_in_silence() -> None:
    guest = FormTalk(domain=table_domain())
    assert await guest.says("book") == []
    assert guest.asks_for == "people"


async def test_the_events_of_a_run_in_order() -> None:
    guest = FormTalk(TableValidation())
    await guest.says("book", number="2")
    assert guest.set_in_last_run()[0] == ("loop", FORM)
    assert guest.set_in_last_run()[-2:] == [("people", "2"), ("requested_slot", "day")]
    await guest.says(text="friday")
    assert guest.set_in_last_run() == [
        ("day", "Friday"),
        ("requested_slot", None),
        ("loop", None),
        ("requested_slot", None),
    ]


async def test_the_form_opens_anew_after_it_was_closed() -> None:
    guest = FormTalk(TableValidation())
    await guest.says("book", number="2", day="friday")
    assert guest.asks_for is None
    # Rasa keeps a form's slots; known values are validated again and nothing is asked
    assert await guest.says("book") == []
    assert await guest.says("book", number="5") == ["utter_ask_seat 5"]
