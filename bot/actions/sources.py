"""Where actions come from: the project's own first, then those that Frontdesk brings along."""

from __future__ import annotations

from typing import Protocol

from bot.actions.action_call import ActionAnswer
from bot.actions.errors import ActionFailed
from bot.domain.conversation import Conversation


class Actions(Protocol):
    """Actions that can be run by name."""

    def __contains__(self, name: str) -> bool:
        """Whether the name may be one of these, as far as is known without asking anybody."""
        ...

    async def takes(self, name: str) -> bool:
        """Whether the action would be run here and by nobody else."""
        ...

    async def run(self, name: str, conversation: Conversation) -> ActionAnswer:
        """Run one action on the conversation. Raises ActionRejected or ActionFailed."""
        ...


class ActionSources:
    """Several sources of actions as one; of two with the same name the earlier source's runs."""

    def __init__(self, *sources: Actions) -> None:
        self._sources = sources

    def __contains__(self, name: str) -> bool:
        """Whether any source may have the name."""
        return any(name in source for source in self._sources)

    async def takes(self, name: str) -> bool:
        """Whether any source runs the action."""
        return await self._taking(name) is not None

    async def run(self, name: str, conversation: Conversation) -> ActionAnswer:
        """Run the action where it is. Raises ActionRejected or ActionFailed."""
        source = await self._taking(name)
        if source is None:
            raise ActionFailed(f"no action is registered under '{name}'")
        return await source.run(name, conversation)

    async def _taking(self, name: str) -> Actions | None:
        for source in self._sources:
            if name in source and await source.takes(name):
                return source
        return None
