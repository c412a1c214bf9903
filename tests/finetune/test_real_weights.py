"""The default encoder, fine-tuned on a part of the demo shop's examples."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from finetune.encoder import find_encoder
from finetune.evaluation import evaluate
from finetune.nlu_file import read_nlu
from finetune.predictor import Predictor
from finetune.sentence_encoder import SentenceEncoder
from finetune.settings import TrainingSettings
from finetune.split import hold_out
from finetune.training import train
from finetune.types import Example

NLU = Path(__file__).parents[2] / "config" / "data" / "nlu"
INTENTS = {"greet", "order_status", "cancel_order", "store_hours", "search_product", "ask_payment"}

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def learned(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Predictor, list[Example], list[str]]:
    data = read_nlu(sorted(NLU.glob("*.yml")))
    examples = [example for example in data.examples if example.intent in INTENTS]
    kept, held = hold_out([example.intent for example in examples], 0.2, seed=1)
    inside, outside = hold_out([0] * len(data.out_of_scope), 0.3, seed=1)
    training = dataclasses.replace(
        data,
        examples=tuple(examples[index] for index in kept),
        out_of_scope=tuple(data.out_of_scope[index] for index in inside),
    )
    folder = tmp_path_factory.mktemp("model")
    train(training, TrainingSettings(device="cpu"), folder)
    return (
        Predictor.load(folder, device="cpu"),
        [examples[index] for index in held],
        [data.out_of_scope[index].text for index in outside],
    )


def test_held_out_texts_are_understood(
    learned: tuple[Predictor, list[Example], list[str]],
) -> None:
    predictor, held, outside = learned

    measured = evaluate(predictor, held, outside)

    assert measured.accuracy >= 0.9
    assert measured.oos_recall is not None
    assert measured.oos_recall >= 0.7
    assert measured.in_scope_rejected <= 0.12


@pytest.mark.parametrize(
    "text",
    [
        "asdkjh qwlekj zxcmn",
        "%%%& /// ((",
        "今日の天気はどうですか",
        "какая завтра погода",
        "🍕🍕",
    ],
)
def test_gibberish_and_other_languages_are_doubt(
    learned: tuple[Predictor, list[Example], list[str]], text: str
) -> None:
    assert not learned[0].predict([text])[0].in_scope


def test_entities_come_with_the_intent(
    learned: tuple[Predictor, list[Example], list[str]],
) -> None:
    (found,) = learned[0].predict(["do you have tents under 200 euros, or cancel order 10077"])

    values = {(span.entity, span.role): span.value for span in found.entities}
    assert values["category", None] == "Tents"
    assert values["price", "max"] == 200.0
    assert values["order_number", None] == "10077"


def test_the_embedding_stays_near_the_published_one(
    learned: tuple[Predictor, list[Example], list[str]],
) -> None:
    predictor, held, _ = learned
    texts = [example.text for example in held]
    base = SentenceEncoder.load(find_encoder(), device="cpu")

    cosines = (predictor.encode(texts) * base.encode(texts)).sum(axis=1)

    assert np.mean(cosines) > 0.5
    assert predictor.fingerprint != base.fingerprint
