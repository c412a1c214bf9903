from bot.domain.conversation import Conversation
from bot.domain.domain import Domain, SessionConfig
from bot.domain.event import (
    ActionExecuted,
    ConversationPaused,
    ConversationResumed,
    Event,
    Restarted,
    SessionEnded,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from bot.domain.session import carried_slots, needs_session, session_events
from bot.domain.slot import Slot

SLOTS = {"name": Slot("name"), "colour": Slot("colour", initial_value="red")}
DOMAIN = Domain(slots=SLOTS)


def conversation(*events: Event, domain: Domain = DOMAIN) -> Conversation:
    fresh = Conversation.start("c", domain)
    return fresh.apply_all([*session_events(fresh), *events])


def test_a_new_conversation_needs_a_session_and_then_has_one() -> None:
    assert needs_session(Conversation.start("c", DOMAIN), now=0)
    assert not needs_session(conversation(), now=0)


def test_events_that_others_wrote_first_are_no_session() -> None:
    for event in (SlotSet("name", "Ann"), ConversationResumed()):
        assert needs_session(Conversation.start("c", DOMAIN).apply(event), now=0)


def test_a_session_begins_as_in_rasa() -> None:
    assert session_events(Conversation.start("c", DOMAIN)) == (
        ActionExecuted("action_session_start", confidence=1.0),
        SessionStarted(),
        ActionExecuted("action_listen"),
    )


def test_a_session_ends_after_the_domains_minutes_of_silence() -> None:
    spoken = conversation(UserUttered("hi", timestamp=1000.0))
    assert not needs_session(spoken, now=1000.0 + 3600)
    assert needs_session(spoken, now=1000.0 + 3601)


def test_a_session_without_an_end() -> None:
    endless = Domain(session_config=SessionConfig(expiration_minutes=0))
    spoken = conversation(UserUttered("hi", timestamp=1.0), domain=endless)
    assert not needs_session(spoken, now=1e9)
    assert not needs_session(conversation(UserUttered("hi")), now=1e9)


def test_a_session_can_be_ended_and_restarted() -> None:
    assert needs_session(conversation(UserUttered("hi", timestamp=1.0), SessionEnded()), now=2.0)
    assert needs_session(conversation(Restarted()), now=2.0)


def test_no_session_begins_while_a_person_has_the_conversation() -> None:
    spoken = conversation(UserUttered("hi", timestamp=1.0), ConversationPaused())
    assert not needs_session(spoken, now=1e9)


def test_slots_that_changed_carry_over() -> None:
    before = conversation(SlotSet("name", "Mara"), SlotSet("colour", "red"))
    assert carried_slots(before) == (SlotSet("name", "Mara"),)
    after = before.apply_all(session_events(before, {"page": "/cart"}))
    assert after.slots["name"] == "Mara"
    assert after.slots["session_started_metadata"] == {"page": "/cart"}


def test_slots_do_not_carry_over_if_the_domain_forbids_it() -> None:
    forgetful = Domain(slots=SLOTS, session_config=SessionConfig(carry_over_slots=False))
    before = conversation(SlotSet("name", "Mara"), domain=forgetful)
    assert before.apply_all(session_events(before)).slots["name"] is None
