"""The store: everything durable behind one set of coroutines.

Writes go through the group-commit writer and return once they are on the disk; reads go through a
small pool of threads. Each module beside this one owns the SQL of one noun; bad input is refused
with ValueError here, before it reaches the writer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.domain.message import InboundMessage
from bot.storage import (
    agent_message,
    conversations,
    dead_letters,
    events,
    feedback,
    inbox,
    messages,
    outbox,
    payloads,
    transcripts,
    turns,
)
from bot.storage.access import StoreAccess
from bot.storage.agent_message import AgentMessage
from bot.storage.inbox import InboxEntry
from bot.storage.json_text import checked_id, checked_int, checked_time, clean_text, to_json
from bot.storage.records import (
    Accepted,
    ConversationRow,
    DeadLetter,
    FailedTurn,
    Json,
    OutboxEntry,
    OutboxRow,
    OutboxState,
    PendingMessage,
    StoredMessage,
    TurnCommit,
    TurnFilter,
    TurnRow,
    TurnStatus,
)
from bot.storage.schema import CONVERSATION_ID_LENGTH, EXTERNAL_ID_LENGTH, PAYLOAD_ID_LENGTH
from bot.storage.turns import TurnDraft

_PAGE = 100


class Store(StoreAccess):
    """The durable state of all conversations; `Store.open(url)` makes one, `close()` ends it.

    Every method may raise StoreBusy (503, come back) or StoreUnavailable (503), and ValueError
    for input that no database can hold. Positions count from 1; "after 0" means from the start.
    """

    async def accept(self, message: InboundMessage) -> Accepted:
        """Store a customer's message once; what returns is on the disk and may be acknowledged."""
        entry, at = InboxEntry.of(message), self._clock()
        work = partial(inbox.accept, entry=entry, at=at)
        return await self._write_once(work, entry.conversation_id)

    async def pending(self) -> list[PendingMessage]:
        """Return the messages whose turn is not over, oldest first: what a start has to redo."""
        return await self._read(inbox.pending)

    async def fail_turn(
        self, inbox_id: int, error: str, *, max_attempts: int | None = None
    ) -> FailedTurn:
        """Count a failed turn.

        At `max_attempts` (default: the store's own) the answer says `give_up`: commit an apology
        with `TurnCommit.error`. If that fails too and is counted here, the message is a dead
        letter. Raises UnknownRecord.
        """
        work = partial(
            inbox.note_failure,
            inbox_id=checked_int("inbox_id", inbox_id),
            error=clean_text(error),
            max_attempts=max_attempts or self._settings.max_attempts,
            at=self._clock(),
        )
        return await self._write(work)

    async def commit_turn(self, commit: TurnCommit) -> tuple[StoredMessage, ...]:
        """Write all that a turn changes and return its replies as stored.

        A turn that is already committed is left alone and its replies are returned. Raises
        PositionConflict (read the events again and redo), TurnOutOfOrder, UnknownRecord.
        """
        draft, at = TurnDraft.of(commit), self._clock()
        work = partial(turns.commit, draft=draft, at=at)
        return await self._write_once(work, draft.conversation_id)

    async def turn_status(self, conversation_id: str, seq: int) -> TurnStatus:
        """Return the state of one accepted message and its replies; raises UnknownRecord."""
        key, number = _conversation(conversation_id), checked_int("seq", seq)
        return await self._read(lambda connection: turns.status(connection, key, number))

    async def load_events(self, conversation_id: str, after: int = 0) -> list[dict[str, Any]]:
        """Return the conversation's events in order, without the first `after` ones."""
        key, skipped = _conversation(conversation_id), checked_int("after", after)
        return await self._read(lambda connection: events.load(connection, key, skipped))

    async def append_events(
        self, conversation_id: str, new_events: Sequence[Json], expected_position: int | None
    ) -> int:
        """Append events outside a turn (pause, resume, slot); return how many there are now.

        A conversation that is not there is created. Raises PositionConflict when
        `expected_position` (None: any) is not the number of events before.
        """
        key, at = _conversation(conversation_id), self._clock()
        texts = [to_json(dict(event)) for event in new_events]
        if expected_position is not None:
            checked_int("expected_position", expected_position)

        def work(connection: Connection) -> int:
            conversations.open_conversation(
                connection, key, channel="", account="", sender="", at=at
            )
            before, _ = conversations.advance(
                connection,
                key,
                events=len(texts),
                messages=0,
                expected_events=expected_position,
                at=at,
            )
            events.add(connection, key, before, texts)
            return before + len(texts)

        return await self._write(work, key)

    async def messages_since(
        self, conversation_id: str, position: int, limit: int = _PAGE
    ) -> list[StoredMessage]:
        """Return the first `limit` messages after `position`, in order."""
        key, place = _conversation(conversation_id), checked_int("position", position)
        size = checked_int("limit", limit)
        return await self._read(lambda connection: messages.since(connection, key, place, size))

    async def messages_before(
        self, conversation_id: str, position: int | None = None, limit: int = _PAGE
    ) -> list[StoredMessage]:
        """Return the last `limit` messages before `position` (None: of all), oldest first."""
        key, size = _conversation(conversation_id), checked_int("limit", limit)
        place = None if position is None else checked_int("position", position)
        return await self._read(lambda connection: messages.before(connection, key, place, size))

    async def add_agent_message(
        self,
        conversation_id: str,
        text: str,
        agent: str,
        *,
        client_id: str | None = None,
        new_events: Sequence[Json] = (),
        entries: Sequence[OutboxEntry] = (),
    ) -> StoredMessage:
        """Write what an agent says, with its events and outbox entries, in one commit.

        Repeated with the same `client_id` it returns the first message. Raises UnknownRecord.
        """
        message = AgentMessage.of(
            conversation_id,
            text,
            agent,
            client_id=client_id,
            new_events=new_events,
            entries=entries,
        )
        work = partial(agent_message.add, message=message, at=self._clock())
        return await self._write_once(work, message.conversation_id)

    async def due_outbox(self, now: float, limit: int = _PAGE) -> list[OutboxRow]:
        """Return rows to be sent now: at most one, the oldest, of each conversation."""
        at, size = checked_time("now", now), checked_int("limit", limit)
        return await self._read(lambda connection: outbox.due(connection, at, size))

    async def next_outbox_at(self) -> float | None:
        """Return when the next waiting outbox row falls due; None when nothing waits."""
        return await self._read(outbox.next_due_at)

    async def sending_outbox(self) -> list[OutboxRow]:
        """Return rows left in `sending`: after a kill nobody knows whether they arrived."""
        return await self._read(outbox.sending)

    async def mark_sending(self, outbox_id: int) -> bool:
        """Claim a row before sending it; False when it is claimed or finished already."""
        row = checked_int("outbox_id", outbox_id)
        return await self._write(lambda connection: outbox.claim(connection, row))

    async def mark_sent(self, outbox_id: int, provider_id: str | None = None) -> None:
        """Note that the platform took the row, under its own id."""
        name = None if provider_id is None else clean_text(provider_id)[:EXTERNAL_ID_LENGTH]
        await self._finish(outbox_id, OutboxState.SENT, provider_id=name)

    async def mark_unknown(self, outbox_id: int, reason: str) -> None:
        """Note that the row may or may not have arrived: not sent again, kept as dead letter."""
        await self._finish(outbox_id, OutboxState.UNKNOWN, error=clean_text(reason))

    async def mark_dead(self, outbox_id: int, reason: str) -> None:
        """Give the row up for good, kept as dead letter."""
        await self._finish(outbox_id, OutboxState.DEAD, error=clean_text(reason))

    async def mark_retry(self, outbox_id: int, next_at: float, reason: str = "") -> None:
        """Put the row back; it is due again from `next_at` on. Raises UnknownRecord."""
        row, at, why = (
            checked_int("outbox_id", outbox_id),
            checked_time("next_at", next_at),
            clean_text(reason),
        )
        await self._write(lambda connection: outbox.retry(connection, row, at, why))

    async def _finish(
        self,
        outbox_id: int,
        state: OutboxState,
        *,
        provider_id: str | None = None,
        error: str = "",
    ) -> None:
        work = partial(
            outbox.finish,
            outbox_id=checked_int("outbox_id", outbox_id),
            state=state,
            at=self._clock(),
            provider_id=provider_id,
            error=error,
        )
        await self._write(work)

    async def put(self, payload_id: str, payload: str) -> None:
        """Store a button's payload durably; storing the same again changes nothing."""
        key, words = checked_id("payload_id", payload_id, PAYLOAD_ID_LENGTH), clean_text(payload)
        await self._write_once(lambda connection: payloads.put(connection, key, words), key)

    async def get(self, payload_id: str) -> str | None:
        """Return the payload of an id, None if there is none."""
        key = checked_id("payload_id", payload_id, PAYLOAD_ID_LENGTH)
        return await self._read(lambda connection: payloads.get(connection, key))

    async def dead_letters(self, after_id: int = 0, limit: int = _PAGE) -> list[DeadLetter]:
        """Return what was given up, in order, from the one after `after_id`."""
        first, size = checked_int("after_id", after_id), checked_int("limit", limit)
        return await self._read(lambda connection: dead_letters.after(connection, first, size))

    async def add_feedback(
        self, conversation_id: str, position: int, value: int, comment: str = ""
    ) -> None:
        """Note a judgement (1 or -1) of the reply at `position`, in place of an earlier one.

        Raises UnknownRecord when there is no reply of a bot or an agent.
        """
        if value not in (1, -1):
            raise ValueError("feedback must be 1 or -1")
        key, place = _conversation(conversation_id), checked_int("position", position)
        words, at = clean_text(comment), self._clock()
        await self._write(
            lambda connection: feedback.put(connection, key, place, value, words, at), key
        )

    async def consent(self, conversation_id: str, value: bool) -> None:
        """Note whether the conversation may be learned from; raises UnknownRecord."""
        key = _conversation(conversation_id)
        await self._write(
            lambda connection: conversations.set_consent(connection, key, value), key
        )

    async def conversation(self, conversation_id: str) -> ConversationRow | None:
        """Return the conversation's row, or None."""
        key = _conversation(conversation_id)
        return await self._read(lambda connection: conversations.find(connection, key))

    async def conversations(
        self, before: float | None = None, limit: int = _PAGE
    ) -> list[ConversationRow]:
        """Return the conversations that were touched last (before `before`), newest first."""
        at = None if before is None else checked_time("before", before)
        size = checked_int("limit", limit)
        return await self._read(lambda connection: conversations.latest(connection, at, size))

    async def turns(self, wanted: TurnFilter | None = None) -> list[TurnRow]:
        """Return turns with replies, feedback and consent, oldest first, a page at a time."""
        chosen = wanted or TurnFilter()
        checked_int("after_id", chosen.after_id)
        checked_int("limit", chosen.limit)
        return await self._read(lambda connection: transcripts.read(connection, chosen))


def _conversation(conversation_id: str) -> str:
    return checked_id("conversation_id", conversation_id, CONVERSATION_ID_LENGTH)
