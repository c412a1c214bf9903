"""A BERT encoder over packed batches: the tokens of all texts lie in one row, without padding.

Every matrix product sees only real tokens; attention alone looks at texts of about the same
length together, padded to the longest of them. Parameter names are those of the published
checkpoints (BERT, RoBERTa, XLM-RoBERTa, CamemBERT), so weights load and save without renaming.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

# Texts attend in one call while padding them to the longest wastes at most this share; attention
# is 2 % of the work of a short text, so the bound is generous: fewer calls beat fewer cells.
_MAX_PADDING_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class TrunkShape:
    """The sizes of an encoder, as its config.json names them."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int = 2
    layer_norm_eps: float = 1e-12
    hidden_dropout_prob: float = 0.1
    attention_probs_dropout_prob: float = 0.1
    first_position: int = 0


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring texts that attend together; `cells` maps padded cells to tokens."""

    start: int
    end: int
    texts: int
    longest: int
    cells: Tensor | None = None
    tokens: Tensor | None = None
    mask: Tensor | None = None


@dataclass(frozen=True, slots=True)
class PackedBatch:
    """Token ids of several texts in one row, with what attention and pooling need to know."""

    ids: Tensor
    positions: Tensor
    owners: Tensor
    lengths: Tensor
    groups: tuple[_Group, ...]

    @staticmethod
    def pack(rows: Sequence[Sequence[int]], device: torch.device | None = None) -> PackedBatch:
        """Lay out token rows; neighbours of similar length are cheapest."""
        lengths = [len(row) for row in rows]
        sizes = torch.tensor(lengths, dtype=torch.long)
        owners = torch.repeat_interleave(torch.arange(len(rows)), sizes)
        starts = torch.cumsum(sizes, 0) - sizes
        ids = torch.tensor([token for row in rows for token in row], dtype=torch.long)
        positions = torch.arange(len(ids)) - starts[owners]
        return PackedBatch(
            ids=ids.to(device),
            positions=positions.to(device),
            owners=owners.to(device),
            lengths=sizes.to(device),
            groups=tuple(_groups(lengths, device)),
        )


def _groups(lengths: Sequence[int], device: torch.device | None) -> list[_Group]:
    """Cut the row into runs of texts that waste little when padded to their longest."""
    groups = []
    first, offset = 0, 0
    while first < len(lengths):
        last, longest, total = first, 0, 0
        while last < len(lengths):
            grown, sum_ = max(longest, lengths[last]), total + lengths[last]
            cells = grown * (last - first + 1)
            if cells - sum_ > _MAX_PADDING_SHARE * cells:
                break
            last, longest, total = last + 1, grown, sum_
        groups.append(_group(lengths[first:last], offset, longest, device))
        first, offset = last, offset + total
    return groups


def _group(
    lengths: Sequence[int], offset: int, longest: int, device: torch.device | None
) -> _Group:
    total = sum(lengths)
    if total == longest * len(lengths):
        return _Group(offset, offset + total, len(lengths), longest)
    sizes = torch.tensor(lengths)
    mask = torch.arange(longest)[None, :] < sizes[:, None]
    starts = torch.cumsum(sizes, 0) - sizes
    cells = torch.where(mask, starts[:, None] + torch.arange(longest)[None, :], 0).flatten()
    tokens = mask.flatten().nonzero().squeeze(1)
    return _Group(
        offset,
        offset + total,
        len(lengths),
        longest,
        cells.to(device),
        tokens.to(device),
        mask[:, None, None, :].to(device),
    )


class _Embeddings(nn.Module):
    def __init__(self, shape: TrunkShape) -> None:
        super().__init__()
        width = shape.hidden_size
        self.word_embeddings = nn.Embedding(shape.vocab_size, width)
        self.position_embeddings = nn.Embedding(shape.max_position_embeddings, width)
        self.token_type_embeddings = nn.Embedding(shape.type_vocab_size, width)
        self.LayerNorm = nn.LayerNorm(width, eps=shape.layer_norm_eps)
        self.dropout = nn.Dropout(shape.hidden_dropout_prob)
        self._first_position = shape.first_position

    def forward(self, batch: PackedBatch) -> Tensor:
        hidden = (
            self.word_embeddings(batch.ids)
            + self.position_embeddings(batch.positions + self._first_position)
            + self.token_type_embeddings.weight[0]
        )
        embedded: Tensor = self.dropout(self.LayerNorm(hidden))
        return embedded


class _SelfAttention(nn.Module):
    def __init__(self, shape: TrunkShape) -> None:
        super().__init__()
        width = shape.hidden_size
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self._heads = shape.num_attention_heads
        self._dropout = shape.attention_probs_dropout_prob

    def forward(self, hidden: Tensor, groups: tuple[_Group, ...]) -> Tensor:
        projected = (self.query(hidden), self.key(hidden), self.value(hidden))
        outputs = [self._attend(group, *projected) for group in groups]
        return outputs[0] if len(outputs) == 1 else torch.cat(outputs)

    def _attend(self, group: _Group, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        width = query.shape[1]
        heads = [self._split(part[group.start : group.end], group) for part in (query, key, value)]
        mixed = functional.scaled_dot_product_attention(
            heads[0],
            heads[1],
            heads[2],
            attn_mask=group.mask,
            dropout_p=self._dropout if self.training else 0.0,
        )
        rows = mixed.transpose(1, 2).reshape(group.texts * group.longest, width)
        return rows if group.tokens is None else rows.index_select(0, group.tokens)

    def _split(self, part: Tensor, group: _Group) -> Tensor:
        rows = part if group.cells is None else part.index_select(0, group.cells)
        shape = (group.texts, group.longest, self._heads, part.shape[1] // self._heads)
        return rows.view(shape).transpose(1, 2)


class _Output(nn.Module):
    """Projection, dropout, residual and norm; both halves of a layer end in one."""

    def __init__(self, inner: int, shape: TrunkShape) -> None:
        super().__init__()
        self.dense = nn.Linear(inner, shape.hidden_size)
        self.LayerNorm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)
        self.dropout = nn.Dropout(shape.hidden_dropout_prob)

    def forward(self, inner: Tensor, residual: Tensor) -> Tensor:
        normed: Tensor = self.LayerNorm(self.dropout(self.dense(inner)) + residual)
        return normed


class _Layer(nn.Module):
    def __init__(self, shape: TrunkShape) -> None:
        super().__init__()
        self.attention = nn.ModuleDict(
            {"self": _SelfAttention(shape), "output": _Output(shape.hidden_size, shape)}
        )
        self.intermediate = nn.ModuleDict(
            {"dense": nn.Linear(shape.hidden_size, shape.intermediate_size)}
        )
        self.output = _Output(shape.intermediate_size, shape)

    def forward(self, hidden: Tensor, groups: tuple[_Group, ...]) -> Tensor:
        attended = self.attention["self"](hidden, groups)
        hidden = self.attention["output"](attended, hidden)
        inner = functional.gelu(self.intermediate["dense"](hidden))
        result: Tensor = self.output(inner, hidden)
        return result


class Trunk(nn.Module):
    """The encoder: packed token ids in, one hidden row for each token out."""

    def __init__(self, shape: TrunkShape) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = _Embeddings(shape)
        self.encoder = nn.ModuleDict(
            {"layer": nn.Sequential(*(_Layer(shape) for _ in range(shape.num_hidden_layers)))}
        )

    def forward(self, batch: PackedBatch) -> Tensor:
        """Return hidden states, shape (tokens of the batch, hidden_size)."""
        hidden: Tensor = self.embeddings(batch)
        for layer in self.encoder["layer"].children():
            hidden = layer(hidden, batch.groups)
        return hidden


def pool(hidden: Tensor, batch: PackedBatch, *, first_token: bool) -> Tensor:
    """Return one float32 row for each text: the mean of its tokens, or its first token."""
    if first_token:
        starts = torch.cumsum(batch.lengths, 0) - batch.lengths
        return hidden[starts].float()
    sums = torch.zeros(
        len(batch.lengths), hidden.shape[1], dtype=torch.float32, device=hidden.device
    )
    sums = sums.index_add(0, batch.owners, hidden.float())
    return sums / batch.lengths[:, None]
