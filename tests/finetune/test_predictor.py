import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finetune.errors import ModelError
from finetune.predictor import Predictor
from finetune.registry import Registry
from finetune.settings import TrainingSettings
from finetune.training import TrainingReport, train
from finetune.types import Example, NluData, Prediction
from tests.finetune.small_talk import small_talk

TEXTS = ["where is my order 10042", "hello", "how much for a tnet in blue", "ship to Paris", ""]


def plain(prediction: Prediction) -> tuple[object, ...]:
    return (
        prediction.intent.name,
        prediction.in_scope,
        [(span.entity, span.start, span.end, span.value) for span in prediction.entities],
    )


def test_one_call_says_everything(predictor: Predictor) -> None:
    (found,) = predictor.predict(["where is my order 10042"])

    assert found.text == "where is my order 10042"
    assert found.intent.name == "order_status"
    assert len(found.ranking) == 4
    assert sum(score.confidence for score in found.ranking) == pytest.approx(1.0)
    confidences = [score.confidence for score in found.ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert [(span.entity, span.value) for span in found.entities] == [("order_number", "10042")]
    assert np.linalg.norm(found.embedding) == pytest.approx(1.0, abs=1e-3)
    assert found.in_scope == (found.doubt <= 0.5)


def test_a_text_that_was_taught_is_understood_as_taught(predictor: Predictor) -> None:
    for example in small_talk().examples:
        (found,) = predictor.predict([f" {example.text.upper()} "])
        assert (found.intent.name, found.in_scope) == (example.intent, True)
        assert found.intent.confidence == pytest.approx(0.98)
        assert sum(score.confidence for score in found.ranking) == pytest.approx(1.0)


def test_a_text_that_was_taught_to_be_outside_is_turned_away(predictor: Predictor) -> None:
    for example in small_talk().out_of_scope:
        assert not predictor.predict([example.text])[0].in_scope


def test_the_embedding_is_what_encode_gives(predictor: Predictor) -> None:
    predictions = predictor.predict(TEXTS)

    assert np.allclose(
        np.stack([each.embedding for each in predictions]), predictor.encode(TEXTS), atol=1e-5
    )


def test_a_text_is_read_the_same_in_any_company(predictor: Predictor) -> None:
    together = predictor.predict(TEXTS)
    alone = [predictor.predict([text])[0] for text in TEXTS]

    assert [plain(each) for each in together] == [plain(each) for each in alone]


def test_threads_do_not_disturb_each_other(predictor: Predictor) -> None:
    wanted = [plain(each) for each in predictor.predict(TEXTS)]

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: predictor.predict(TEXTS), range(40)))

    assert all([plain(each) for each in result] == wanted for result in results)


def test_synonyms_and_typing_errors_are_resolved(predictor: Predictor) -> None:
    found = predictor.predict(["price of the boots", "how much is the red tent", "ship to Viena"])

    assert ("category", "Hiking Boots") in [(s.entity, s.value) for s in found[0].entities]
    assert ("category", "Tents") in [(s.entity, s.value) for s in found[1].entities]
    assert ("city", "Vienna") in [(s.entity, s.value) for s in found[2].entities]


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "???", "\n", "…", "\u200b"])
def test_nothing_to_read_is_doubt_and_no_intent(predictor: Predictor, text: str) -> None:
    (found,) = predictor.predict([text])

    assert not found.in_scope
    assert found.doubt == 1.0
    assert found.intent.confidence < 0.5
    assert found.entities == ()


@pytest.mark.parametrize("text", ["👋", " 👋🏽👋 "])
def test_a_taught_sign_is_understood(predictor: Predictor, text: str) -> None:
    (found,) = predictor.predict([text])

    assert found.intent.name == "greet"
    assert found.intent.confidence > 0.9
    assert found.in_scope
    assert sum(score.confidence for score in found.ranking) == pytest.approx(1.0)


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=60), max_size=4))
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_gets_a_whole_prediction(predictor: Predictor, texts: list[str]) -> None:
    predictions = predictor.predict(texts)

    assert [each.text for each in predictions] == texts
    for each in predictions:
        assert len(each.ranking) == 4
        assert 0.0 <= each.doubt <= 1.0
        assert np.isfinite(each.embedding).all()
        for span in each.entities:
            assert 0 <= span.start < span.end <= len(each.text)


