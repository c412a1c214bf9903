"""Actions on a remote rasa-sdk server, called as Rasa calls them.

200   events and responses
400   the action refuses to run; another policy may act
404   the server has no such action
449   the server wants the domain, which was left out; it is sent along and asked again
else  the action failed; what the server says of it is told, but not the request it echoes
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from typing import Any

import structlog

from bot.actions.action_call import PROJECT_EVENTS, ActionAnswer, action_call, lenient_answer
from bot.actions.errors import ActionFailed, ActionRejected
from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.endpoints.client import Answer, EndpointClient, EndpointUnreachable

log = structlog.get_logger(__name__)

OK, REJECTED, UNKNOWN, WANTS_DOMAIN = 200, 400, 404, 449
DENIED = (401, 403)
# So long the server's list of its actions is believed.
LISTED_S = 30.0
# So long nobody asks again for a list that could not be had: turns must not queue for a server
# that is away, and one that comes up is soon noticed.
ASK_AGAIN_S = 5.0
RESPONSE_PREFIX = "utter_"


class ActionServer:
    """The actions that a domain declares, run by a server.

    `reserved` are names that Frontdesk has actions for: the server's come first, but only if it
    lists them. `is_selective`: only actions that want the domain get it.
    """

    def __init__(
        self,
        client: EndpointClient,
        domain: Domain,
        *,
        reserved: Collection[str] = (),
        is_selective: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._names = frozenset(name for name in domain.actions if not _is_response(name, domain))
        self._reserved = frozenset(reserved)
        self._is_selective = is_selective
        self._clock = clock
        self._listed: frozenset[str] | None = None
        self._unlisted = ""
        self._believed_until = clock()
        self._asking = asyncio.Lock()

    def __contains__(self, name: str) -> bool:
        """Whether the domain declares the action."""
        return name in self._names

    async def takes(self, name: str) -> bool:
        """Whether the server runs the action. Raises ActionFailed if that cannot be known."""
        if name not in self._names:
            return False
        return name not in self._reserved or name in await self.listed()

    async def run(self, name: str, conversation: Conversation) -> ActionAnswer:
        """Call the action. Raises ActionRejected, or ActionFailed with a sentence for the log."""
        with_domain = not self._is_selective or conversation.domain.needs_domain(name)
        answer = await self._call(name, conversation, with_domain)
        if answer.status == WANTS_DOMAIN and not with_domain:
            answer = await self._call(name, conversation, True)
        return self._read(name, answer)

    async def listed(self) -> frozenset[str]:
        """Return the names that the server lists, as last known if it cannot be asked.

        Raises ActionFailed if none were ever known.
        """
        async with self._asking:
            if self._clock() >= self._believed_until:
                await self._refresh()
        if self._listed is None:
            raise ActionFailed(
                f"which actions the action server has is not known: {self._unlisted}"
            )
        return self._listed

    async def ask_names(self) -> frozenset[str]:
        """Ask the server for the names of its actions. Raises EndpointUnreachable.

        Only rasa-sdk's server has such a list; one that has none takes nothing that is ours.
        """
        answer = await self._client.get("actions")
        where = self._client.shown
        if answer.status == UNKNOWN:
            return frozenset()
        if answer.status != OK:
            hint = "; is the token right?" if answer.status in DENIED else ""
            raise EndpointUnreachable(
                f"{where} does not list its actions (status {answer.status}){hint}"
            )
        if not isinstance(answer.body, list):
            raise EndpointUnreachable(f"{where} lists no actions; is it an action server?")
        return frozenset(
            str(row["name"]) for row in answer.body if isinstance(row, dict) and "name" in row
        )

    async def _refresh(self) -> None:
        try:
            self._listed = await self.ask_names()
            believed_s = LISTED_S
        except EndpointUnreachable as error:
            log.warning("action_server_unreachable", reason=str(error))
            self._unlisted = str(error)
            believed_s = ASK_AGAIN_S
        self._believed_until = self._clock() + believed_s

    async def _call(self, name: str, conversation: Conversation, with_domain: bool) -> Answer:
        call = action_call(name, conversation, newest=PROJECT_EVENTS, with_domain=with_domain)
        try:
            return await self._client.post(call)
        except EndpointUnreachable as error:
            raise ActionFailed(f"'{name}': the action server {error}") from None

    def _read(self, name: str, answer: Answer) -> ActionAnswer:
        body = answer.body
        said = _said(body)
        if answer.status == REJECTED and isinstance(body, dict) and "action_name" in body:
            raise ActionRejected(said or f"'{name}' does not want to run")
        where = f"the action server {self._client.shown}"
        if answer.status == UNKNOWN:
            raise ActionFailed(f"{where} has no action '{name}'; start it with this project's")
        if answer.status != OK:
            status = f"status {answer.status}" + (f": {said}" if said else "")
            raise ActionFailed(f"'{name}' failed on {where} ({status})")
        if not isinstance(body, dict):
            raise ActionFailed(f"'{name}': {where} answered with no JSON object")
        events, responses = body.get("events") or [], body.get("responses") or []
        if not isinstance(events, list) or not isinstance(responses, list):
            raise ActionFailed(f"'{name}': 'events' and 'responses' of {where} are no lists")
        return lenient_answer(name, events, responses)


def _said(body: Any) -> str:
    """Return the server's own word for what went wrong: nothing else, the rest are user data."""
    error = body.get("error") if isinstance(body, dict) else None
    return " ".join(error.split())[:200] if isinstance(error, str) else ""


def _is_response(name: str, domain: Domain) -> bool:
    return name in domain.responses or name in domain.forms or name.startswith(RESPONSE_PREFIX)
