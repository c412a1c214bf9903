"""Turns as they leave the shop: masked, and only those that may be used."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any, Protocol

from bot.privacy.mask import Masker
from bot.storage.records import TurnFilter, TurnRow

PAGE = 500
# Entities whose values say who somebody is.
PERSONAL_ENTITIES = frozenset({"person", "email", "street", "postcode", "phone"})
HIDDEN = "[personal]"


class TurnSource(Protocol):
    """Where turns are read from."""

    async def turns(self, wanted: TurnFilter | None = None) -> list[TurnRow]:
        """Return turns, oldest first, a page at a time."""
        ...


async def read_turns(
    source: TurnSource, wanted: TurnFilter, *, default_consent: bool
) -> AsyncIterator[TurnRow]:
    """Iterate over the turns of conversations that may be learned from.

    A customer who said no is left out; who was not asked counts as `default_consent`.
    """
    after = wanted.after_id
    while True:
        page = await source.turns(replace(wanted, after_id=after, limit=PAGE))
        for turn in page:
            if default_consent if turn.consent is None else turn.consent:
                yield turn
        if len(page) < PAGE:
            return
        after = page[-1].id


def transcript_json(turn: TurnRow, masker: Masker | None) -> dict[str, Any]:
    """Return a turn as one line of an export; with a `masker` nothing personal is in it."""
    record = turn.record
    row: dict[str, Any] = {
        "conversation": turn.conversation_id,
        "seq": turn.seq,
        "channel": turn.channel,
        "at": turn.created_at,
        "text": turn.text,
        "intent": turn.intent,
        "confidence": record.get("confidence"),
        "ranking": record.get("ranking", []),
        "entities": record.get("entities", []),
        "decisions": record.get("decisions", []),
        "evidence": record.get("evidence", []),
        "replies": [reply.get("text") for reply in turn.replies],
        "feedback": [{"value": one.value, "comment": one.comment} for one in turn.feedback],
        "model": record.get("model"),
        "index": record.get("index"),
        "timings_ms": record.get("timings_ms", {}),
    }
    if masker is None:
        return row
    known = tuple(personal_values(row["entities"]))
    row["conversation"] = f"c{_number(turn.conversation_id):016x}"
    row["text"] = masker.mask(turn.text, known)
    row["replies"] = [masker.mask(text, known) if text else text for text in row["replies"]]
    row["entities"] = [_masked_entity(entity) for entity in row["entities"]]
    row["evidence"] = [one for one in row["evidence"] if one.get("kind") != "order"]
    row["feedback"] = [{**one, "comment": masker.mask(one["comment"])} for one in row["feedback"]]
    return row


def personal_values(entities: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the values of entities that are personal."""
    for entity in entities:
        if entity.get("entity") in PERSONAL_ENTITIES:
            yield str(entity.get("value", ""))


def _masked_entity(entity: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**entity, "value": HIDDEN} if entity.get("entity") in PERSONAL_ENTITIES else entity


def _number(conversation_id: str) -> int:
    """Return a number that stands for a conversation without naming its sender."""
    digest = blake2b(conversation_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest)
