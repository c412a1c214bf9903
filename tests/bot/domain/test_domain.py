from bot.domain.domain import OWN_ACTIONS, Domain
from tests.fakes.golden_domain import golden, golden_domain


def test_names_are_derived_as_in_rasa() -> None:
    domain, wanted = golden_domain(), golden("domain_derived")
    assert list(domain.intent_names) == wanted["intents"]
    assert sorted(domain.entities) == wanted["entities"]
    assert list(domain.all_slots) == wanted["slots"]
    assert list(domain.forms) == wanted["forms"]
    own = [name for name in domain.action_names if name in OWN_ACTIONS]
    assert [name for name in domain.action_names if name not in own] == wanted["action_names"]


def test_action_servers_get_the_domain_as_it_was_written() -> None:
    assert golden_domain().as_dict() == golden("domain_as_dict")


def test_a_bot_without_forms_has_no_requested_slot() -> None:
    assert list(Domain().all_slots) == ["session_started_metadata"]
    assert Domain().initial_slots() == {"session_started_metadata": None}


def test_what_can_be_executed() -> None:
    domain = golden_domain()
    assert domain.has_action("utter_greet")
    assert domain.has_action("order_form")
    assert domain.has_action("action_clarify")
    assert not domain.has_action("utter_nothing")
    assert domain.needs_domain("action_needs_domain")
    assert not domain.needs_domain("action_order_lookup")
    assert domain.has_intent("restart")
    assert not domain.has_intent("order")
