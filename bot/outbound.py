"""Replies on their way to a platform: which outbox rows a turn's replies become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.channels.outbound import OutboundChannel
from bot.conversations import Conversations
from bot.domain.message import InboundMessage, Reply
from bot.storage.records import OutboxEntry
from bot.storage.store import Store

REPLY_TO = "reply_to"


class Outbound:
    """Knows the channels that replies are pushed to; for all others it makes no rows."""

    def __init__(
        self, channels: Iterable[OutboundChannel], store: Store, conversations: Conversations
    ) -> None:
        self._channels: Mapping[str, OutboundChannel] = {one.name: one for one in channels}
        self._store = store
        self._conversations = conversations

    def entries(
        self, message: InboundMessage, seq: int, replies: Sequence[Reply]
    ) -> tuple[OutboxEntry, ...]:
        """Return the rows that carry a turn's replies; the same again when the turn is redone."""
        channel = self._channels.get(message.channel)
        if channel is None:
            return ()
        recipient = str(message.metadata.get(REPLY_TO) or message.sender)
        return tuple(
            OutboxEntry(
                channel=message.channel,
                account=message.account,
                recipient=recipient,
                payload=payload,
                idempotency_key=f"{message.conversation_id}/{seq}/{index}/{part}",
                reply=index,
            )
            for index, reply in enumerate(replies)
            for part, payload in enumerate(channel.parts(reply))
        )

    async def agent_entries(self, conversation_id: str, text: str) -> tuple[OutboxEntry, ...]:
        """Return the rows that carry an agent's text to the conversation's platform."""
        row = await self._store.conversation(conversation_id)
        channel = self._channels.get(row.channel) if row is not None else None
        if row is None or channel is None:
            return ()
        conversation = await self._conversations.load(conversation_id)
        latest = conversation.latest_message
        metadata = latest.metadata if latest is not None else {}
        return tuple(
            OutboxEntry(
                channel=row.channel,
                account=row.account,
                recipient=str(metadata.get(REPLY_TO) or row.sender),
                payload=payload,
            )
            for payload in channel.parts(Reply(text=text))
        )
