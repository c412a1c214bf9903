"""Versions become bundles only if they are whole, match and work."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from bot.errors import NotReady
from bot.loading import BundleLoader, self_test
from bot.settings import LimitsSection, ModelSection
from finetune.predictor import Predictor
from finetune.registry import Registry, Version
from finetune.settings import TrainingSettings
from finetune.training import train
from finetune.types import IntentScore, Prediction
from retrieval.build import build_index
from retrieval.catalog import load_catalog
from tests.fakes.tiny_encoder import write_tiny_encoder
from tests.finetune.small_talk import small_talk

FAQ = """
faq:
- id: shipping-time
  topic: shipping
  questions: [how long does it take, when will it arrive]
  answer: It takes two days.
"""
PRODUCTS = """id,name,brand,category,description,price,currency
HKB-1,Fell Mid,Fell,Footwear > Hiking Boots,A boot for rough ground.,200,EUR
"""


@dataclass(frozen=True)
class Published:
    """A registry with two models and an index of the first one."""

    var: Path
    model_id: str
    other_id: str
    index_id: str

    def loader(self, **limits: int) -> BundleLoader:
        return BundleLoader(
            Registry(self.var), ModelSection(device="cpu"), LimitsSection(**limits)
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Published:
    root = tmp_path_factory.mktemp("loading")
    encoder, var = write_tiny_encoder(root / "encoder"), root / "var"
    registry, ids = Registry(var), []
    nlu = replace(small_talk(), synonyms={"wellies": "Hiking Boots"})
    for seed in (1, 2):
        settings = TrainingSettings(
            encoder=str(encoder), epochs=2, batch_size=16, device="cpu", seed=seed
        )
        train(nlu, settings, root / f"staged-{seed}")
        ids.append(registry.publish(root / f"staged-{seed}", {}))
    catalog = root / "catalog"
    catalog.mkdir()
    (catalog / "faq.yml").write_text(FAQ, encoding="utf-8")
    (catalog / "products.csv").write_text(PRODUCTS, encoding="utf-8")
    predictor = Predictor.load(registry.model_path(ids[0]), device="cpu")
    return Published(
        var, ids[0], ids[1], build_index(load_catalog(catalog), predictor, var / "indexes")
    )


@pytest.fixture
def published(made: Published, tmp_path: Path) -> Published:
    """The same in files that a test may alter."""
    shutil.copytree(made.var, tmp_path / "var")
    return Published(tmp_path / "var", made.model_id, made.other_id, made.index_id)


async def test_a_whole_version_is_loaded_and_understands(published: Published) -> None:
    bundle = await published.loader().load(Version(published.model_id, published.index_id), ())
    assert (bundle.model_id, bundle.index_id) == (published.model_id, published.index_id)
    prediction = await bundle.understand("where is my order", timeout_s=5)
    assert prediction.ranking
    hits = bundle.searcher.search_knowledge("how long does it take", prediction.embedding, 3)
    assert hits[0].id == "shipping-time"


async def test_search_knows_the_synonyms_of_the_training_data(published: Published) -> None:
    bundle = await published.loader().load(Version(published.model_id, published.index_id), ())
    assert bundle.searcher.reader.read("wellies").filters.categories == ("hiking boots",)
    await bundle.batcher.close()
    await bundle.batcher.close()


async def test_limits_reach_the_bundle(published: Published) -> None:
    loader = published.loader(understood_chars=5, queue=7)
    bundle = await loader.load(Version(published.model_id, published.index_id), ())
    assert (await bundle.understand("hello there", timeout_s=5)).text == "hello"
    await bundle.batcher.close()


def altered_weights(published: Published) -> str:
    weights = next((published.var / "models" / published.model_id).glob("*.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    return weights.name


def missing_file(published: Published) -> str:
    weights = next((published.var / "models" / published.model_id).glob("*.safetensors"))
    weights.unlink()
    return weights.name


def pickle_beside_it(published: Published) -> str:
    (published.var / "models" / published.model_id / "extra.pkl").write_bytes(b"\x80\x04.")
    return "extra.pkl"


def altered_index(published: Published) -> str:
    files = sorted((published.var / "indexes" / published.index_id).iterdir())
    chosen = next(one for one in files if one.name != "manifest.json")
    chosen.write_bytes(chosen.read_bytes() + b" ")
    return chosen.name


def broken_manifest(published: Published) -> str:
    path = published.var / "models" / published.model_id / "manifest.json"
    path.write_text(json.dumps({"format": 1}), encoding="utf-8")
    return "manifest"


@pytest.mark.parametrize(
    "damage", [altered_weights, missing_file, pickle_beside_it, altered_index, broken_manifest]
)
async def test_a_damaged_version_is_refused_and_the_damage_named(
    published: Published, damage: Callable[[Published], str]
) -> None:
    named = damage(published)
    with pytest.raises(Exception, match=named):
        await published.loader().load(Version(published.model_id, published.index_id), ())


async def test_an_index_of_another_model_is_refused(published: Published) -> None:
    with pytest.raises(NotReady, match=r"was not made with model .*frontdesk index build"):
        await published.loader().load(Version(published.other_id, published.index_id), ())


async def test_an_unknown_version_is_refused(published: Published) -> None:
    for version in (Version("0" * 16, published.index_id), Version(published.model_id, "0" * 16)):
        with pytest.raises(Exception, match="0" * 16):
            await published.loader().load(version, ())


class Model:
    """Predicts what it is told to."""

    def __init__(self, *confidences: float) -> None:
        self.confidences = confidences
        self.asked: list[str] = []

    def predict(self, texts: list[str]) -> list[Prediction]:
        self.asked += texts
        ranking = tuple(IntentScore(f"i{n}", one) for n, one in enumerate(self.confidences))
        empty = np.zeros(4, np.float32)
        return [
            Prediction(
                text=text, ranking=ranking, in_scope=True, doubt=0.0, entities=(), embedding=empty
            )
            for text in texts
        ]


@pytest.mark.parametrize("confidences", [(), (0.4, 0.1), (float("nan"), 0.5)])
def test_a_model_that_makes_no_sense_fails_its_self_test(confidences: tuple[float, ...]) -> None:
    model: object = Model(*confidences)
    with pytest.raises(NotReady, match="fails its self-test"):
        self_test(model)  # type: ignore[arg-type]


def test_a_model_that_makes_sense_passes_it() -> None:
    model = Model(0.9, 0.1)
    passed: object = model
    self_test(passed)  # type: ignore[arg-type]
    assert model.asked
