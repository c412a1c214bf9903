"""Runs rasa-sdk actions in this process, with a time limit.

rasa-sdk's own executor is the contract; what is added is a limit, threads for what is not a
coroutine, and errors where it would drop events. Answers pass through JSON as they would from an
action server, so an action can hand out nothing that cannot be stored.
"""

from __future__ import annotations

import asyncio
import copy
import inspect
import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.forms import ValidationAction
from rasa_sdk.interfaces import (
    Action,
    ActionExecutionRejection,
    ActionNotFoundException,
    Tracker,
)
from rasa_sdk.types import DomainDict

from bot.actions.action_call import (
    PROJECT_EVENTS,
    RECENT_EVENTS,
    ActionAnswer,
    Json,
    action_call,
    lenient_answer,
    strict_answer,
)
from bot.actions.errors import ActionFailed, ActionRejected
from bot.actions.joined_streams import JoinedStreams
from bot.actions.threads import ActionThreads
from bot.domain.conversation import Conversation

# Methods of a validation action that rasa-sdk calls once for each slot.
SLOT_METHODS = ("validate_", "extract_")


class ThreadedAction(Action):
    """Runs an action whose `run` is not a coroutine in a thread."""

    def __init__(self, action: Action, threads: ActionThreads) -> None:
        self._action = action
        self._threads = threads

    def name(self) -> str:
        """Return the wrapped action's name."""
        return str(self._action.name())

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[Json]:
        """Run the wrapped action in a thread."""
        events: list[Json] = await _in_thread(
            self._threads, self._action.run, dispatcher, tracker, domain
        )
        return events


class CallExecutor(ActionExecutor):
    """rasa-sdk's executor, which keeps no domain from one call to the next."""

    def update_and_return_domain(self, payload: Json, action_name: str) -> Json:
        """Return the domain of this call."""
        domain: Json = payload["domain"]
        return domain


class StrictExecutor(CallExecutor):
    """An executor that raises where rasa-sdk's logs and drops."""

    @staticmethod
    def validate_events(events: Any, action_name: str) -> list[Json]:
        """Return the events; raises ActionFailed if one of them is none."""
        if not isinstance(events, list | tuple):
            raise ActionFailed(f"'{action_name}' returned {type(events).__name__}, not a list")
        for event in events:
            if not isinstance(event, dict) or not event.get("event"):
                raise ActionFailed(f"'{action_name}' returned a wrong event: {event!r:.200}")
        return list(events)


class InProcessActions:
    """The registered actions, by name. Belongs to one event loop.

    `of_project`: they were written for Rasa, so what is no event is left out and logged as there,
    and they see more of the past.
    """

    def __init__(
        self, actions: Iterable[Action], *, timeout_s: float, of_project: bool = False
    ) -> None:
        self._executor = CallExecutor() if of_project else StrictExecutor()
        self._answer_of = lenient_answer if of_project else strict_answer
        self._of_project = of_project
        self._newest = PROJECT_EVENTS if of_project else RECENT_EVENTS
        self._threads = ActionThreads()
        self._timeout_s = timeout_s
        for action in actions:
            self._register(action)

    def __contains__(self, name: str) -> bool:
        """Whether an action of this name is registered."""
        return name in self._executor.actions

    async def takes(self, name: str) -> bool:
        """Whether an action of this name is registered."""
        return name in self

    def names(self) -> list[str]:
        """Return the names of all registered actions."""
        return sorted(self._executor.actions)

    async def run(self, name: str, conversation: Conversation) -> ActionAnswer:
        """Run one action on the conversation as it is.

        Raises ActionRejected, or ActionFailed with a reason for the log.
        """
        call = action_call(name, conversation, newest=self._newest)
        if self._of_project:
            call["domain"] = copy.deepcopy(call["domain"])
        result = await self._answer(name, call)
        events, responses = _plain(name, [list(result.events), list(result.responses)])
        return self._answer_of(name, events, responses)

    def _register(self, action: Action) -> None:
        name = action.name()
        if name in self:
            raise ValueError(f"two actions are named '{name}'; rename one of them")
        if isinstance(action, ValidationAction):
            _move_to_threads(action, self._threads)
        is_async = inspect.iscoroutinefunction(action.run)
        self._executor.register_action(
            action if is_async else ThreadedAction(action, self._threads)
        )

    async def _answer(self, name: str, call: Json) -> Any:
        """Return rasa-sdk's result; whatever goes wrong ends in one of our two errors."""
        try:
            async with asyncio.timeout(self._timeout_s) as limit:
                return await self._executor.run(call, dispatcher=JoinedStreams())
        except ActionExecutionRejection as rejection:
            raise ActionRejected(str(rejection)) from None
        except ActionNotFoundException:
            raise ActionFailed(f"no action is registered under '{name}'") from None
        except ActionFailed:
            raise
        except Exception as error:
            if isinstance(error, TimeoutError) and limit.expired():
                raise ActionFailed(f"'{name}' took more than {self._timeout_s:g} s") from None
            raise ActionFailed(f"'{name}' raised {type(error).__name__}: {error}") from error


def _move_to_threads(action: ValidationAction, threads: ActionThreads) -> None:
    """Let the slot methods of an action that are not coroutines run in threads.

    Rasa's documentation writes them that way, and they are where projects look things up.
    """
    for name in dir(action):
        if not name.startswith(SLOT_METHODS):
            continue
        method = getattr(action, name)
        if callable(method) and not inspect.iscoroutinefunction(method):
            setattr(action, name, partial(_in_thread, threads, method))


async def _in_thread(threads: ActionThreads, method: Callable[..., Any], *args: Any) -> Any:
    # a decorated coroutine function does not look like one until it is called
    result = await threads.run(method, *args)
    return await result if inspect.isawaitable(result) else result


def _plain(name: str, answer: list[list[Any]]) -> list[list[Any]]:
    """Return an answer as JSON would carry it. Raises ActionFailed if it cannot."""
    try:
        plain: list[list[Any]] = json.loads(json.dumps(answer, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise ActionFailed(f"'{name}' returned what is no JSON: {error}") from None
    return plain
