"""The network: one trunk, and from its single pass the intents, the entity tags, the embedding."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from finetune.trunk import PackedBatch, Trunk, pool

# Where the learned scale of cosines starts: a right cosine of 0.9 against 0.3 then gives odds
# of e^12, sharp enough to learn from and not yet saturated.
_FIRST_SCALE = 20.0
_MAX_SCALE = 64.0


@dataclass(frozen=True, slots=True)
class NetworkOutput:
    """What one pass gives: rows are texts, except `tag_logits`, whose rows are tokens."""

    embedding: Tensor
    features: Tensor
    cosines: Tensor
    intent_logits: Tensor
    tag_logits: Tensor


class IntentHead(nn.Module):
    """Cosines to one prototype for each intent, times a learned scale.

    The prototypes live in a view of their own: a linear map of the embedding that starts as the
    identity, plus one of the first token that starts at zero. So classes can part there, and the
    trunk can say in its first token what an intent needs, while the embedding stays where
    retrieval wants it.
    """

    def __init__(self, intents: int, width: int) -> None:
        super().__init__()
        self.view = nn.Linear(width, width, bias=False)
        self.first_view = nn.Linear(width, width, bias=False)
        self.prototypes = nn.Parameter(torch.zeros(intents, width))
        self.log_scale = nn.Parameter(torch.tensor(math.log(_FIRST_SCALE)))
        nn.init.eye_(self.view.weight)
        nn.init.zeros_(self.first_view.weight)

    @property
    def scale(self) -> Tensor:
        """The factor between cosines and logits."""
        return self.log_scale.exp().clamp(max=_MAX_SCALE)

    def features(self, pooled: Tensor, first: Tensor) -> Tensor:
        """Return the unit vectors that are compared with the prototypes."""
        return functional.normalize(self.view(pooled) + self.first_view(first), dim=1)

    def forward(self, features: Tensor) -> Tensor:
        """Return cosines, shape (texts, intents)."""
        return features @ functional.normalize(self.prototypes, dim=1).T

    @torch.no_grad()
    def start_from(self, features: Tensor, labels: Tensor) -> None:
        """Set each prototype to the mean of its class."""
        sums = torch.zeros_like(self.prototypes).index_add(0, labels, features)
        self.prototypes.copy_(functional.normalize(sums, dim=1))


class Network(nn.Module):
    """Trunk, intent head and entity head."""

    def __init__(
        self, trunk: Trunk, intents: int, tags: int, *, first_token_pooling: bool = False
    ) -> None:
        super().__init__()
        width = trunk.shape.hidden_size
        self.trunk = trunk
        self.intents = IntentHead(intents, width)
        self.tags = nn.Linear(width, tags)
        self.dropout = nn.Dropout(trunk.shape.hidden_dropout_prob)
        self.first_token_pooling = first_token_pooling

    def forward(self, batch: PackedBatch) -> NetworkOutput:
        """Run the one pass over a packed batch."""
        hidden = self.trunk(batch)
        pooled = pool(hidden, batch, first_token=self.first_token_pooling)
        first = pool(hidden, batch, first_token=True)
        features = self.intents.features(self.dropout(pooled), self.dropout(first))
        cosines = self.intents(features)
        return NetworkOutput(
            embedding=functional.normalize(pooled, dim=1),
            features=features,
            cosines=cosines,
            intent_logits=cosines * self.intents.scale,
            tag_logits=self.tags(self.dropout(hidden.float())),
        )
