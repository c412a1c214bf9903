"""What was understood of a message, as Rasa's parse JSON."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from bot.domain.response_selector import Templates, response_selector
from finetune.types import EntitySpan, Prediction

FALLBACK_INTENT = "nlu_fallback"


class Doubt(StrEnum):
    """Why a message was given the fallback intent (`fallback_reason` in the parse data)."""

    OUT_OF_SCOPE = "out_of_scope"
    UNSURE = "unsure"
    AMBIGUOUS = "ambiguous"


def parse_data(
    prediction: Prediction,
    *,
    intent_threshold: float,
    ambiguity_margin: float = 0.0,
    scope_counts: bool = True,
    message_id: str | None = None,
    metadata: dict[str, Any] | None = None,
    templates: Templates | None = None,
) -> dict[str, Any]:
    """Return the parse JSON of a prediction.

    When the model calls the text out of scope (unless that does not count), when the best
    intent's probability is below `intent_threshold`, or when the second is closer than
    `ambiguity_margin`, the intent is `nlu_fallback` (its confidence is the threshold, as in
    Rasa) and stands at the head of the ranking; the model's own ranking follows it, so that a
    policy can ask which was meant.
    """
    ranking = [{"name": one.name, "confidence": one.confidence} for one in prediction.ranking]
    reason = _doubt(prediction, intent_threshold, ambiguity_margin, scope_counts)
    if reason is not None:
        ranking.insert(0, {"name": FALLBACK_INTENT, "confidence": intent_threshold})
    data: dict[str, Any] = {
        "intent": dict(ranking[0]) if ranking else {},
        "entities": [entity_json(entity) for entity in prediction.entities],
        "text": prediction.text,
        "message_id": message_id,
        "metadata": dict(metadata or {}),
        "intent_ranking": ranking,
    }
    if prediction.responses:
        selected = response_selector(prediction.responses, templates or {})
        data["response_selector"] = selected
        best = selected.get(str(data["intent"].get("name")))
        if best is not None:
            data["intent"]["full_retrieval_intent_name"] = best["response"]["intent_response_key"]
    if reason is not None:
        data["fallback_reason"] = reason.value
    return data


def entity_json(entity: EntitySpan) -> dict[str, Any]:
    """Return an entity as Rasa's pipeline writes it; role and group only if there are any."""
    data: dict[str, Any] = {
        "entity": entity.entity,
        "start": entity.start,
        "end": entity.end,
        "confidence_entity": entity.confidence,
        "value": entity.value,
        "extractor": entity.extractor,
    }
    if entity.role is not None:
        data["role"] = entity.role
    if entity.group is not None:
        data["group"] = entity.group
    return data


def _doubt(
    prediction: Prediction, threshold: float, margin: float, scope_counts: bool
) -> Doubt | None:
    if scope_counts and not prediction.in_scope:
        return Doubt.OUT_OF_SCOPE
    if not prediction.ranking or prediction.ranking[0].confidence < threshold:
        return Doubt.UNSURE
    if len(prediction.ranking) > 1:
        gap = prediction.ranking[0].confidence - prediction.ranking[1].confidence
        if gap < margin:
            return Doubt.AMBIGUOUS
    return None
