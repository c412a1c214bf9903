"""Runs whatever a policy has decided: a response, a form, a default action or an action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from bot.actions.answer_faq import topic_of
from bot.actions.context import current_turn
from bot.actions.default_actions import DefaultActions
from bot.actions.dispatched import reply_of
from bot.actions.errors import ActionFailed
from bot.actions.executor import InProcessActions
from bot.actions.form_loop import FormLoop
from bot.actions.outcome import ActionOutcome
from bot.answers.responses import UnknownResponse, write_response
from bot.domain.conversation import Conversation
from bot.domain.message import Reply
from bot.domain.response_selector import retrieved_response
from bot.policy.settings import PolicySettings

log = structlog.get_logger(__name__)
RESPONSE_PREFIX = "utter_"


class ActionRunner:
    """Finds out what kind of action a name is, and runs it on the conversation.

    A registered action comes before a default one of the same name, so a project may replace it.
    """

    def __init__(self, actions: InProcessActions, settings: PolicySettings) -> None:
        self._actions = actions
        self._defaults = DefaultActions(settings, self._written)

    def __contains__(self, name: str) -> bool:
        """Whether an action is registered under this name (responses are always there)."""
        return name in self._actions

    async def run(self, name: str, conversation: Conversation) -> ActionOutcome:
        """Run the action. Raises ActionRejected, or ActionFailed when it cannot be run."""
        if name in conversation.domain.forms:
            return await FormLoop(name, self).run(conversation)
        if name in self._actions:
            return await self._run_registered(name, conversation)
        if name in self._defaults:
            return self._defaults.run(name, conversation)
        if name.startswith(RESPONSE_PREFIX):
            return ActionOutcome(replies=(self._write(name, conversation),))
        raise ActionFailed(f"no action is registered under '{name}'")

    @staticmethod
    def topic_of(intent: str) -> str:
        """Return the topic of the knowledge base that an intent asks about, "" for none."""
        return topic_of(intent)

    async def _run_registered(self, name: str, conversation: Conversation) -> ActionOutcome:
        answer = await self._actions.run(name, conversation)
        # as in Rasa, what it says is written before what it changes is changed
        replies = tuple(self._reply(one, conversation) for one in answer.responses)
        return ActionOutcome(answer.events, replies)

    def _reply(self, dispatched: Mapping[str, Any], conversation: Conversation) -> Reply:
        def write(name: str, values: Mapping[str, Any]) -> Reply:
            return self._write(name, conversation, values)

        return reply_of(dispatched, write)

    def _write(
        self, name: str, conversation: Conversation, values: Mapping[str, Any] | None = None
    ) -> Reply:
        turn = current_turn()
        message = conversation.latest_message
        if name not in conversation.domain.responses and message is not None:
            name = retrieved_response(name, message.parse_data) or name
        try:
            return write_response(
                name,
                conversation.domain,
                conversation.slots,
                channel=turn.channel,
                seed=f"{turn.conversation_id}/{turn.seq}",
                values=values,
            )
        except UnknownResponse as error:
            raise ActionFailed(str(error)) from None

    def _written(self, name: str, conversation: Conversation) -> Reply | None:
        if name not in conversation.domain.responses:
            log.warning("response_missing", response=name)
            return None
        return self._write(name, conversation)
