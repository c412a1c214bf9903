import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pytest
import torch

from finetune.errors import EncoderError, TrainingError
from finetune.predictor import Predictor
from finetune.settings import TrainingSettings
from finetune.training import TrainingReport, train
from finetune.types import Example, NluData
from tests.finetune.small_talk import small_talk

QUICK = {"epochs": 1, "settle_epochs": 1}


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_a_model_learns_its_examples(predictor: Predictor) -> None:
    data = small_talk()
    found = predictor.predict([example.text for example in data.examples])

    right = [a.intent.name == b.intent for a, b in zip(found, data.examples, strict=True)]
    assert np.mean(right) > 0.9


def test_the_report_tells_what_was_trained(trained: tuple[Path, TrainingReport]) -> None:
    folder, report = trained
    data = small_talk()

    assert report.intents == 4
    assert report.examples == len(data.examples)
    assert report.out_of_scope == len(data.out_of_scope)
    assert set(report.held_out) == {"accuracy", "ece", "in_scope_rejected", "oos_recall", "auroc"}
    assert report.encoder_fingerprint == Predictor.load(folder, device="cpu").fingerprint
    assert report.seconds > 0
    assert report.notes == ()


def test_only_files_that_a_registry_takes_are_written(
    trained: tuple[Path, TrainingReport],
) -> None:
    assert {path.suffix for path in trained[0].iterdir()} == {".json", ".safetensors"}


def test_the_same_seed_and_data_give_the_same_files(
    settings: TrainingSettings, tmp_path: Path
) -> None:
    quick = dataclasses.replace(settings, **QUICK)
    pairs = [("where is my order", "order parcel"), ("hello", "good morning")]
    for name in ("a", "b"):
        train(small_talk(), quick, tmp_path / name, retrieval_pairs=pairs)
    train(small_talk(), dataclasses.replace(quick, seed=2), tmp_path / "c", retrieval_pairs=pairs)

    assert hashes(tmp_path / "a") == hashes(tmp_path / "b")
    assert hashes(tmp_path / "a") != hashes(tmp_path / "c")


def test_training_leaves_the_callers_random_state_alone(
    settings: TrainingSettings, tmp_path: Path
) -> None:
    torch.manual_seed(5)
    wanted = torch.rand(3)
    torch.manual_seed(5)

    train(small_talk(), dataclasses.replace(settings, **QUICK), tmp_path)

    assert torch.equal(torch.rand(3), wanted)
    assert not torch.are_deterministic_algorithms_enabled()


def test_progress_names_every_stage_and_ends_each(
    settings: TrainingSettings, tmp_path: Path
) -> None:
    heard: dict[str, list[tuple[int, int]]] = {}

    def hear(stage: str, done: int, total: int, message: str) -> None:
        heard.setdefault(stage, []).append((done, total))

    train(small_talk(), dataclasses.replace(settings, **QUICK), tmp_path, progress=hear)

    assert list(heard) == ["prepare", "train", "calibrate", "settle", "save"]
    for steps in heard.values():
        assert steps[-1][0] == steps[-1][1]
        assert steps == sorted(steps)


def test_pairs_find_their_partners(settings: TrainingSettings, tmp_path: Path) -> None:
    pairs = [("hello bye", "days long buy"), ("green", "rome see thanks")] * 8
    weights = dataclasses.replace(settings.weights, pairs=1.0, closeness=0.0)
    longer = dataclasses.replace(settings, epochs=8, weights=weights)
    margins = []
    for used in ([], pairs):
        train(small_talk(), longer, tmp_path / str(len(used)), retrieval_pairs=used)
        reader = Predictor.load(tmp_path / str(len(used)), device="cpu")
        left, right = (reader.encode([pair[side] for pair in pairs[:2]]) for side in (0, 1))
        cosines = left @ right.T
        margins.append(float(np.trace(cosines) - cosines[0, 1] - cosines[1, 0]))

    assert margins[1] > margins[0] + 0.1


def test_closeness_keeps_the_embedding(settings: TrainingSettings, tmp_path: Path) -> None:
    texts = [example.text for example in small_talk().examples]
    moved = []
    untouched = dataclasses.replace(settings, epochs=1, learning_rate=1e-9, settle_epochs=0)
    train(small_talk(), untouched, tmp_path / "base")
    base = Predictor.load(tmp_path / "base", device="cpu").encode(texts)
    for closeness in (0.0, 20.0):
        weights = dataclasses.replace(settings.weights, closeness=closeness)
        folder = tmp_path / str(closeness)
        train(small_talk(), dataclasses.replace(settings, weights=weights, epochs=4), folder)
        found = Predictor.load(folder, device="cpu").encode(texts)
        moved.append(1 - float((found * base).sum(axis=1).mean()))

    assert moved[1] < moved[0] / 2


def test_few_examples_are_noted_and_still_train(
    settings: TrainingSettings, tmp_path: Path
) -> None:
    data = NluData(
        examples=(
            Example("hello", "greet"),
            Example("hi", "greet"),
            Example("where is my parcel", "order_status"),
            Example("track my order", "order_status"),
        )
    )

    report = train(data, dataclasses.replace(settings, **QUICK), tmp_path)

    assert any("greet has 2 examples" in note for note in report.notes)
    assert any("no out_of_scope examples" in note for note in report.notes)
    assert len(Predictor.load(tmp_path, device="cpu").predict(["hi"])[0].ranking) == 2


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"epochs": 0}, "epochs is 0"),
        ({"label_smoothing": 1.0}, "label_smoothing is 1.0"),
        ({"max_tokens": 2}, "max_tokens is 2"),
        ({"device": "warp"}, "device 'warp' is unknown"),
    ],
)
def test_senseless_settings_are_named(
    settings: TrainingSettings, tmp_path: Path, change: dict[str, object], complaint: str
) -> None:
    with pytest.raises(TrainingError, match=complaint):
        train(small_talk(), dataclasses.replace(settings, **change), tmp_path)  # type: ignore[arg-type]


def test_one_intent_cannot_be_trained(settings: TrainingSettings, tmp_path: Path) -> None:
    data = NluData(examples=(Example("hello", "greet"), Example("👋", "wave")))

    with pytest.raises(TrainingError, match="1 intents"):
        train(data, settings, tmp_path)


def test_an_unknown_encoder_stops_before_anything(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="does not exist"):
        train(small_talk(), TrainingSettings(encoder=str(tmp_path / "gone")), tmp_path / "out")
    assert not (tmp_path / "out").exists()
