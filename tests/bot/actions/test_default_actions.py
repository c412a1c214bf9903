from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.actions.default_actions import DefaultActions
from bot.domain.conversation import Conversation
from bot.domain.domain import DEFAULT_ACTIONS, LISTEN, RULE_SNIPPET, Domain, Form, Intent
from bot.domain.event import (
    ActionExecuted,
    ActiveLoop,
    FollowupAction,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from bot.domain.message import Reply
from bot.policy.settings import PolicySettings

SETTINGS = PolicySettings()
TITLES: Mapping[str, Any] = {
    "utter_title_order_status": ({"text": "Track an order"},),
    "utter_title_search": ({"text": "Find a product"},),
}


def bot(**responses: str) -> tuple[DefaultActions, Domain]:
    texts = {name: ({"text": text},) for name, text in responses.items()}
    domain = Domain(
        intents={name: Intent(name) for name in ("order_status", "search", "greet")},
        responses={**TITLES, **texts},
        forms={"order_form": Form("order_form", ("number",))},
    )

    async def respond(name: str, conversation: Conversation) -> Reply | None:
        return Reply(text=responses[name]) if name in responses else None

    return DefaultActions(SETTINGS, respond), domain


def doubtful(domain: Domain, *ranking: tuple[str, float]) -> Conversation:
    rows = [{"name": name, "confidence": score} for name, score in ranking]
    parse = {"intent": {"name": "nlu_fallback", "confidence": 0.4}, "intent_ranking": rows}
    start = Conversation.start("c", domain).apply(ActionExecuted(LISTEN))
    return start.apply(UserUttered("hm", parse_data=parse))


def test_every_default_action_of_rasa_can_be_run() -> None:
    actions, _ = bot()
    left_to_others = {LISTEN, RULE_SNIPPET}
    assert [one for one in DEFAULT_ACTIONS if one not in actions] == sorted(left_to_others)[::-1]


async def test_clarifying_offers_the_likely_intents_by_their_titles() -> None:
    actions, domain = bot(utter_clarify="Which one?")
    asked = doubtful(domain, ("order_status", 0.3), ("greet", 0.25), ("search", 0.2))
    (reply,) = (await actions.run("action_clarify", asked)).replies
    assert reply.text == "Which one?"
    assert [(one.title, one.payload) for one in reply.buttons] == [
        ("Track an order", "/order_status"),
        ("Find a product", "/search"),
        ("None of these", "/deny"),
    ]


async def test_with_nothing_to_offer_other_words_are_asked_for() -> None:
    actions, domain = bot(utter_ask_rephrase="Say it again?")
    (reply,) = (await actions.run("action_clarify", doubtful(domain, ("greet", 0.3)))).replies
    assert (reply.text, reply.buttons) == ("Say it again?", ())


@pytest.mark.parametrize(
    ("name", "response"),
    [
        ("action_ask_rephrase", "utter_ask_rephrase"),
        ("action_offer_handoff", "utter_offer_handoff"),
        ("action_default_fallback", "utter_default"),
        ("action_restart", "utter_restart"),
        ("action_back", "utter_back"),
    ],
)
async def test_the_projects_words_are_used_and_without_them_something_is_said(
    name: str, response: str
) -> None:
    actions, domain = bot(**{response: "own words"})
    talk = Conversation.start("c", domain)
    assert [one.text for one in (await actions.run(name, talk)).replies] == ["own words"]
    bare, domain = bot()
    (reply,) = (await bare.run(name, Conversation.start("c", domain))).replies
    assert reply.text


async def test_the_offer_of_a_person_can_be_answered() -> None:
    actions, domain = bot()
    (reply,) = (await actions.run("action_offer_handoff", Conversation.start("c", domain))).replies
    assert [one.payload for one in reply.buttons] == ["/affirm", "/deny"]


async def test_falling_back_and_going_back_undo_messages() -> None:
    actions, domain = bot()
    talk = Conversation.start("c", domain)
    assert (await actions.run("action_default_fallback", talk)).events == (
        UserUtteranceReverted(),
    )
    assert (await actions.run("action_back", talk)).events == (UserUtteranceReverted(),) * 2
    assert (await actions.run("action_restart", talk)).events == (Restarted(),)


async def test_rasas_two_stage_fallback_takes_our_first_step() -> None:
    actions, domain = bot()
    likely = doubtful(domain, ("order_status", 0.3))
    assert (await actions.run("action_two_stage_fallback", likely)).events == (
        FollowupAction("action_clarify"),
    )
    unlikely = doubtful(domain)
    assert (await actions.run("action_two_stage_fallback", unlikely)).events == (
        FollowupAction("action_ask_rephrase"),
    )


async def test_a_form_is_closed() -> None:
    actions, domain = bot()
    inside = Conversation.start("c", domain).apply(ActiveLoop("order_form"))
    assert (await actions.run("action_deactivate_loop", inside)).events == (
        ActiveLoop(None),
        SlotSet("requested_slot", None),
    )


async def test_a_session_starts_without_its_own_action_and_listen() -> None:
    actions, domain = bot()
    outcome = await actions.run("action_session_start", Conversation.start("c", domain))
    assert outcome.events == (SessionStarted(),)


async def test_an_unlikely_intent_changes_nothing() -> None:
    actions, domain = bot()
    outcome = await actions.run("action_unlikely_intent", Conversation.start("c", domain))
    assert (outcome.events, outcome.replies) == ((), ())
