from __future__ import annotations

import numpy as np

from bot.domain.parse_data import parse_data
from bot.domain.response_selector import retrieved_response
from finetune.types import IntentScore, Prediction

SCORES = (
    IntentScore("faq/hours", 0.6),
    IntentScore("chat/joke", 0.2),
    IntentScore("faq/price", 0.2),
)


def parsed() -> dict[str, object]:
    prediction = Prediction(
        "when",
        (IntentScore("faq", 0.8), IntentScore("chat", 0.2)),
        True,
        0.0,
        (),
        np.zeros(3, dtype=np.float32),
        SCORES,
    )
    templates = {"utter_faq/hours": ({"text": "from 9"},)}
    return parse_data(prediction, intent_threshold=0.3, templates=templates)


def test_each_retrieval_intent_has_its_best_question_as_in_rasa() -> None:
    parse = parsed()
    assert parse["intent"] == {
        "name": "faq",
        "confidence": 0.8,
        "full_retrieval_intent_name": "faq/hours",
    }
    selector = parse["response_selector"]
    assert isinstance(selector, dict)
    assert selector["all_retrieval_intents"] == ["chat", "faq"]
    assert selector["faq"] == {
        "response": {
            "responses": [{"text": "from 9"}],
            "confidence": 0.6 / 0.8,
            "intent_response_key": "faq/hours",
            "utter_action": "utter_faq/hours",
        },
        "ranking": [
            {"confidence": 0.6 / 0.8, "intent_response_key": "faq/hours"},
            {"confidence": 0.2 / 0.8, "intent_response_key": "faq/price"},
        ],
    }
    assert selector["default"]["response"]["intent_response_key"] == "faq/hours"


def test_the_action_of_a_retrieval_intent_says_what_was_selected() -> None:
    assert retrieved_response("utter_faq", parsed()) == "utter_faq/hours"
    assert retrieved_response("utter_chat", parsed()) == "utter_chat/joke"
    assert retrieved_response("utter_greet", parsed()) is None
    assert retrieved_response("utter_faq", {}) is None
