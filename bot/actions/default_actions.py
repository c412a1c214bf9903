"""The actions every bot has: clarifying, rephrasing, offering a person, restarting, going back."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions.outcome import ActionOutcome
from bot.domain.conversation import Conversation
from bot.domain.event import (
    Event,
    Restarted,
    UserUtteranceReverted,
)
from bot.domain.message import Button, Reply
from bot.domain.session import session_events
from bot.policy.clarification import options, resolution
from bot.policy.form import deactivation
from bot.policy.settings import PolicySettings

Respond = Callable[[str, Conversation], Reply | None]
NONE_OF_THESE = Button("None of these", "/deny")


class DefaultActions:
    """Runs the default actions; `respond` writes a response, None if the domain has none."""

    def __init__(self, settings: PolicySettings, respond: Respond) -> None:
        self._settings = settings
        self._respond = respond
        self._by_name: dict[str, Callable[[Conversation], ActionOutcome]] = {
            "action_clarify": self._clarify,
            "action_ask_rephrase": self._saying("utter_ask_rephrase"),
            "action_default_ask_rephrase": self._saying("utter_ask_rephrase"),
            "action_offer_handoff": self._saying("utter_offer_handoff"),
            "action_default_fallback": self._fall_back,
            "action_revert_fallback_events": self._resolve,
            "action_deactivate_loop": self._deactivate,
            "action_session_start": self._start_session,
            "action_restart": self._restart,
            "action_back": self._back,
        }

    def __contains__(self, name: str) -> bool:
        """Whether this is a default action."""
        return name in self._by_name

    def run(self, name: str, conversation: Conversation) -> ActionOutcome:
        """Return what the action says and changes."""
        return self._by_name[name](conversation)

    def _saying(self, response: str) -> Callable[[Conversation], ActionOutcome]:
        return lambda conversation: self._say(response, conversation)

    def _say(self, response: str, conversation: Conversation, *events: Event) -> ActionOutcome:
        reply = self._respond(response, conversation)
        return ActionOutcome(events, (reply,) if reply is not None else ())

    def _clarify(self, conversation: Conversation) -> ActionOutcome:
        """Offer the likeliest intents by their titles."""
        offered = options(conversation, conversation.domain, self._settings)
        question = self._respond("utter_clarify", conversation)
        text = question.text if question is not None else "Did you mean one of these?"
        buttons = (*(Button(one.title, one.payload) for one in offered), NONE_OF_THESE)
        return ActionOutcome(replies=(Reply(text=text, buttons=buttons),))

    def _fall_back(self, conversation: Conversation) -> ActionOutcome:
        return self._say("utter_default", conversation, UserUtteranceReverted())

    def _resolve(self, conversation: Conversation) -> ActionOutcome:
        return ActionOutcome(resolution(conversation, conversation.domain, self._settings))

    def _deactivate(self, conversation: Conversation) -> ActionOutcome:
        return ActionOutcome(deactivation(conversation, self._settings))

    @staticmethod
    def _start_session(conversation: Conversation) -> ActionOutcome:
        return ActionOutcome(session_events(conversation)[1:-1])

    def _restart(self, conversation: Conversation) -> ActionOutcome:
        return self._say("utter_restart", conversation, Restarted())

    def _back(self, conversation: Conversation) -> ActionOutcome:
        return self._say(
            "utter_back", conversation, UserUtteranceReverted(), UserUtteranceReverted()
        )
