from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from finetune.predictor import Predictor
from finetune.settings import TrainingSettings
from finetune.training import TrainingReport, train
from tests.fakes.tiny_encoder import write_tiny_encoder
from tests.finetune.small_talk import small_talk


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """The tiny matrices of these tests are slower on several threads than on one."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="session")
def settings(tiny_encoder: Path) -> TrainingSettings:
    return TrainingSettings(
        encoder=str(tiny_encoder),
        epochs=12,
        learning_rate=3e-3,
        head_learning_rate=1e-2,
        batch_size=16,
        device="cpu",
    )


@pytest.fixture(scope="session")
def trained(
    settings: TrainingSettings, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, TrainingReport]:
    folder = tmp_path_factory.mktemp("model") / "small-talk"
    return folder, train(small_talk(), settings, folder)


@pytest.fixture(scope="session")
def predictor(trained: tuple[Path, TrainingReport]) -> Predictor:
    return Predictor.load(trained[0], device="cpu")
