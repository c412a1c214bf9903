import json
from typing import Any

import numpy as np
import pytest

from bot.domain.event import UserUttered
from bot.domain.parse_data import Doubt, parse_data
from finetune.types import EntitySpan, IntentScore, Prediction


def prediction(*scores: tuple[str, float], in_scope: bool = True, **rest: Any) -> Prediction:
    return Prediction(
        text="where is order 10042",
        ranking=tuple(IntentScore(name, score) for name, score in scores),
        in_scope=in_scope,
        doubt=0.0,
        entities=rest.get("entities", ()),
        embedding=np.zeros(3, dtype=np.float32),
    )


def test_a_sure_message_is_rasas_parse_json() -> None:
    entity = EntitySpan("order_number", 15, 20, "10042", 0.99, "regex", role="x")
    sure = prediction(("order_status", 0.9), ("greet", 0.1), entities=(entity,))
    data = parse_data(sure, intent_threshold=0.4, message_id="m1", metadata={"page": "/"})
    assert json.loads(json.dumps(data)) == {
        "intent": {"name": "order_status", "confidence": 0.9},
        "entities": [
            {
                "entity": "order_number",
                "start": 15,
                "end": 20,
                "confidence_entity": 0.99,
                "value": "10042",
                "extractor": "regex",
                "role": "x",
            }
        ],
        "text": "where is order 10042",
        "message_id": "m1",
        "metadata": {"page": "/"},
        "intent_ranking": [
            {"name": "order_status", "confidence": 0.9},
            {"name": "greet", "confidence": 0.1},
        ],
    }
    assert list(data) == [
        "intent", "entities", "text", "message_id", "metadata", "intent_ranking",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("doubtful", "reason"),
    [
        (prediction(("a", 0.9), in_scope=False), Doubt.OUT_OF_SCOPE),
        (prediction(("a", 0.3), ("b", 0.1)), Doubt.UNSURE),
        (prediction(("a", 0.5), ("b", 0.45)), Doubt.AMBIGUOUS),
        (prediction(), Doubt.UNSURE),
    ],
)
def test_in_doubt_the_fallback_intent_heads_the_ranking(
    doubtful: Prediction, reason: Doubt
) -> None:
    data = parse_data(doubtful, intent_threshold=0.4, ambiguity_margin=0.1)
    assert data["intent"] == {"name": "nlu_fallback", "confidence": 0.4}
    assert data["intent_ranking"][0] == data["intent"]
    assert [row["name"] for row in data["intent_ranking"][1:]] == [
        score.name for score in doubtful.ranking
    ]
    assert data["fallback_reason"] == reason.value
    assert UserUttered("x", parse_data=data).intent == "nlu_fallback"


def test_without_a_margin_two_close_intents_are_no_doubt() -> None:
    data = parse_data(prediction(("a", 0.5), ("b", 0.45)), intent_threshold=0.4)
    assert data["intent"]["name"] == "a"
    assert "fallback_reason" not in data
