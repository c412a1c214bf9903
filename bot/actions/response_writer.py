"""Who writes responses: the domain's templates, or (bot.endpoints) a server of the project's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from bot.actions.context import current_turn
from bot.actions.errors import ResponseMissing
from bot.answers.responses import UnknownResponse, write_response
from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.message import Reply


class WritesResponses(Protocol):
    """Writes a response by its name."""

    def knows(self, name: str, domain: Domain) -> bool:
        """Whether there may be a response of this name."""
        ...

    async def write(
        self, name: str, conversation: Conversation, values: Mapping[str, Any]
    ) -> Reply:
        """Return the reply; `values` win over slots. Raises ActionFailed."""
        ...


class DomainResponses:
    """Writes the responses of the domain; the choice among variations follows from the turn."""

    def knows(self, name: str, domain: Domain) -> bool:
        """Whether the domain has the response."""
        return name in domain.responses

    async def write(
        self, name: str, conversation: Conversation, values: Mapping[str, Any]
    ) -> Reply:
        """Return the reply; `values` win over slots. Raises ResponseMissing."""
        turn = current_turn()
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
            raise ResponseMissing(str(error)) from None
