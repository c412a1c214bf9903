"""Responses written by a server of the project's own (`nlg:` in endpoints.yml), as in Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any

import structlog
from aiohttp import ClientSession, DummyCookieJar

from bot.actions.action_call import PROJECT_EVENTS, recent_state
from bot.actions.context import current_turn
from bot.actions.errors import ActionFailed
from bot.answers.responses import reply_from_template
from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.message import Reply
from bot.endpoints.client import EndpointClient, EndpointUnreachable
from bot.endpoints.endpoint import read_endpoint
from bot.project.project import Project

log = structlog.get_logger(__name__)

KEY = "nlg"
OK = 200


class NlgServer:
    """Asks a server for each response; what it answers is said as it is."""

    def __init__(self, client: EndpointClient) -> None:
        self._client = client

    def knows(self, name: str, domain: Domain) -> bool:
        """Whether the domain declares the response, among `responses` or `actions`."""
        return domain.has_action(name)

    async def write(
        self, name: str, conversation: Conversation, values: Mapping[str, Any]
    ) -> Reply:
        """Return the server's reply. Raises ActionFailed with a sentence for the log."""
        request = {
            "response": name,
            "id": _only_id(name, conversation.domain),
            "arguments": dict(values),
            "tracker": recent_state(conversation, PROJECT_EVENTS),
            "channel": {"name": current_turn().channel},
        }
        try:
            answer = await self._client.post(request)
        except EndpointUnreachable as error:
            raise ActionFailed(f"'{name}': the NLG server {error}") from None
        if answer.status != OK or not isinstance(answer.body, dict):
            what = "answered with no JSON object" if answer.status == OK else "failed"
            raise ActionFailed(
                f"'{name}': the NLG server {self._client.shown} {what} (status {answer.status})"
            )
        try:
            return reply_from_template(answer.body, {"utter_action": name})
        except (AttributeError, TypeError, ValueError):
            raise ActionFailed(
                f"'{name}': what the NLG server {self._client.shown} answered is no message"
            ) from None


async def open_nlg(
    project: Project, environment: Mapping[str, str], stack: AsyncExitStack, *, timeout_s: float
) -> NlgServer | None:
    """Return the NLG server of a project, None if it has none; `stack` closes it.

    Raises SourceError for a fault in endpoints.yml.
    """
    path = project.folder / "endpoints.yml"
    endpoint = read_endpoint(project.endpoints, KEY, environment, path)
    if endpoint is None:
        return None
    session = ClientSession(cookie_jar=DummyCookieJar())
    stack.push_async_callback(session.close)
    log.info("responses_from_server", url=endpoint.shown)
    return NlgServer(EndpointClient(endpoint, session, timeout_s=timeout_s))


def _only_id(name: str, domain: Domain) -> str | None:
    """Return the id of a response whose variations have one and the same."""
    ids = {one.get("id") for one in domain.responses.get(name, ())}
    only = ids.pop() if len(ids) == 1 else None
    return None if only is None else str(only)
