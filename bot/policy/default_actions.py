"""What the actions do that belong to the policies and need no code of the project.

Each gives the events it leads to and, if the customer is told something, the response of the
domain that says it, with buttons to add. Who runs actions renders the response (leaving it out
if the domain does not have it) and records the events after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.event import Event, Restarted, UserUtteranceReverted
from bot.domain.message import Button
from bot.domain.session import session_events
from bot.policy import clarification
from bot.policy.form import deactivation
from bot.policy.settings import PolicySettings

NONE_OF_THESE = "None of these"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a default action says (a response name, more buttons) and the events it leads to."""

    events: tuple[Event, ...] = ()
    response: str | None = None
    buttons: tuple[Button, ...] = ()


def run_default(
    name: str, conversation: Conversation, domain: Domain, settings: PolicySettings
) -> Outcome | None:
    """Return what a policy's own action does, None if `name` is not one of them."""
    action = _ACTIONS.get(name)
    return action(conversation, domain, settings) if action else None


def _nothing(_: Conversation, __: Domain, ___: PolicySettings) -> Outcome:
    return Outcome()


def _restart(_: Conversation, __: Domain, ___: PolicySettings) -> Outcome:
    return Outcome((Restarted(),), "utter_restart")


def _session_start(conversation: Conversation, _: Domain, __: PolicySettings) -> Outcome:
    # the action's own event is recorded by who runs it
    return Outcome(session_events(conversation)[1:])


def _fallback(_: Conversation, __: Domain, ___: PolicySettings) -> Outcome:
    return Outcome((UserUtteranceReverted(),), "utter_default")


def _deactivate(conversation: Conversation, _: Domain, settings: PolicySettings) -> Outcome:
    return Outcome(deactivation(conversation, settings))


def _back(_: Conversation, __: Domain, ___: PolicySettings) -> Outcome:
    return Outcome((UserUtteranceReverted(), UserUtteranceReverted()), "utter_back")


def _resolve(conversation: Conversation, domain: Domain, settings: PolicySettings) -> Outcome:
    return Outcome(clarification.resolution(conversation, domain, settings))


def _clarify(conversation: Conversation, domain: Domain, settings: PolicySettings) -> Outcome:
    offered = clarification.options(conversation, domain, settings)
    none = _first_text(domain, "utter_clarify_none") or NONE_OF_THESE
    buttons = [Button(one.title, one.payload) for one in offered]
    buttons.append(Button(none, f"/{settings.deny_intent}"))
    return Outcome((), "utter_clarify", tuple(buttons))


def _rephrase(_: Conversation, __: Domain, ___: PolicySettings) -> Outcome:
    return Outcome((), "utter_ask_rephrase")


def _offer_handoff(_: Conversation, __: Domain, ___: PolicySettings) -> Outcome:
    return Outcome((), "utter_offer_handoff")


def _first_text(domain: Domain, response: str) -> str | None:
    templates = domain.responses.get(response, ())
    text = templates[0].get("text") if templates else None
    return text if isinstance(text, str) else None


_ACTIONS: Mapping[str, Callable[[Conversation, Domain, PolicySettings], Outcome]] = {
    "action_listen": _nothing,
    "action_restart": _restart,
    "action_session_start": _session_start,
    "action_default_fallback": _fallback,
    "action_deactivate_loop": _deactivate,
    "action_back": _back,
    "action_revert_fallback_events": _resolve,
    "action_unlikely_intent": _nothing,
    "action_default_ask_rephrase": _rephrase,
    "action_clarify": _clarify,
    "action_ask_rephrase": _rephrase,
    "action_offer_handoff": _offer_handoff,
}
