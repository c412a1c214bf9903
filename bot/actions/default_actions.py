"""The actions every bot has: clarifying, rephrasing, offering a person, restarting, going back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions.outcome import ActionOutcome
from bot.domain.conversation import Conversation
from bot.domain.event import (
    Event,
    FollowupAction,
    Restarted,
    UserUtteranceReverted,
)
from bot.domain.message import Button, Reply
from bot.domain.session import session_events
from bot.policy.clarification import next_step, options, resolution
from bot.policy.form import deactivation
from bot.policy.settings import PolicySettings

Respond = Callable[[str, Conversation], Awaitable[Reply | None]]
NONE_OF_THESE = Button("None of these", "/deny")
# Said when a project has no response for it: a customer is never left without a word.
CLARIFY_TEXT = "Did you mean one of these?"
REPHRASE = Reply("Sorry, I did not get that. Could you say it in other words?")
RESTARTED = Reply("We start afresh. What can I do for you?")
STEPPED_BACK = Reply("One step back. Where were we?")
FALLBACK = Reply("Sorry, I have no answer to that.")
OFFER = Reply(
    "Sorry, I still do not understand. Shall I bring in a person?",
    buttons=(Button("Yes, please", "/affirm"), Button("No, thanks", "/deny")),
)


class DefaultActions:
    """Runs the default actions; `respond` writes a response, None if the domain has none."""

    def __init__(self, settings: PolicySettings, respond: Respond) -> None:
        self._settings = settings
        self._respond = respond
        self._by_name: dict[str, Callable[[Conversation], Awaitable[ActionOutcome]]] = {
            "action_clarify": self._clarify,
            "action_default_ask_affirmation": self._clarify,
            "action_ask_rephrase": self._ask_rephrase,
            "action_default_ask_rephrase": self._ask_rephrase,
            "action_offer_handoff": self._offer_handoff,
            "action_default_fallback": self._fall_back,
            "action_two_stage_fallback": self._two_stage,
            "action_revert_fallback_events": self._resolve,
            "action_deactivate_loop": self._deactivate,
            "action_session_start": self._start_session,
            "action_restart": self._restart,
            "action_back": self._back,
            "action_unlikely_intent": self._nothing,
            "action_extract_slots": self._nothing,
        }

    def __contains__(self, name: str) -> bool:
        """Whether this is a default action."""
        return name in self._by_name

    async def run(self, name: str, conversation: Conversation) -> ActionOutcome:
        """Return what the action says and changes."""
        return await self._by_name[name](conversation)

    async def _say(
        self, response: str, conversation: Conversation, *events: Event, default: Reply
    ) -> ActionOutcome:
        return ActionOutcome(events, (await self._respond(response, conversation) or default,))

    async def _clarify(self, conversation: Conversation) -> ActionOutcome:
        """Offer the likeliest intents by their titles."""
        offered = options(conversation, conversation.domain, self._settings)
        if not offered:
            return await self._ask_rephrase(conversation)
        question = await self._respond("utter_clarify", conversation)
        text = question.text if question is not None else CLARIFY_TEXT
        buttons = (*(Button(one.title, one.payload) for one in offered), NONE_OF_THESE)
        return ActionOutcome(replies=(Reply(text=text, buttons=buttons),))

    async def _ask_rephrase(self, conversation: Conversation) -> ActionOutcome:
        return await self._say("utter_ask_rephrase", conversation, default=REPHRASE)

    async def _offer_handoff(self, conversation: Conversation) -> ActionOutcome:
        return await self._say("utter_offer_handoff", conversation, default=OFFER)

    async def _fall_back(self, conversation: Conversation) -> ActionOutcome:
        return await self._say(
            "utter_default", conversation, UserUtteranceReverted(), default=FALLBACK
        )

    async def _two_stage(self, conversation: Conversation) -> ActionOutcome:
        """Let our own clarification do what Rasa's two-stage fallback does."""
        step, _ = next_step(conversation, conversation.domain, self._settings)
        return ActionOutcome((FollowupAction(step),))

    async def _resolve(self, conversation: Conversation) -> ActionOutcome:
        return ActionOutcome(resolution(conversation, conversation.domain, self._settings))

    async def _deactivate(self, conversation: Conversation) -> ActionOutcome:
        return ActionOutcome(deactivation(conversation, self._settings))

    @staticmethod
    async def _start_session(conversation: Conversation) -> ActionOutcome:
        return ActionOutcome(session_events(conversation)[1:-1])

    async def _restart(self, conversation: Conversation) -> ActionOutcome:
        return await self._say("utter_restart", conversation, Restarted(), default=RESTARTED)

    async def _back(self, conversation: Conversation) -> ActionOutcome:
        twice = (UserUtteranceReverted(), UserUtteranceReverted())
        return await self._say("utter_back", conversation, *twice, default=STEPPED_BACK)

    @staticmethod
    async def _nothing(conversation: Conversation) -> ActionOutcome:
        """Do nothing: what the action is for is done elsewhere, or needs doing by nobody."""
        return ActionOutcome()
