"""What a person of the shop writes into a conversation, on its way to the customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.storage import conversations, events, messages, outbox
from bot.storage.json_text import checked_id, clean_text, object_from_json, to_json
from bot.storage.outbox import OutboxDraft
from bot.storage.records import Author, Json, OutboxEntry, StoredMessage
from bot.storage.schema import AGENT_CLIENT_ID_LENGTH, CONVERSATION_ID_LENGTH


@dataclass(frozen=True, slots=True)
class AgentMessage:
    """An agent's message made fit for the database, outside the writer thread."""

    conversation_id: str
    body: str
    client_id: str | None
    events: tuple[str, ...]
    outbox: tuple[OutboxDraft, ...]

    @classmethod
    def of(
        cls,
        conversation_id: str,
        text: str,
        agent: str,
        *,
        client_id: str | None,
        new_events: Sequence[Json],
        entries: Sequence[OutboxEntry],
    ) -> AgentMessage:
        """Return the message; raises ValueError naming the field that is wrong."""
        if client_id is not None:
            checked_id("client_id", client_id, AGENT_CLIENT_ID_LENGTH)
        return cls(
            conversation_id=checked_id("conversation_id", conversation_id, CONVERSATION_ID_LENGTH),
            body=to_json({"text": clean_text(text), "agent": agent}),
            client_id=client_id,
            events=tuple(to_json(dict(event)) for event in new_events),
            outbox=tuple(OutboxDraft.of(entry) for entry in entries),
        )


def add(connection: Connection, message: AgentMessage, at: float) -> StoredMessage:
    """Write the message with its events and outbox rows; a repeated client id writes nothing.

    Raises UnknownRecord when there is no such conversation.
    """
    if message.client_id is not None:
        known = messages.of_agent(connection, message.conversation_id, message.client_id)
        if known is not None:
            return known
    events_before, messages_before = conversations.advance(
        connection,
        message.conversation_id,
        events=len(message.events),
        messages=1,
        expected_events=None,  # what a person said is a fact, whatever happened meanwhile
        at=at,
    )
    position = messages_before + 1
    messages.add(
        connection,
        message.conversation_id,
        position,
        Author.AGENT,
        message.body,
        at,
        client_id=message.client_id,
    )
    events.add(connection, message.conversation_id, events_before, message.events)
    outbox.add(connection, message.conversation_id, message.outbox, position, at)
    return StoredMessage(
        message.conversation_id,
        position,
        Author.AGENT,
        object_from_json(message.body),
        at,
        client_id=message.client_id,
    )
