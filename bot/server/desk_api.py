"""The agents' API: conversations that wait for a person, writing to them, giving them back.

    GET  /desk/conversations                     those that were touched last, newest first
    GET  /desk/conversations/{id}/messages?after=<position>
    POST /desk/conversations/{id}/messages       {"text", "agent", "client_id"?}
    POST /desk/conversations/{id}/take           the bot falls silent
    POST /desk/conversations/{id}/return         the bot answers again

All routes want the API token. An agent's message takes the conversation over if the bot still
had it, in the same commit: a turn that is being computed then finds the conversation changed,
is computed anew and stays silent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.channels.body import parse_object, read_body
from bot.channels.gateway import Notice
from bot.conversations import Conversations
from bot.domain.event import (
    AgentUttered,
    ConversationPaused,
    ConversationResumed,
    Event,
    event_to_json,
    stamped,
)
from bot.errors import FrontdeskError, Invalid
from bot.hub import Hub
from bot.server.access import TokenAccess
from bot.storage.records import OutboxEntry, StoredMessage
from bot.storage.store import Store

PAGE = 100


class UnknownConversation(FrontdeskError):
    """There is no conversation of this id."""

    status = 404
    reason = "NotFound"


class OutboundParts(Protocol):
    """Makes the outbox entries for what is said in a conversation outside a turn."""

    async def agent_entries(self, conversation_id: str, text: str) -> tuple[OutboxEntry, ...]:
        """Return the entries that carry an agent's text to the conversation's platform."""
        ...


class _AgentMessage(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=8000)
    agent: str = Field(min_length=1, max_length=100)
    client_id: str | None = Field(default=None, min_length=1, max_length=100)


class DeskApi:
    """What an agent's desk needs; a page comes on top of it."""

    def __init__(
        self,
        store: Store,
        conversations: Conversations,
        hub: Hub,
        outbound: OutboundParts,
        access: TokenAccess,
        *,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._conversations = conversations
        self._hub = hub
        self._outbound = outbound
        self._access = access
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Return the desk's routes."""
        guarded = self._access.guarded
        base = "/desk/conversations"
        return [
            web.get(base, guarded(self.list_conversations)),
            web.get(base + "/{id:.+}/messages", guarded(self.messages)),
            web.post(base + "/{id:.+}/messages", guarded(self.write)),
            web.post(base + "/{id:.+}/take", guarded(self.take)),
            web.post(base + "/{id:.+}/return", guarded(self.give_back)),
        ]

    async def list_conversations(self, request: web.Request) -> web.Response:
        """Answer with the latest conversations and who has them."""
        only_waiting = request.query.get("waiting") == "true"
        rows = []
        for row in await self._store.conversations(limit=PAGE):
            conversation = await self._conversations.load(row.id)
            if only_waiting and not conversation.paused:
                continue
            rows.append(
                {
                    "id": row.id,
                    "channel": row.channel,
                    "with_agent": conversation.paused,
                    "messages": row.message_count,
                    "updated_at": row.updated_at,
                }
            )
        return web.json_response({"conversations": rows})

    async def messages(self, request: web.Request) -> web.Response:
        """Answer with the messages after a position."""
        conversation_id = await self._known(request)
        after = request.query.get("after", "0")
        if not after.isdecimal() or len(after) > 12:
            raise Invalid("'after' is not a position")
        stored = await self._store.messages_since(conversation_id, int(after), PAGE)
        return web.json_response({"messages": [message_json(one) for one in stored]})

    async def write(self, request: web.Request) -> web.Response:
        """Write to the customer; the bot is silent from this commit on."""
        conversation_id = await self._known(request)
        try:
            body = _AgentMessage.model_validate(parse_object(await read_body(request)))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise Invalid(f"'{key}': {first['msg'].lower()}") from None
        conversation = await self._conversations.load(conversation_id)
        events: list[Event] = [] if conversation.paused else [ConversationPaused()]
        events.append(AgentUttered(text=body.text))
        stored = await self._store.add_agent_message(
            conversation_id,
            body.text,
            body.agent,
            client_id=body.client_id,
            new_events=self._json(events),
            entries=await self._outbound.agent_entries(conversation_id, body.text),
        )
        self._hub.publish(conversation_id, Notice(message=stored))
        return web.json_response(message_json(stored))

    async def take(self, request: web.Request) -> web.Response:
        """Take the conversation from the bot."""
        return await self._switch(request, ConversationPaused(), with_agent=True)

    async def give_back(self, request: web.Request) -> web.Response:
        """Give the conversation back to the bot."""
        return await self._switch(request, ConversationResumed(), with_agent=False)

    async def _switch(
        self, request: web.Request, event: Event, *, with_agent: bool
    ) -> web.Response:
        conversation_id = await self._known(request)
        conversation = await self._conversations.load(conversation_id)
        if conversation.paused is not with_agent:
            await self._store.append_events(conversation_id, self._json([event]), None)
        return web.json_response({"id": conversation_id, "with_agent": with_agent})

    async def _known(self, request: web.Request) -> str:
        conversation_id = request.match_info["id"]
        try:
            row = await self._store.conversation(conversation_id)
        except ValueError:
            row = None
        if row is None:
            raise UnknownConversation("there is no such conversation")
        return conversation_id

    def _json(self, events: list[Event]) -> list[dict[str, Any]]:
        return [event_to_json(stamped(event, self._clock())) for event in events]


def message_json(message: StoredMessage) -> Mapping[str, Any]:
    """Return a stored message as the API shows it."""
    return {
        "position": message.position,
        "author": message.author.value,
        "body": message.body,
        "at": message.created_at,
        "client_id": message.client_id,
    }
