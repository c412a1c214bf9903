"""The network's forward pass over texts, batched by tokens; no training, no decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from finetune.network import Network, NetworkOutput
from finetune.sentence_encoder import batch_tokens, cut_batches
from finetune.tokenizer import TextTokenizer, TokenRow
from finetune.trunk import PackedBatch
from finetune.words import Word

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass says of several texts; rows are texts.

    `tag_log_probs[i]` has a row for each of `words[i]`; words past the encoder's limit have none.
    """

    embeddings: Floats
    features: Floats
    cosines: Floats
    logits: Floats
    words: tuple[tuple[Word, ...], ...]
    tag_log_probs: tuple[Floats, ...]


class Inference:
    """A network ready to read texts; thread-safe, because reading changes nothing."""

    def __init__(self, network: Network, tokenizer: TextTokenizer, device: torch.device) -> None:
        self._network = network.to(device).eval()
        self._tokenizer = tokenizer
        self._device = device

    def read(self, texts: Sequence[str]) -> Reading:
        """Run the pass over texts, in batches of similar length."""
        rows = self._tokenizer.rows(texts)
        width = self._network.trunk.shape.hidden_size
        intents = len(self._network.intents.prototypes)
        embeddings = np.zeros((len(rows), width), dtype=np.float32)
        features = np.zeros((len(rows), width), dtype=np.float32)
        cosines = np.zeros((len(rows), intents), dtype=np.float32)
        logits = np.zeros((len(rows), intents), dtype=np.float32)
        tags: list[Floats] = [np.zeros((0, 0), dtype=np.float32)] * len(rows)
        for batch in cut_batches([len(row.ids) for row in rows], batch_tokens(self._device)):
            output = self._pass([rows[index] for index in batch])
            embeddings[batch] = _numpy(output.embedding)
            features[batch] = _numpy(output.features)
            cosines[batch] = _numpy(output.cosines)
            logits[batch] = _numpy(output.intent_logits)
            token_tags = _numpy(output.tag_logits.float().log_softmax(dim=1))
            offset = 0
            for index in batch:
                count = len(rows[index].ids)
                tags[index] = _by_word(rows[index], token_tags[offset : offset + count])
                offset += count
        return Reading(
            embeddings=embeddings,
            features=features,
            cosines=cosines,
            logits=logits,
            words=tuple(row.words for row in rows),
            tag_log_probs=tuple(tags),
        )

    def _pass(self, rows: Sequence[TokenRow]) -> NetworkOutput:
        with torch.inference_mode():
            output: NetworkOutput = self._network(
                PackedBatch.pack([row.ids for row in rows], self._device)
            )
        return output


def _numpy(tensor: torch.Tensor) -> Floats:
    return np.asarray(tensor.float().cpu().numpy(), dtype=np.float32)


def _by_word(row: TokenRow, token_log_probs: Floats) -> Floats:
    """Average the log probabilities of each word's tokens; words are read from left to right."""
    places = np.asarray(row.token_words)
    inside = places >= 0
    if not inside.any():
        return token_log_probs[:0]
    count = int(places.max()) + 1
    sums = np.zeros((count, token_log_probs.shape[1]), dtype=np.float32)
    np.add.at(sums, places[inside], token_log_probs[inside])
    sizes = np.bincount(places[inside], minlength=count)
    averaged = sums / np.maximum(sizes, 1)[:, None]
    # a word without a token of its own (a sign the tokenizer drops) says nothing of any tag
    averaged[sizes == 0] = -np.log(token_log_probs.shape[1])
    return np.asarray(averaged, dtype=np.float32)
