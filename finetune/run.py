"""One training run: the parts it is made of and the order in which they move."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch

from finetune.augmentation import Augmenter
from finetune.calibrator import Calibrator
from finetune.checkpoint import load_trunk
from finetune.device import bf16_is_fast, choose_device
from finetune.encoder import EncoderFiles
from finetune.familiarity import Familiarity
from finetune.model_files import Model
from finetune.network import Network
from finetune.patterns import PatternExtractor, Patterns
from finetune.sentence_encoder import SentenceEncoder
from finetune.settings import TrainingSettings
from finetune.tokenizer import TextTokenizer
from finetune.trainer import BaseVectors, Trainer, TrainingTexts
from finetune.training_data import prepare
from finetune.trunk import Trunk
from finetune.types import NluData

# Known examples beside each held-out one while settling: enough to keep what was learned, and
# still a small part of the training time.
_REPLAYED = 2
# Going over examples again makes a model surer of everything. Where out-of-scope texts are few (so
# many for each example), more of them keep its doubt where it was calibrated.
_MORE_DOUBT = 1.5
_FEW_OUTSIDE = 0.15


class Progress(Protocol):
    """Hears how far training is."""

    def __call__(self, stage: str, done: int, total: int, message: str) -> None:
        """Take note of `done` of `total` steps of a stage; must be quick."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """What one stage of training goes over: examples and pairs by number, out-of-scope texts."""

    examples: Sequence[int]
    outliers: tuple[str, ...]
    pairs: Sequence[int]


class Run:
    """Everything one training needs, made from data, settings and an encoder."""

    def __init__(
        self,
        nlu: NluData,
        settings: TrainingSettings,
        files: EncoderFiles,
        pairs: Sequence[tuple[str, str]],
        progress: Progress,
    ) -> None:
        self.device = choose_device(settings.device)
        self._settings = settings
        self._progress = progress
        self._pairs = tuple(pairs)
        self._tokenizer = TextTokenizer.load(files.folder, files.max_tokens)
        short = TextTokenizer(self._tokenizer.source, min(settings.max_tokens, files.max_tokens))
        progress("prepare", 0, 2, f"reading encoder {files.name}")
        trunk = load_trunk(files)
        base = _frozen(trunk, short, files, self.device)
        self.data = prepare(nlu, base, settings.validation_share, settings.seed)
        progress("prepare", 1, 2, f"{len(self.data.examples)} examples")
        self._base = self._base_vectors(base)
        self._network = self._start(trunk, files)
        self._familiarity = Familiarity.of(each.text for each in self.data.examples)
        self._calibrator = Calibrator(self.data, self._familiarity, self._tokenizer, self.device)
        self._patterns = PatternExtractor(
            Patterns.of(nlu, settings.patterns), self._tokenizer.knows
        ).trusted(self.data.examples)
        augmenter = Augmenter(self.data.examples, nlu.lookups, settings.augmentation)
        self._trainer = Trainer(
            self._network, short, self.data.tags, augmenter, settings, self.device
        )
        progress("prepare", 2, 2, "")

    def execute(self) -> tuple[Model, float, dict[str, float]]:
        """Train, calibrate, settle; returns the model, the last loss and held-out figures."""
        data, settings = self.data, self._settings
        pairs = tuple(range(len(self._pairs)))
        part = Part(data.train, data.outliers, pairs)
        loss = self._fit("train", part, settings.epochs, 1.0)
        self._progress("calibrate", 0, 1, "")
        calibration = self._calibrator.fit(self._network, settings.rejection_rate)
        accuracy = calibration.figures["accuracy"]
        self._progress("calibrate", 1, 1, f"held-out accuracy {accuracy:.1%}")
        if settings.settle_epochs and data.held_out:
            loss = self._fit(
                "settle", self._settling(), settings.settle_epochs, settings.settle_rate
            )
        memory = self._calibrator.memory(self._network, range(len(data.examples)))
        model = Model(
            network=self._network.cpu(),
            tokenizer=self._tokenizer,
            intents=data.intents,
            tags=data.tags,
            taught_signs=data.taught_signs,
            temperature=calibration.temperature,
            scope=calibration.scope,
            bf16_agrees=calibration.bf16_agrees,
            memory=memory,
            familiarity=self._familiarity,
            patterns=self._patterns,
            known_texts=data.known_texts,
        )
        return model, loss, calibration.figures

    def _fit(self, stage: str, part: Part, epochs: int, rate: float) -> float:
        data, examples, pairs = self.data, list(part.examples), list(part.pairs)
        texts = TrainingTexts(
            examples=tuple(data.examples[i] for i in examples),
            labels=tuple(data.labels[i] for i in examples),
            outliers=part.outliers,
            pairs=tuple(self._pairs[i] for i in pairs),
        )
        base = BaseVectors(
            self._base.examples[examples], self._base.left[pairs], self._base.right[pairs]
        )

        def report(done: int, total: int, loss: float) -> None:
            self._progress(stage, done, total, f"loss {loss:.3f}")

        return self._trainer.fit(texts, base, report, epochs=epochs, rate=rate)

    def _settling(self) -> Part:
        """Return what was held out, and some of the rest so that it is not forgotten.

        Examples and pairs keep their proportions, or the balance of the losses would shift.
        """
        data = self.data
        rng = np.random.default_rng(self._settings.seed)
        known = rng.permutation(data.train)[: _REPLAYED * len(data.held_out)].tolist()
        share = (len(data.held_out) + len(known)) / len(data.examples)
        outside = (*data.held_outliers, *data.outliers)
        few = len(outside) < _FEW_OUTSIDE * len(data.examples)
        taken = round(share * len(outside) * (_MORE_DOUBT if few else 1.0))
        far = rng.permutation(len(outside))[:taken].tolist()
        pairs = rng.permutation(len(self._pairs))[: round(share * len(self._pairs))].tolist()
        return Part(
            examples=(*data.held_out, *known),
            outliers=tuple(outside[i] for i in far),
            pairs=tuple(pairs),
        )

    def _start(self, trunk: Trunk, files: EncoderFiles) -> Network:
        """Return the network before training: prototypes are the means of their classes."""
        network = Network(
            trunk,
            len(self.data.intents),
            len(self.data.tags),
            first_token_pooling=files.first_token_pooling,
        ).to(self.device)
        train = list(self.data.train)
        labels = torch.tensor([self.data.labels[i] for i in train], device=self.device)
        network.intents.start_from(self._base.examples[train], labels)
        return network

    def _base_vectors(self, base: SentenceEncoder) -> BaseVectors:
        left, right = (base.encode([pair[side] for pair in self._pairs]) for side in (0, 1))
        return BaseVectors(
            *(
                torch.from_numpy(vectors).to(self.device)
                for vectors in (self.data.base_vectors, left, right)
            )
        )


def _frozen(
    trunk: Trunk, tokenizer: TextTokenizer, files: EncoderFiles, device: torch.device
) -> SentenceEncoder:
    """Return the encoder as it is before training."""
    copied = copy.deepcopy(trunk)
    copied.to(torch.bfloat16 if bf16_is_fast(device) else torch.float32)
    return SentenceEncoder(
        copied,
        tokenizer,
        first_token_pooling=files.first_token_pooling,
        fingerprint="",
        device=device,
    )
