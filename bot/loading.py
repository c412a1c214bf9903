"""Loads a published version into a bundle: verified, matched, warmed and tested."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.batcher import Batcher
from bot.bundle import Bundle
from bot.errors import NotReady
from bot.settings import LimitsSection, ModelSection
from finetune.device import use_threads
from finetune.predictor import Predictor
from finetune.registry import Registry, Version
from finetune.types import Prediction
from retrieval.index import Index
from retrieval.recommend import Recommender
from retrieval.search import Searcher
from retrieval.types import Interaction

log = structlog.get_logger(__name__)

# Short, long, with an entity, empty, and no words at all: shapes a customer may send at any time.
SELF_TEST_TEXTS = (
    "hello",
    "where is my order 10042? I have been waiting for two weeks and nobody answers my e-mails",
    "",
    "🙂",
)


@dataclass(frozen=True)
class BundleLoader:
    """Makes bundles of the registry's versions."""

    registry: Registry
    model: ModelSection
    limits: LimitsSection
    on_batch: Callable[[int], None] | None = None

    async def load(self, version: Version, interactions: Sequence[Interaction]) -> Bundle:
        """Return the bundle of a version. Raises NotReady if model and index do not match."""
        predictor, searcher, recommender = await asyncio.to_thread(
            self._open, version, interactions
        )
        batcher: Batcher[Prediction] = Batcher(
            predictor.predict,
            max_batch=self.model.max_batch,
            max_waiting=self.limits.queue,
            on_batch=self.on_batch,
        )
        log.info("bundle_loaded", model=version.model_id, index=version.index_id)
        return Bundle(
            version.model_id,
            version.index_id,
            batcher,
            searcher,
            recommender,
            self.limits.understood_chars,
        )

    def _open(
        self, version: Version, interactions: Sequence[Interaction]
    ) -> tuple[Predictor, Searcher, Recommender]:
        if self.model.threads is not None:
            use_threads(self.model.threads)
        self.registry.verify(version.model_id)
        predictor = Predictor.load(
            self.registry.model_path(version.model_id), device=self.model.device
        )
        index = Index.open(self.registry.index_path(version.index_id))
        if index.encoder_fingerprint != predictor.fingerprint:
            raise NotReady(
                f"index {version.index_id} was not made with model {version.model_id}; "
                "run 'frontdesk index build'"
            )
        searcher = Searcher(index, predictor.synonyms)
        recommender = Recommender(index.catalog, interactions, searcher)
        self_test(predictor)
        return predictor, searcher, recommender


def self_test(predictor: Predictor) -> None:
    """Run texts of every shape through the model, which also warms it. Raises NotReady."""
    for prediction in predictor.predict(list(SELF_TEST_TEXTS)):
        total = sum(score.confidence for score in prediction.ranking)
        if not prediction.ranking or not 0.99 < total < 1.01:
            raise NotReady(f"the model fails its self-test on {prediction.text!r}")
