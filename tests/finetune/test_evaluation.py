import json
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from finetune.errors import ModelError
from finetune.evaluation import Evaluation, dataset_hash, evaluate
from finetune.types import EntitySpan, Example, IntentScore, Prediction


class CannedPredictor:
    """Says of each text what it was told to say: intent, confidence, doubt and entities."""

    def __init__(self, answers: Mapping[str, tuple[str, float, float]]) -> None:
        self._answers = answers

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Prediction:
        intent, confidence, doubt = self._answers[text]
        spans = (EntitySpan("city", 0, 3, "abc"),) if text.startswith("abc") else ()
        return Prediction(
            text=text,
            ranking=(IntentScore(intent, confidence), IntentScore("other", 1 - confidence)),
            in_scope=doubt <= 0.5,
            doubt=doubt,
            entities=spans,
            embedding=np.zeros(2, dtype=np.float32),
        )


EXAMPLES = (
    Example("hi", "greet"),
    Example("bye", "goodbye"),
    Example("abc", "greet", (EntitySpan("city", 0, 3, "abc"),)),
    Example("hello you", "greet", (EntitySpan("city", 6, 9, "you"),)),
)
ANSWERS = {
    "hi": ("greet", 0.9, 0.1),
    "bye": ("greet", 0.8, 0.2),
    "abc": ("greet", 0.9, 0.6),
    "hello you": ("greet", 0.6, 0.3),
    "what is 2+2": ("greet", 0.4, 0.9),
    "tell me a joke": ("goodbye", 0.7, 0.25),
}
OUTSIDE = ["what is 2+2", "tell me a joke"]


@pytest.fixture
def measured() -> Evaluation:
    return evaluate(CannedPredictor(ANSWERS), EXAMPLES, OUTSIDE)


def test_the_figures_are_counted(measured: Evaluation) -> None:
    assert measured.examples == 4
    assert measured.out_of_scope == 2
    assert measured.accuracy == 0.75
    assert measured.in_scope_rejected == 0.25
    assert measured.oos_recall == 0.5
    assert measured.auroc == pytest.approx((4 + 2) / 8)
    assert measured.entity_f1 == pytest.approx(2 * 1 / (2 + 1))
    assert measured.macro_f1 == pytest.approx((2 * 3 / (3 + 4) + 0) / 2)


def test_the_weakest_intent_leads_the_table(measured: Evaluation) -> None:
    rows = measured.rows()

    assert rows[0] == ("goodbye", 1, 0.0, 0.0, 0.0, "greet (1)")
    assert rows[1][:2] == ("greet", 3)


def test_errors_tell_what_went_wrong_most_confident_first(measured: Evaluation) -> None:
    assert [(each.text, each.expected, each.predicted) for each in measured.errors] == [
        ("abc", "greet", "greet"),
        ("bye", "goodbye", "greet"),
        ("tell me a joke", "out_of_scope", "goodbye"),
    ]


def test_without_out_of_scope_texts_or_entities_there_are_no_such_figures() -> None:
    measured = evaluate(CannedPredictor(ANSWERS), EXAMPLES[:2])

    assert measured.oos_recall is None
    assert measured.auroc is None
    assert measured.entity_f1 is None


def test_an_evaluation_survives_json(measured: Evaluation) -> None:
    assert Evaluation.from_json(json.loads(json.dumps(measured.to_json()))) == measured
    assert measured.summary()["accuracy"] == 0.75


@pytest.mark.parametrize("change", [{"accuracy": None, "extra": 1}, {"intents": [{"name": "x"}]}])
def test_other_json_is_refused(measured: Evaluation, change: dict[str, object]) -> None:
    with pytest.raises(ModelError, match="not an evaluation"):
        Evaluation.from_json({**measured.to_json(), **change})


def test_the_dataset_hash_tells_test_sets_apart_but_not_their_order() -> None:
    first = dataset_hash(EXAMPLES, OUTSIDE)

    assert dataset_hash(EXAMPLES[::-1], OUTSIDE[::-1]) == first
    assert dataset_hash(EXAMPLES[1:], OUTSIDE) != first
    assert dataset_hash(EXAMPLES, OUTSIDE[:1]) != first
    assert dataset_hash((Example("hi", "goodbye"), *EXAMPLES[1:]), OUTSIDE) != first
