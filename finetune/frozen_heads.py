"""Heads over a trunk that stays as it is: each text is read once, then only heads are fitted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from finetune.entity_tags import TagSet
from finetune.inference import Reading
from finetune.network import IntentHead, Network
from finetune.objective import IGNORED_TAG, intent_loss, outlier_loss, tag_loss
from finetune.scope import Memory
from finetune.sentence_encoder import batch_tokens, cut_batches
from finetune.settings import TrainingSettings
from finetune.tokenizer import TextTokenizer
from finetune.trunk import PackedBatch, pool
from finetune.types import Example

# With fewer examples an intent only the prototypes move: a view learned from so little fits what
# is particular to the examples.
_ENOUGH_FOR_A_VIEW = 75
# Cosines times this are the logits of few examples. At the usual 20 they are fitted within a few
# steps, before the prototypes have parted (CLINC150, 5 an intent: 84 % of validation, not 87 %).
_SCALE_OF_FEW = 12.0
_BATCH = 256
_BATCH_OF_FEW = 2_048
_STEPS_OF_FEW = 150
_STEPS = 800
_STEP_RATE = 1e-2
_VIEW_RATE = 1e-3
_TAG_EPOCHS = 8
_TAG_BATCH_TOKENS = 2_048
_WARMUP_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Seen:
    """What the trunk makes of texts, one row each: the mean of the tokens, and the first one."""

    pooled: Tensor
    first: Tensor

    def rows(self, indexes: Sequence[int]) -> Seen:
        """Return some of the texts."""
        chosen = torch.tensor(list(indexes), dtype=torch.long, device=self.pooled.device)
        return Seen(self.pooled[chosen], self.first[chosen])

    def __len__(self) -> int:
        return len(self.pooled)


class FrozenHeads:
    """Reads texts with a network's trunk and fits heads on what it has read."""

    def __init__(
        self,
        network: Network,
        tokenizer: TextTokenizer,
        settings: TrainingSettings,
        device: torch.device,
        *,
        an_intent: float,
    ) -> None:
        """`an_intent` is the usual number of examples of an intent."""
        self._network = network
        self._tokenizer = tokenizer
        self._settings = settings
        self._device = device
        self._few = an_intent < _ENOUGH_FOR_A_VIEW

    def see(self, texts: Sequence[str]) -> Seen:
        """Read texts once."""
        rows = self._tokenizer.ids(texts)
        width = self._network.trunk.shape.hidden_size
        pooled, first = (torch.zeros(len(rows), width, device=self._device) for _ in range(2))
        by_mean = not self._network.first_token_pooling
        self._network.eval()
        with torch.no_grad():
            for batch in cut_batches([len(row) for row in rows], batch_tokens(self._device)):
                packed = PackedBatch.pack([rows[index] for index in batch], self._device)
                hidden = self._network.trunk(packed)
                pooled[batch] = pool(hidden, packed, first_token=not by_mean)
                first[batch] = pool(hidden, packed, first_token=True)
        return Seen(pooled, first)

    def fit(
        self, seen: Seen, labels: Sequence[int], intents: int, outside: Seen
    ) -> tuple[IntentHead, float]:
        """Return a new head for texts with their intents and texts without one, and its loss."""
        head = IntentHead(intents, seen.pooled.shape[1]).to(self._device)
        numbers = torch.tensor(list(labels), device=self._device)
        head.start_from(functional.normalize(seen.pooled, dim=1), numbers)
        if self._few:
            head.log_scale.data.fill_(math.log(_SCALE_OF_FEW))
            moved: list[dict[str, Any]] = [{"params": [head.prototypes]}]
        else:
            moved = [
                {"params": [head.prototypes, head.log_scale]},
                {"params": [head.view.weight, head.first_view.weight], "lr": _VIEW_RATE},
            ]
        steps, batch = (_STEPS_OF_FEW, _BATCH_OF_FEW) if self._few else (_STEPS, _BATCH)
        optimizer = torch.optim.Adam(moved, lr=_STEP_RATE)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimizer,
            [group["lr"] for group in optimizer.param_groups],
            total_steps=steps,
            pct_start=_WARMUP_SHARE,
        )
        rng = np.random.default_rng(self._settings.seed)
        for _ in range(steps):
            chosen, far = (_draw(len(each), batch, rng) for each in (seen, outside))
            loss = self._loss(head, seen.rows(chosen), numbers[chosen], outside.rows(far))
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
        return head, float(loss.detach())

    def _loss(self, head: IntentHead, seen: Seen, labels: Tensor, outside: Seen) -> Tensor:
        settings, few = self._settings, self._few
        dropout = 0.0 if few else self._network.dropout.p
        even = torch.ones(len(head.prototypes), device=self._device)
        cosines = head(_features(head, seen, dropout))
        smoothing = 0.0 if few else settings.label_smoothing
        loss = intent_loss(cosines * head.scale, labels, even, smoothing)
        if len(outside) and not few:
            far = head(_features(head, outside, dropout))
            share = min(len(outside) / len(seen), 1.0)
            loss = loss + settings.weights.outliers * share * outlier_loss(far * head.scale, far)
        return loss

    def read(self, head: IntentHead, seen: Seen) -> Reading:
        """Return what a head says of texts; their words and tags are left out."""
        with torch.no_grad():
            features = _features(head, seen, 0.0)
            cosines = head(features)
            logits = cosines * head.scale
            embeddings = functional.normalize(seen.pooled, dim=1)
        return Reading(
            embeddings=embeddings.cpu().numpy(),
            features=features.cpu().numpy(),
            cosines=cosines.cpu().numpy(),
            logits=logits.cpu().numpy(),
            words=((),) * len(seen),
            tag_log_probs=(np.zeros((0, 0), dtype=np.float32),) * len(seen),
        )

    def memory(self, head: IntentHead, seen: Seen, labels: Sequence[int]) -> Memory:
        """Return what doubt remembers of the texts that a head was fitted on."""
        reading = self.read(head, seen)
        return Memory(reading.features, reading.embeddings, np.asarray(labels, dtype=np.int64))

    def fit_tags(self, examples: Sequence[Example], tags: TagSet) -> None:
        """Fit the network's entity head on the tokens of examples; nothing without entities."""
        if len(tags) < 2:
            return
        hidden, wanted = self._tokens(examples, tags)
        head = self._network.tags
        optimizer = torch.optim.Adam(head.parameters(), lr=_STEP_RATE)
        rng = np.random.default_rng(self._settings.seed)
        for _ in range(_TAG_EPOCHS):
            order = torch.from_numpy(rng.permutation(len(wanted))).to(self._device)
            for chosen in torch.split(order, _TAG_BATCH_TOKENS):
                loss = tag_loss(head(hidden[chosen]), wanted[chosen])
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                optimizer.zero_grad()

    def _tokens(self, examples: Sequence[Example], tags: TagSet) -> tuple[Tensor, Tensor]:
        """Return hidden states and tags of all tokens that belong to a word."""
        rows = self._tokenizer.rows([each.text for each in examples])
        hidden, wanted = [], []
        with torch.no_grad():
            for batch in cut_batches([len(row.ids) for row in rows], batch_tokens(self._device)):
                packed = PackedBatch.pack([rows[i].ids for i in batch], self._device)
                hidden.append(self._network.trunk(packed).float())
                for index in batch:
                    word_tags = tags.tags(rows[index].words, examples[index].entities)
                    words = rows[index].token_words
                    wanted += [IGNORED_TAG if word < 0 else word_tags[word] for word in words]
        numbers = torch.tensor(wanted, device=self._device)
        kept = numbers != IGNORED_TAG
        return torch.cat(hidden)[kept], numbers[kept]


def _features(head: IntentHead, seen: Seen, dropout: float) -> Tensor:
    return head.features(
        functional.dropout(seen.pooled, dropout), functional.dropout(seen.first, dropout)
    )


def _draw(count: int, most: int, rng: np.random.Generator) -> list[int]:
    """Return all of a few, or a random part of many."""
    if count <= most:
        return list(range(count))
    chosen: list[int] = rng.choice(count, most, replace=False).tolist()
    return chosen
