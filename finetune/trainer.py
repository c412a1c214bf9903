"""The training loop: one pass a step over utterances, out-of-scope texts and question pairs."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.optim.lr_scheduler import LambdaLR

from finetune.augmentation import Augmenter
from finetune.device import bf16_is_fast
from finetune.entity_tags import TagSet
from finetune.network import Network
from finetune.objective import (
    IGNORED_TAG,
    closeness_loss,
    intent_loss,
    outlier_loss,
    pair_loss,
    tag_loss,
)
from finetune.settings import TrainingSettings
from finetune.tokenizer import TextTokenizer, TokenRow
from finetune.trunk import PackedBatch
from finetune.types import Example

# Partners of earlier steps that serve as further negatives of the pair contrast.
_REMEMBERED_PAIRS = 128
# Each epoch sees so much of the pairs, others each time: all of them are a third of the work. On
# the demo shop half of them find 91.5 % of the held-out questions first, all of them 94 %.
_PAIRS_SHARE = 0.5
# A rare class counts at most this much more, a frequent one this much less, than the median.
_BALANCE_BOUNDS = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class TrainingTexts:
    """All that a run learns from; `labels` are the examples' intents as numbers."""

    examples: tuple[Example, ...]
    labels: tuple[int, ...]
    outliers: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BaseVectors:
    """Embeddings before fine-tuning: what the closeness penalty holds on to."""

    examples: Tensor
    left: Tensor
    right: Tensor


@dataclass(frozen=True, slots=True)
class _Step:
    """The indexes that one step sees."""

    examples: list[int]
    outliers: list[int]
    pairs: list[int]


