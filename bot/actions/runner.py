"""Runs whatever a policy has decided: a response, a form, a default action or an action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from bot.actions.answer_faq import topic_of
from bot.actions.default_actions import DefaultActions
from bot.actions.dispatched import reply_of, response_of, variables_of
from bot.actions.errors import ActionFailed, ResponseMissing
from bot.actions.form_loop import FormLoop
from bot.actions.outcome import ActionOutcome
from bot.actions.response_writer import DomainResponses, WritesResponses
from bot.actions.slot_filling import fill_slots
from bot.actions.sources import Actions
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

    def __init__(
        self,
        actions: Actions,
        settings: PolicySettings,
        responses: WritesResponses | None = None,
    ) -> None:
        """`responses` writes responses; the domain's templates if it is None."""
        self._actions = actions
        self._responses = responses or DomainResponses()
        self._defaults = DefaultActions(settings, self._written)

    def __contains__(self, name: str) -> bool:
        """Whether an action is registered under this name (responses are always there)."""
        return name in self._actions

    async def replaces(self, name: str) -> bool:
        """Whether a registered action runs in the place of a default one."""
        return await self._actions.takes(name)

    async def fill_slots(self, conversation: Conversation) -> ActionOutcome:
        """Return the slots that the latest message fills, with the project's own checks."""
        return await fill_slots(conversation, self)

    async def run(self, name: str, conversation: Conversation) -> ActionOutcome:
        """Run the action. Raises ActionRejected, or ActionFailed when it cannot be run."""
        if name in conversation.domain.forms:
            return await FormLoop(name, self).run(conversation)
        if await self._actions.takes(name):
            return await self._run_registered(name, conversation)
        if name in self._defaults:
            return await self._defaults.run(name, conversation)
        if name.startswith(RESPONSE_PREFIX):
            return await self._say(name, conversation)
        raise ActionFailed(f"no action is registered under '{name}'")

    @staticmethod
    def topic_of(intent: str) -> str:
        """Return the topic of the knowledge base that an intent asks about, "" for none."""
        return topic_of(intent)

    async def _run_registered(self, name: str, conversation: Conversation) -> ActionOutcome:
        answer = await self._actions.run(name, conversation)
        # as in Rasa, what it says is written before what it changes is changed
        replies: list[Reply] = []
        for said in answer.responses:
            try:
                replies.append(await self._reply(said, conversation))
            except ResponseMissing as error:
                if not answer.of_project:
                    raise
                log.warning("response_left_out", action=name, reason=str(error))
        return ActionOutcome(answer.events, tuple(replies))

    async def _say(self, name: str, conversation: Conversation) -> ActionOutcome:
        """Say a response; as in Rasa nothing if its conditions or channels leave no variation."""
        try:
            return ActionOutcome(replies=(await self._write(name, conversation),))
        except ResponseMissing as error:
            if name not in conversation.domain.responses:
                raise
            log.warning("response_left_out", action=name, reason=str(error))
            return ActionOutcome()

    async def _reply(self, dispatched: Mapping[str, Any], conversation: Conversation) -> Reply:
        name = response_of(dispatched)
        if not name:
            return reply_of(dispatched)
        values = variables_of(dispatched)
        return reply_of(dispatched, await self._write(name, conversation, values))

    async def _write(
        self, name: str, conversation: Conversation, values: Mapping[str, Any] | None = None
    ) -> Reply:
        message = conversation.latest_message
        if name not in conversation.domain.responses and message is not None:
            name = retrieved_response(name, message.parse_data) or name
        return await self._responses.write(name, conversation, values or {})

    async def _written(self, name: str, conversation: Conversation) -> Reply | None:
        if not self._responses.knows(name, conversation.domain):
            log.warning("response_missing", response=name)
            return None
        return await self._write(name, conversation)
