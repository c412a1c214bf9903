"""What training pulls at: the joint objective of intents, tags, doubt and retrieval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

IGNORED_TAG = -100


@dataclass(frozen=True, slots=True)
class LossWeights:
    """How much each part counts beside the intents (1)."""

    tags: float = 0.5
    outliers: float = 0.5
    pairs: float = 0.5
    closeness: float = 1.0


# A cosine of an out-of-scope text to its nearest prototype costs nothing below this: unrelated
# sentences have cosines of 0.1 to 0.3 in such encoders.
_OUTLIER_COSINE = 0.3
# Temperature of the contrast between phrasings, usual for sentence encoders (scale 20).
_PAIR_SCALE = 20.0


def intent_loss(logits: Tensor, labels: Tensor, weights: Tensor, smoothing: float) -> Tensor:
    """Cross-entropy with label smoothing; `weights` balances the classes."""
    return functional.cross_entropy(logits, labels, weight=weights, label_smoothing=smoothing)


def outlier_loss(logits: Tensor, cosines: Tensor) -> Tensor:
    """Ask out-of-scope texts for an even distribution and for no near prototype."""
    uniform = -functional.log_softmax(logits, dim=1).mean(dim=1)
    nearest = functional.relu(cosines.max(dim=1).values - _OUTLIER_COSINE)
    return (uniform + 4.0 * nearest).mean()


def tag_loss(logits: Tensor, tags: Tensor) -> Tensor:
    """Cross-entropy over tokens that belong to a word; zero when no token does."""
    kept = tags != IGNORED_TAG
    if not bool(kept.any()):
        return logits.sum() * 0.0
    return functional.cross_entropy(logits[kept], tags[kept])


def pair_loss(
    left: Tensor, right: Tensor, keys: Sequence[str], memory: Tensor, memory_keys: Sequence[str]
) -> Tensor:
    """Contrast phrasings with their partners against the other partners and remembered ones.

    `keys` name the partners: equal keys are the same text and never a negative.
    """
    candidates = torch.cat([right, memory]) if len(memory) else right
    logits = left @ candidates.T * _PAIR_SCALE
    all_keys = [*keys, *memory_keys]
    same = torch.tensor([[key == other for other in all_keys] for key in keys])
    same &= ~torch.eye(len(keys), len(all_keys), dtype=torch.bool)
    logits = logits.masked_fill(same.to(logits.device), float("-inf"))
    return functional.cross_entropy(logits, torch.arange(len(keys), device=logits.device))


def closeness_loss(embedding: Tensor, base: Tensor) -> Tensor:
    """Mean cosine distance from the embedding before fine-tuning."""
    return (1.0 - (embedding * base).sum(dim=1)).mean()