class Trainer:
    """Moves a network's weights; the same seed, data and machine give the same weights."""

    def __init__(
        self,
        network: Network,
        tokenizer: TextTokenizer,
        tags: TagSet,
        augmenter: Augmenter,
        settings: TrainingSettings,
        device: torch.device,
    ) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._tags = tags
        self._augmenter = augmenter
        self._settings = settings
        self._device = device
        self._rng = np.random.default_rng(settings.seed)
        self._memory: deque[tuple[Tensor, str]] = deque(maxlen=_REMEMBERED_PAIRS)

    def fit(
        self,
        texts: TrainingTexts,
        base: BaseVectors,
        progress: Callable[[int, int, float], None],
        *,
        epochs: int,
        rate: float = 1.0,
    ) -> float:
        """Train for some epochs; `progress` gets steps done, steps and the loss.

        `rate` scales the peak learning rates. Returns the mean loss of the last epoch.
        """
        network, settings = self._network, self._settings
        network.train()
        for parameter in network.trunk.embeddings.parameters():
            parameter.requires_grad_(False)
        intents = len(network.intents.prototypes)
        weights = _class_weights(texts.labels, intents).to(self._device)
        per_epoch = math.ceil(len(texts.examples) / settings.batch_size)
        total = per_epoch * epochs
        optimizer = self._optimizer(rate)
        schedule = LambdaLR(optimizer, _warmup_cosine(total, settings.warmup_share))
        recent: deque[float] = deque(maxlen=per_epoch)
        done = 0
        for _ in range(epochs):
            for step in self._steps(texts, per_epoch):
                loss = self._loss(texts, base, step, weights)
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(network.parameters(), settings.max_gradient_norm)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad()
                recent.append(float(loss.detach()))
                done += 1
                progress(done, total, sum(recent) / len(recent))
        network.eval()
        return sum(recent) / len(recent)

    def _optimizer(self, rate: float) -> torch.optim.AdamW:
        settings = self._settings
        head = [*self._network.intents.parameters(), *self._network.tags.parameters()]
        trunk = [each for each in self._network.trunk.parameters() if each.requires_grad]
        matrices = [each for each in trunk if each.dim() > 1]
        vectors = [each for each in trunk if each.dim() <= 1]
        groups = [
            {"params": matrices, "weight_decay": settings.weight_decay},
            {"params": vectors, "weight_decay": 0.0},
            {"params": head, "weight_decay": 0.0, "lr": settings.head_learning_rate * rate},
        ]
        return torch.optim.AdamW(groups, lr=settings.learning_rate * rate, fused=True)

    def _steps(self, texts: TrainingTexts, count: int) -> list[_Step]:
        """Spread everything evenly over the steps of one epoch, in a new order each time.

        Within a step texts are ordered by length: then attention pads little in few calls.
        """
        lengths = (
            [len(example.text) for example in texts.examples],
            [len(text) for text in texts.outliers],
            [len(partner) for _, partner in texts.pairs],
        )
        shares = (1.0, 1.0, _PAIRS_SHARE)
        orders = [
            self._rng.permutation(len(sizes))[: math.ceil(share * len(sizes))]
            for sizes, share in zip(lengths, shares, strict=True)
        ]
        parts = [
            [sorted(part.tolist(), key=sizes.__getitem__) for part in np.array_split(order, count)]
            for sizes, order in zip(lengths, orders, strict=True)
        ]
        return [_Step(*step) for step in zip(*parts, strict=True)]

    def _loss(
        self, texts: TrainingTexts, base: BaseVectors, step: _Step, weights: Tensor
    ) -> Tensor:
        settings, device = self._settings, self._device
        varied = [self._augmenter.vary(texts.examples[i], self._rng) for i in step.examples]
        rows = self._tokenizer.rows([example.text for example in varied])
        others = self._tokenizer.ids(
            [
                *(texts.outliers[i] for i in step.outliers),
                *(texts.pairs[i][0] for i in step.pairs),
                *(texts.pairs[i][1] for i in step.pairs),
            ]
        )
        batch = PackedBatch.pack([*(row.ids for row in rows), *others], device)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bf16_is_fast(device)):
            output = self._network(batch)
        first, second = len(rows), len(rows) + len(step.outliers)
        third = second + len(step.pairs)
        embedding = output.embedding.float()
        logits, cosines = output.intent_logits.float(), output.cosines.float()
        labels = torch.tensor([texts.labels[i] for i in step.examples], device=device)
        loss = intent_loss(logits[:first], labels, weights, settings.label_smoothing)
        tags = torch.tensor(
            [
                tag
                for row, example in zip(rows, varied, strict=True)
                for tag in self._row_tags(row, example)
            ],
            device=device,
        )
        loss = loss + settings.weights.tags * tag_loss(
            output.tag_logits[: len(tags)].float(), tags
        )
        if step.outliers:
            part = outlier_loss(logits[first:second], cosines[first:second])
            loss = loss + settings.weights.outliers * part * len(step.outliers) / len(
                step.examples
            )
        close = closeness_loss(embedding[:first], base.examples[step.examples])
        if step.pairs:
            left, right = embedding[second:third], embedding[third:]
            loss = loss + settings.weights.pairs * self._contrast(texts, step, left, right)
            near = torch.cat([base.left[step.pairs], base.right[step.pairs]])
            close = close + closeness_loss(embedding[second:], near)
        return loss + settings.weights.closeness * close

    def _row_tags(self, row: TokenRow, example: Example) -> list[int]:
        tags = self._tags.tags(row.words, example.entities)
        return [IGNORED_TAG if word < 0 else tags[word] for word in row.token_words]

    def _contrast(self, texts: TrainingTexts, step: _Step, left: Tensor, right: Tensor) -> Tensor:
        keys = [texts.pairs[i][1] for i in step.pairs]
        kept = list(self._memory)
        memory = torch.stack([vector for vector, _ in kept]) if kept else right[:0]
        loss = pair_loss(left, right, keys, memory, [key for _, key in kept])
        self._memory.extend(zip(right.detach(), keys, strict=True))
        return loss


def _class_weights(labels: Sequence[int], intents: int) -> Tensor:
    counts = np.bincount(labels, minlength=intents)
    weights = np.sqrt(np.median(counts) / np.maximum(counts, 1))
    return torch.tensor(np.clip(weights, *_BALANCE_BOUNDS), dtype=torch.float32)


def _warmup_cosine(total: int, warmup_share: float) -> Callable[[int], float]:
    warm = max(int(total * warmup_share), 1)

    def factor(step: int) -> float:
        if step < warm:
            return (step + 1) / warm
        return 0.5 * (1.0 + math.cos(math.pi * (step - warm) / max(total - warm, 1)))

    return factor
