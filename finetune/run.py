"""One training run: the parts it is made of and the order in which they move."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch

from finetune.augmentation import Augmenter
from finetune.calibrator import Calibration, Calibrator
from finetune.checkpoint import load_trunk
from finetune.cross_fit import CrossFit
from finetune.device import bf16_is_fast, choose_device
from finetune.encoder import EncoderFiles
from finetune.familiarity import Familiarity
from finetune.frozen_heads import FrozenHeads
from finetune.mode import choose_mode
from finetune.model_files import Model
from finetune.network import Network
from finetune.patterns import PatternExtractor, Patterns
from finetune.scope import Memory
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
        valid: NluData | None = None,
    ) -> None:
        """`valid` calibrates in place of a part held out, and is never learned from."""
        self.device = choose_device(settings.device)
        self._settings = settings
        self._progress = progress
        self._pairs = tuple(pairs)
        self._checked = valid is not None
        self._tokenizer = TextTokenizer.load(files.folder, files.max_tokens)
        self._short = short = TextTokenizer(
            self._tokenizer.source, min(settings.max_tokens, files.max_tokens)
        )
        progress("prepare", 0, 2, f"reading encoder {files.name}")
        trunk = load_trunk(files)
        base = _frozen(trunk, short, files, self.device)
        self.data = prepare(nlu, base, settings.validation_share, settings.seed, valid)
        self.mode = choose_mode(settings, [self.data.examples[i] for i in self.data.taught])
        if self.mode.frozen:
            self._pairs = ()  # they move the trunk, and nothing else
        progress("prepare", 1, 2, f"{len(self.data.examples)} examples")
        self._base = self._base_vectors(base)
        self._network = self._start(trunk, files)
        self._familiarity = self._familiar(self.data.taught)
        # counted in, the few held-out texts of small data would seem more familiar than they are
        judged_by = self._familiar(self.data.train) if self.mode.small else self._familiarity
        self._calibrator = Calibrator(self.data, judged_by, self._tokenizer, self.device)
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
        data = self.data
        loss, calibration, memory = self._frozen() if self.mode.frozen else self._tuned()
        model = Model(
            network=self._network.cpu(),
            tokenizer=self._tokenizer,
            intents=data.intents,
            retrieval=data.retrieval,
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

    def _tuned(self) -> tuple[float, Calibration, Memory]:
        """Fine-tune, calibrate on what was held out, and go over it for a little."""
        data, settings = self.data, self._settings
        pairs = tuple(range(len(self._pairs)))
        part = Part(data.train, data.outliers, pairs)
        loss = self._fit("train", part, self.mode.epochs, 1.0)
        calibration = self._calibrate()
        if settings.settle_epochs and self._spared:
            loss = self._fit(
                "settle", self._settling(), settings.settle_epochs, settings.settle_rate
            )
        return loss, calibration, self._calibrator.memory(self._network, data.taught)

    def _frozen(self) -> tuple[float, Calibration, Memory]:
        """Fit heads only; examples judge each other unless there is a validation set."""
        data, settings, network = self.data, self._settings, self._network
        self._progress("train", 0, 2, self.mode.why)
        usual = len(data.taught) / len(data.intents)
        heads = FrozenHeads(network, self._short, settings, self.device, an_intent=usual)
        seen = heads.see([each.text for each in data.examples])
        cross = None if self._checked else CrossFit(heads, data, seen, settings.seed)
        crossed = cross.fit(settings.rejection_rate) if cross else None
        self._progress("train", 1, 2, "")
        labels = [data.labels[i] for i in data.taught]
        known = seen.rows(data.taught)
        head, loss = heads.fit(
            known,
            labels,
            len(data.intents),
            heads.see(data.outliers if self._checked else (*data.outliers, *data.held_outliers)),
        )
        network.intents.load_state_dict(head.state_dict())
        heads.fit_tags([data.examples[i] for i in data.taught], data.tags)
        self._progress("train", 2, 2, f"loss {loss:.3f}")
        memory = heads.memory(head, known, labels)
        return loss, crossed or self._calibrate(memory), memory

    def _calibrate(self, memory: Memory | None = None) -> Calibration:
        self._progress("calibrate", 0, 1, "")
        rate = self._settings.rejection_rate
        calibration = self._calibrator.fit(self._network, rate, memory)
        accuracy = calibration.figures["accuracy"]
        self._progress("calibrate", 1, 1, f"held-out accuracy {accuracy:.1%}")
        return calibration

    @property
    def _spared(self) -> bool:
        """Whether examples were held out that the model may still learn."""
        return bool(self.data.held_out) and not self._checked

    def _familiar(self, indexes: Sequence[int]) -> Familiarity:
        return Familiarity.of(self.data.examples[i].text for i in indexes)

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
