"""Texts to unit vectors with a trunk: what retrieval calls an Encoder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch.nn import functional

from finetune.checkpoint import load_trunk
from finetune.device import bf16_is_fast, choose_device
from finetune.encoder import EncoderFiles, file_sha256
from finetune.tokenizer import TextTokenizer
from finetune.trunk import PackedBatch, Trunk, pool
from retrieval.types import Vectors

# Tokens of one forward pass. Past a thousand the matrix products are as fast as they get on a
# CPU, and a batch should stay in its cache; a GPU wants more work at once.
_CPU_BATCH_TOKENS = 1_024
_GPU_BATCH_TOKENS = 65_536


def batch_tokens(device: torch.device) -> int:
    """Return how many tokens one forward pass should hold on a device."""
    return _CPU_BATCH_TOKENS if device.type == "cpu" else _GPU_BATCH_TOKENS


def cut_batches(lengths: Sequence[int], limit: int) -> Iterator[list[int]]:
    """Yield indexes of texts, shortest first, so that each batch has at most `limit` tokens.

    A single text longer than the limit makes a batch of its own.
    """
    order = sorted(range(len(lengths)), key=lambda index: (lengths[index], index))
    batch: list[int] = []
    total = 0
    for index in order:
        if batch and total + lengths[index] > limit:
            yield batch
            batch, total = [], 0
        batch.append(index)
        total += lengths[index]
    if batch:
        yield batch


class SentenceEncoder:
    """A trunk with its tokenizer that turns texts into unit vectors; thread-safe."""

    def __init__(
        self,
        trunk: Trunk,
        tokenizer: TextTokenizer,
        *,
        first_token_pooling: bool,
        fingerprint: str,
        device: torch.device,
    ) -> None:
        self._trunk = trunk.to(device).eval()
        self._tokenizer = tokenizer
        self._first_token = first_token_pooling
        self._fingerprint = fingerprint
        self._device = device

    @staticmethod
    def load(files: EncoderFiles, *, device: str = "auto") -> SentenceEncoder:
        """Load an encoder as published, before any fine-tuning."""
        place = choose_device(device)
        tokenizer = TextTokenizer.load(files.folder, files.max_tokens)
        trunk = load_trunk(files).to(torch.bfloat16 if bf16_is_fast(place) else torch.float32)
        return SentenceEncoder(
            trunk,
            tokenizer,
            first_token_pooling=files.first_token_pooling,
            fingerprint=encoder_fingerprint(file_sha256(files.weights), tokenizer),
            device=place,
        )

    @property
    def fingerprint(self) -> str:
        """Hash of weights and tokenizer."""
        return self._fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit float32 row for each text, shape (len(texts), width)."""
        rows = self._tokenizer.ids(texts)
        vectors = np.zeros((len(texts), self._trunk.shape.hidden_size), dtype=np.float32)
        with torch.inference_mode():
            for batch in cut_batches([len(row) for row in rows], batch_tokens(self._device)):
                packed = PackedBatch.pack([rows[index] for index in batch], self._device)
                pooled = pool(self._trunk(packed), packed, first_token=self._first_token)
                vectors[batch] = functional.normalize(pooled, dim=1).cpu().numpy()
        return vectors


def encoder_fingerprint(weights_sha256: str, tokenizer: TextTokenizer) -> str:
    """Return the name of an encoder: a hash over its weights and its tokenizer."""
    return hashlib.sha256(f"{weights_sha256}\n{tokenizer.sha256}".encode()).hexdigest()
