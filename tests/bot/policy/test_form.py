from pathlib import Path

import pytest

from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.event import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from bot.policy.form import (
    activation,
    completion,
    deactivation,
    fillable,
    is_complete,
    needs_validation,
    next_slot,
    question_action,
    question_actions,
    rejects,
    required_slots,
    tries,
)
from tests.fakes.small_project import small_domain

REQUIRED = ("order_id", "email", "confirm")
LISTEN = ActionExecuted("action_listen")


@pytest.fixture
def domain(tmp_path: Path) -> Domain:
    return small_domain(tmp_path)


def talk(domain: Domain, *events: Event) -> Conversation:
    return Conversation.start("c", domain).apply_all(events)


def message(text: str = "x", intent: str = "order", **entities: str) -> UserUttered:
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    return UserUttered(text, parse_data={"intent": {"name": intent}, "entities": found})


def test_the_slots_of_a_form(domain: Domain) -> None:
    assert required_slots("order_form", domain) == REQUIRED
    assert required_slots("nope", domain) == ()


def test_slots_are_asked_for_in_order(domain: Domain) -> None:
    assert next_slot(talk(domain), REQUIRED) == "order_id"
    assert next_slot(talk(domain, SlotSet("order_id", "1")), REQUIRED) == "email"
    full = [SlotSet("order_id", "1"), SlotSet("email", "m"), SlotSet("confirm", False)]
    assert next_slot(talk(domain, *full), REQUIRED) is None
    assert is_complete(talk(domain, *full), REQUIRED)
    assert not is_complete(talk(domain), REQUIRED)


def test_the_question_is_the_first_that_exists(domain: Domain) -> None:
    assert question_actions("f", "s") == (
        "action_ask_f_s", "utter_ask_f_s", "action_ask_s", "utter_ask_s",
    )  # fmt: skip
    assert question_action("order_form", "email", domain) == "utter_ask_email"
    assert question_action("order_form", "vip", domain) is None


def test_opening_a_form_fills_it_from_the_message_and_forgets_an_old_yes(domain: Domain) -> None:
    conversation = talk(
        domain, SlotSet("confirm", True), SlotSet("requested_slot", "x"), LISTEN,
        message(order_id="10042"),
    )  # fmt: skip
    events = activation(conversation, "order_form")
    assert events[0] == ActiveLoop("order_form")
    opened = conversation.apply_all(events)
    assert opened.slots["confirm"] is None
    assert opened.requested_slot is None
    assert opened.slots["order_id"] == "10042"
    assert opened.slots["email"] is None  # its mapping wants the question first
    assert activation(opened, "order_form") == ()


def test_a_form_that_opens_without_a_message_fills_nothing(domain: Domain) -> None:
    conversation = talk(domain, LISTEN, message(order_id="1"), ActionExecuted("utter_greet"))
    assert activation(conversation, "order_form") == (ActiveLoop("order_form"),)


def test_closing_a_form(domain: Domain) -> None:
    conversation = talk(domain, ActiveLoop("order_form"), SlotSet("confirm", False))
    assert conversation.apply_all(deactivation(conversation)).slots["confirm"] is None
    assert completion() == (ActiveLoop(None), SlotSet("requested_slot", None))


def test_only_what_the_message_filled_is_validated(domain: Domain) -> None:
    conversation = talk(
        domain, SlotSet("email", "old"), LISTEN, message(),
        SlotSet("order_id", "1"), SlotSet("city", "B"), SlotSet("order_id", "2"),
    )  # fmt: skip
    assert fillable(conversation, REQUIRED) == (SlotSet("order_id", "2"),)


def test_a_form_reads_a_message_once_and_not_after_a_digression(domain: Domain) -> None:
    heard = talk(domain, ActiveLoop("order_form"), LISTEN, message())
    assert needs_validation(heard, "order_form")
    assert needs_validation(talk(domain, LISTEN, message()), "order_form")
    assert not needs_validation(heard.apply(LoopInterrupted(True)), "order_form")
    assert not needs_validation(heard.apply(ActionExecuted("utter_faq")), "order_form")
    assert not needs_validation(talk(domain), "order_form")


def test_a_form_steps_aside_when_nothing_was_filled(domain: Domain) -> None:
    asked = talk(domain, ActiveLoop("order_form"), SlotSet("requested_slot", "email"))
    assert rejects(asked, "order_form", ())
    assert rejects(asked, "order_form", [SlotSet("requested_slot", "email")])
    assert not rejects(asked, "order_form", [SlotSet("email", None)])
    assert not rejects(talk(domain), "order_form", ())


def test_vain_tries_are_counted_for_the_present_question(domain: Domain) -> None:
    asks: list[Event] = [ActionExecuted("order_form"), SlotSet("requested_slot", "order_id")]
    opened: list[Event] = [message(), asks[0], ActiveLoop("order_form"), asks[1]]
    now: list[Event] = [LISTEN, message(), ActionExecutionRejected("order_form")]
    again: list[Event] = [*now, *asks]
    assert tries(talk(domain, *opened)) == 0
    assert tries(talk(domain, *opened, *now)) == 1
    assert tries(talk(domain, *opened, *again)) == 1
    assert tries(talk(domain, *opened, *again, *again, *now)) == 3
    invalid: list[Event] = [LISTEN, message(), SlotSet("order_id", "x"), asks[0]]
    invalid += [SlotSet("order_id", None), asks[1]]
    assert tries(talk(domain, *opened, *invalid, *again)) == 2
    answers: list[Event] = [LISTEN, message(), SlotSet("order_id", "1")]
    answers += [asks[0], SlotSet("requested_slot", "email")]
    assert tries(talk(domain, *opened, *again, *answers)) == 0
    assert tries(talk(domain, *opened, *again, *answers, *now)) == 1
    answered: list[Event] = [*now, ActionExecuted("utter_faq"), *asks]
    assert tries(talk(domain, *opened, *answered, *answered, *now)) == 1
    offered = ActionExecuted("action_offer_handoff")
    assert tries(talk(domain, *opened, *again, *again, *again, offered, *again)) == 1