def test_a_very_long_text_is_read_to_a_limit(predictor: Predictor) -> None:
    (found,) = predictor.predict(["where is my order 10042 " * 20_000])

    assert found.intent.name == "order_status"
    assert max(span.end for span in found.entities) <= 2_000


def test_no_texts_no_predictions(predictor: Predictor) -> None:
    assert predictor.predict([]) == []
    assert predictor.encode([]).shape == (0, 32)


def test_the_version_is_the_folder_and_once_published_the_id(
    trained: tuple[Path, TrainingReport], tmp_path: Path
) -> None:
    registry = Registry(tmp_path / "var")
    model_id = registry.publish(trained[0], {})

    assert Predictor.load(trained[0], device="cpu").version == "small-talk"
    published = Predictor.load(registry.model_path(model_id), device="cpu")
    assert published.version == model_id
    assert [plain(p) for p in published.predict(TEXTS)] == [
        plain(p) for p in Predictor.load(trained[0], device="cpu").predict(TEXTS)
    ]


@pytest.fixture
def copied(trained: tuple[Path, TrainingReport], tmp_path: Path) -> Path:
    return Path(shutil.copytree(trained[0], tmp_path / "model"))


@pytest.mark.parametrize(
    "name",
    [
        "encoder.json",
        "model.safetensors",
        "tokenizer.json",
        "heads.safetensors",
        "labels.json",
        "calibration.json",
        "familiarity.json",
        "patterns.json",
        "known_texts.json",
    ],
)
def test_a_missing_or_broken_file_is_named(copied: Path, name: str) -> None:
    (copied / name).write_bytes(b"[1")
    with pytest.raises(ModelError, match=name.split(".")[0]):
        Predictor.load(copied, device="cpu")
    (copied / name).unlink()
    with pytest.raises(ModelError, match=name.split(".")[0]):
        Predictor.load(copied, device="cpu")


@pytest.mark.parametrize(
    ("name", "change", "complaint"),
    [
        ("encoder.json", {"format": 99}, "model format 99"),
        ("labels.json", {"intents": ["one"]}, "does not fit"),
        ("labels.json", {"tags": [["a", "", ""]] * 9}, "does not fit"),
        ("calibration.json", {"scope": {}}, "not a scope rule"),
        ("calibration.json", {"temperature": "warm"}, "not a whole model"),
        ("patterns.json", {"regexes": []}, "not a model's patterns"),
        ("known_texts.json", {"0": "nothing"}, "unknown intent 'nothing'"),
    ],
)
def test_files_that_do_not_fit_together_are_refused(
    copied: Path, name: str, change: dict[str, object], complaint: str
) -> None:
    path = copied / name
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))

    with pytest.raises(ModelError, match=complaint):
        Predictor.load(copied, device="cpu")


def test_the_model_knows_its_intents(predictor: Predictor) -> None:
    assert predictor.intents == tuple(sorted({each.intent for each in small_talk().examples}))


def test_questions_of_a_retrieval_intent_add_up_to_it(
    settings: TrainingSettings, tmp_path: Path
) -> None:
    asked = {
        "faq/hours": ("when are you open", "opening hours please", "are you open on sunday"),
        "faq/price": ("what does it cost", "how expensive is it", "tell me the price"),
        "greet": ("hello", "good morning", "hi there"),
    }
    examples = tuple(
        Example(text, name.split("/")[0], response_key=name if "/" in name else None)
        for name, texts in asked.items()
        for text in texts
    )
    train(NluData(examples), settings, tmp_path / "model")
    predictor = Predictor.load(tmp_path / "model", device="cpu")
    assert sorted(predictor.intents) == ["faq", "greet"]
    (found,) = predictor.predict(["Opening hours, please!"])
    assert found.intent.name == "faq"
    assert found.responses[0].name == "faq/hours"
    assert {one.name for one in found.responses} == {"faq/hours", "faq/price"}
    assert sum(one.confidence for one in found.responses) == pytest.approx(found.intent.confidence)
    assert sum(one.confidence for one in found.ranking) == pytest.approx(1.0)
