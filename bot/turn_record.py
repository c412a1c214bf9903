"""What is kept of a turn beside its events: why it went the way it did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.bundle import Bundle
from bot.domain.message import InboundMessage
from bot.domain.reply_json import evidence_to_json
from bot.draft import Draft
from bot.reading import Reading
from retrieval.types import Hit

KEPT_RANKS = 5


def turn_record(
    message: InboundMessage,
    reading: Reading,
    knowledge: Sequence[Hit],
    draft: Draft,
    bundle: Bundle,
) -> dict[str, Any]:
    """Return the record of a turn as JSON: scores, decisions with reasons, evidence, versions."""
    parse, prediction = reading.parse, reading.prediction
    evidence = [evidence_to_json(one) for reply in draft.replies for one in reply.evidence]
    return {
        "text": message.text,
        "intent": parse.get("intent", {}).get("name"),
        "confidence": parse.get("intent", {}).get("confidence"),
        "ranking": list(parse.get("intent_ranking", []))[:KEPT_RANKS],
        "in_scope": None if prediction is None else prediction.in_scope,
        "doubt": None if prediction is None else round(prediction.doubt, 4),
        "entities": list(parse.get("entities", [])),
        "decisions": draft.decisions,
        "knowledge": [{"id": hit.id, "score": round(hit.score, 4)} for hit in knowledge],
        "evidence": evidence,
        "with_agent": draft.conversation.paused,
        "timings_ms": draft.timings_ms,
        "model": bundle.model_id,
        "index": bundle.index_id,
        "verified": message.identity is not None,
    }
