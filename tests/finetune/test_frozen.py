"""Training with a trunk that stays as it is."""

import dataclasses
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file

from finetune.cross_fit import thinned
from finetune.errors import TrainingError
from finetune.predictor import Predictor
from finetune.settings import TrainingSettings
from finetune.training import train
from finetune.types import Example, NluData
from tests.finetune.small_talk import small_talk


@pytest.fixture(scope="module")
def frozen(settings: TrainingSettings) -> TrainingSettings:
    return dataclasses.replace(settings, mode="frozen", epochs=None)


@pytest.fixture(scope="module")
def folder(frozen: TrainingSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("frozen") / "a"
    assert train(small_talk(), frozen, path).mode == "frozen"
    return path


def few(data: NluData, each: int) -> NluData:
    seen: dict[str, list[Example]] = defaultdict(list)
    for example in data.examples:
        seen[example.intent].append(example)
    kept = tuple(one for group in seen.values() for one in group[:each])
    return dataclasses.replace(data, examples=kept, out_of_scope=())


def accuracy(model: Predictor, data: NluData) -> float:
    found = model.predict([each.text for each in data.examples])
    right = [a.intent.name == b.intent for a, b in zip(found, data.examples, strict=True)]
    return float(np.mean(right))


def test_the_trunk_stays_as_it_was(folder: Path, tiny_encoder: Path) -> None:
    before, after = (load_file(path / "model.safetensors") for path in (tiny_encoder, folder))

    assert set(after) <= set(before)
    assert all(bool((before[name] == tensor).all()) for name, tensor in after.items())


def test_intents_and_entities_are_learned(folder: Path) -> None:
    model = Predictor.load(folder, device="cpu")

    assert accuracy(model, small_talk()) > 0.9
    found = model.predict(["where is my order 12345"])[0]
    assert [(span.entity, span.value) for span in found.entities] == [("order_number", "12345")]


def test_the_same_seed_and_data_give_the_same_files(
    folder: Path, frozen: TrainingSettings, tmp_path: Path
) -> None:
    train(small_talk(), frozen, tmp_path / "b")

    for path in sorted(folder.iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("each", [1, 2, 3])
def test_few_examples_are_enough_to_tell_intents_apart_and_to_doubt(
    settings: TrainingSettings, tmp_path: Path, each: int
) -> None:
    data = few(small_talk(), each)
    auto = dataclasses.replace(settings, epochs=None)
    report = train(data, auto, tmp_path / "few")
    model = Predictor.load(tmp_path / "few", device="cpu")

    assert report.mode == "frozen"
    assert f"{len(data.examples)} examples" in report.why
    assert accuracy(model, small_talk()) > 0.6
    assert all(one.in_scope for one in model.predict([one.text for one in data.examples]))
    strange = model.predict(["zxq vbn qqq zzz", "xkcd wvut zzzq", "", "🙂"])
    assert not any(one.in_scope for one in strange)


def test_a_validation_set_calibrates_and_is_not_learned(
    frozen: TrainingSettings, tmp_path: Path
) -> None:
    data = small_talk()
    learned = dataclasses.replace(data, examples=data.examples[::2], out_of_scope=())
    checked = NluData(data.examples[1::2], out_of_scope=data.out_of_scope)
    for mode in ("frozen", "tuned"):
        asked = dataclasses.replace(frozen, mode=mode, epochs=2 if mode == "tuned" else None)
        train(learned, asked, tmp_path / mode, valid=checked)
        model = Predictor.load(tmp_path / mode, device="cpu")
        known, only_checked = model.predict([data.examples[0].text, "stop stop stop"])
        assert known.intent.confidence == pytest.approx(0.98)
        assert only_checked.doubt != pytest.approx(0.98)
        memory = load_file(tmp_path / mode / "heads.safetensors")["memory.labels"]
        assert len(memory) == len([one for one in learned.examples if one.text != "👋"])


def test_after_calibration_nothing_of_a_validation_set_is_gone_over(
    settings: TrainingSettings, tmp_path: Path
) -> None:
    data = small_talk()
    learned = dataclasses.replace(data, examples=data.examples[::2])
    asked = dataclasses.replace(settings, epochs=1)
    unsettled = dataclasses.replace(asked, settle_epochs=0)
    train(learned, asked, tmp_path / "a", valid=NluData(data.examples[1::2]))
    train(learned, unsettled, tmp_path / "b", valid=NluData(data.examples[1::2]))

    a, b = (load_file(tmp_path / name / "model.safetensors") for name in ("a", "b"))
    assert all(bool((a[name] == tensor).all()) for name, tensor in b.items())


def test_a_validation_row_of_an_unknown_intent_is_told_with_its_place(
    frozen: TrainingSettings, tmp_path: Path
) -> None:
    checked = NluData((Example("buy a boat", "boats", source="v.jsonl:7"),))

    with pytest.raises(TrainingError, match=r"v\.jsonl:7: intent 'boats' has no training example"):
        train(small_talk(), frozen, tmp_path / "x", valid=checked)


def test_a_thinned_text_has_lost_words_and_kept_some() -> None:
    rng = np.random.default_rng(1)
    text = "where is the parcel that i ordered last week please"
    words, left = text.split(), thinned(text, rng).split()

    assert len(left) == 4
    assert [word for word in words if word in left] == left
    assert thinned("hello there", rng) in ("hello", "there")
    assert thinned("hello", rng) == "hell"
    assert thinned("a", rng) == "a"


def test_a_validation_set_that_is_too_small_to_calibrate_is_told(
    frozen: TrainingSettings, tmp_path: Path
) -> None:
    few = NluData(small_talk().examples[:5])
    with pytest.raises(TrainingError, match="has 5 examples in scope, and calibration needs 20"):
        train(small_talk(), frozen, tmp_path / "x", valid=few)
