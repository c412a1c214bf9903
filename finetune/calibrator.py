"""Fitting temperature and the out-of-scope decision on texts that training did not see."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from finetune.calibration import Array, ScopeRule, fit_temperature, softmax
from finetune.device import bf16_is_fast
from finetune.familiarity import Familiarity
from finetune.inference import Inference, Reading
from finetune.metrics import accuracy, auroc, expected_calibration_error
from finetune.network import Network
from finetune.scope import SIGNS, Memory, scope_signs
from finetune.tokenizer import TextTokenizer
from finetune.training_data import MIN_HELD_OUT, TrainingData

# Decisions that bfloat16 must share with float32 to be used; near a threshold a few may flip.
_BF16_AGREEMENT = 0.99


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted, and the figures of the texts it was fitted on."""

    temperature: float
    scope: ScopeRule
    bf16_agrees: bool
    figures: dict[str, float]


class Calibrator:
    """Reads a run's held-out texts with a network and fits what turns logits into decisions."""

    def __init__(
        self,
        data: TrainingData,
        familiarity: Familiarity,
        tokenizer: TextTokenizer,
        device: torch.device,
    ) -> None:
        self._data = data
        self._familiarity = familiarity
        self._tokenizer = tokenizer
        self._device = device

    def memory(self, network: Network, indexes: Sequence[int]) -> Memory:
        """Return what the network makes of the examples at `indexes`.

        Read in the fast precision: near neighbours stay near.
        """
        quick = self._in_bf16(network) if bf16_is_fast(self._device) else network
        reading = self._read(quick, [self._data.examples[i].text for i in indexes])
        labels = np.asarray([self._data.labels[i] for i in indexes], dtype=np.int64)
        return Memory(reading.features, reading.embeddings, labels)

    def fit(
        self, network: Network, rejection_rate: float, memory: Memory | None = None
    ) -> Calibration:
        """Fit on the held-out texts; about `rejection_rate` of those in scope are turned away.

        `memory` is what the network makes of the training part, if that is known already.
        """
        data = self._data
        inside = data.held_out if len(data.held_out) >= MIN_HELD_OUT else data.train
        texts = [data.examples[i].text for i in inside]
        labels = [data.labels[i] for i in inside]
        memory = memory or self.memory(network, data.train)
        reading = self._read(network, texts)
        temperature = fit_temperature(reading.logits.astype(np.float64), labels)

        def signs(read: Reading, names: Sequence[str]) -> Array:
            return scope_signs(names, read, temperature, memory, self._familiarity)

        inside_signs = signs(reading, texts)
        outside_signs = signs(self._read(network, data.held_outliers), data.held_outliers)
        understood = reading.logits.argmax(axis=1) == np.asarray(labels)
        kept = None if data.own_doubt else understood
        rule = ScopeRule.fit(SIGNS, inside_signs, outside_signs, rejection_rate, kept)
        doubts = rule.doubt(inside_signs)
        agrees = True
        if bf16_is_fast(self._device):
            again = self._read(self._in_bf16(network), texts)
            same_doubt = (rule.doubt(signs(again, texts)) > 0.5) == (doubts > 0.5)
            same_intent = again.logits.argmax(axis=1) == reading.logits.argmax(axis=1)
            agrees = bool((same_doubt & same_intent).mean() >= _BF16_AGREEMENT)
        probabilities = softmax(reading.logits.astype(np.float64) / temperature)
        measured = figures(probabilities, labels, doubts, rule.doubt(outside_signs))
        return Calibration(temperature, rule, agrees, measured)

    @staticmethod
    def _in_bf16(network: Network) -> Network:
        coarse = copy.deepcopy(network)
        coarse.trunk.to(torch.bfloat16)
        return coarse

    def _read(self, network: Network, texts: Sequence[str]) -> Reading:
        return Inference(network, self._tokenizer, self._device).read(texts)


def figures(
    probabilities: Array, labels: Sequence[int], inside: Array, outside: Array
) -> dict[str, float]:
    """Return what calibration texts say of a model, from probabilities and doubt."""
    found = probabilities.argmax(axis=1).tolist()
    right = [a == b for a, b in zip(labels, found, strict=True)]
    return {
        "accuracy": accuracy(labels, found),
        "ece": expected_calibration_error(probabilities.max(axis=1).tolist(), right),
        "in_scope_rejected": float((inside > 0.5).mean()),
        "oos_recall": float((outside > 0.5).mean()),
        "auroc": auroc(outside.tolist(), inside.tolist()),
    }
