"""Runs rasa-sdk actions in this process, with a time limit.

rasa-sdk's own executor is the contract; what is added is a limit, threads for actions that are
not coroutines, and errors instead of dropped events.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.interfaces import (
    Action,
    ActionExecutionRejection,
    ActionNotFoundException,
    Tracker,
)
from rasa_sdk.types import DomainDict

from bot.actions.errors import ActionFailed, ActionRejected
from bot.domain.conversation import Conversation
from bot.domain.event import Event, event_from_json, event_to_json
from bot.domain.tracker_state import IncludeEvents, current_state

# What an action gets to see of the past: some twenty turns.
RECENT_EVENTS = 200


@dataclass(frozen=True, slots=True)
class ActionAnswer:
    """What an action returned: events, and responses in rasa-sdk's JSON."""

    events: tuple[Event, ...]
    responses: tuple[dict[str, Any], ...]


class ThreadedAction(Action):
    """Runs an action whose `run` is not a coroutine in a thread, so that nothing waits for it."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def name(self) -> str:
        """Return the wrapped action's name."""
        return str(self._action.name())

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Run the wrapped action in a thread."""
        run: Any = self._action.run
        events = await asyncio.to_thread(run, dispatcher, tracker, domain)
        return list(events or [])


class InProcessActions:
    """The registered actions, by name."""

    def __init__(self, actions: Iterable[Action], *, timeout_s: float) -> None:
        self._executor = ActionExecutor()
        self._timeout_s = timeout_s
        for action in actions:
            is_async = inspect.iscoroutinefunction(action.run)
            self._executor.register_action(action if is_async else ThreadedAction(action))

    def __contains__(self, name: str) -> bool:
        """Whether an action of this name is registered."""
        return name in self._executor.actions

    def names(self) -> list[str]:
        """Return the names of all registered actions."""
        return sorted(self._executor.actions)

    async def run(self, name: str, conversation: Conversation) -> ActionAnswer:
        """Run one action on the conversation as it is.

        Raises ActionRejected, or ActionFailed with a reason for the log.
        """
        call = {
            "next_action": name,
            "sender_id": conversation.id,
            "tracker": _recent_state(conversation),
            "domain": conversation.domain.as_dict(),
            "version": "",
        }
        try:
            async with asyncio.timeout(self._timeout_s):
                result = await self._executor.run(call)
        except TimeoutError:
            raise ActionFailed(f"'{name}' took more than {self._timeout_s:g} s") from None
        except ActionExecutionRejection as rejection:
            raise ActionRejected(str(rejection)) from None
        except ActionNotFoundException:
            raise ActionFailed(f"no action is registered under '{name}'") from None
        except Exception as error:
            raise ActionFailed(f"'{name}' raised {type(error).__name__}: {error}") from error
        if result is None:
            raise ActionFailed(f"'{name}' returned nothing")
        try:
            events = tuple(event_from_json(event) for event in result.events)
        except ValueError as error:
            raise ActionFailed(f"'{name}' returned a wrong event: {error}") from None
        return ActionAnswer(events, tuple(result.responses))


def _recent_state(conversation: Conversation) -> dict[str, Any]:
    """Return the tracker with its newest events only, so that no call grows with the past."""
    state = current_state(conversation, IncludeEvents.NONE)
    newest = islice(reversed(conversation.events), RECENT_EVENTS)
    state["events"] = [event_to_json(event) for event in newest][::-1]
    return state
