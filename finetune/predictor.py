"""Understanding texts with a trained model: one forward pass gives everything that is said."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch

from finetune.calibration import Array, softmax
from finetune.device import bf16_is_fast, choose_device
from finetune.empty_words import says_nothing
from finetune.encoder import WEIGHTS, file_sha256
from finetune.entity_merge import merge_entities
from finetune.inference import Inference, Reading
from finetune.known_texts import OUTSIDE
from finetune.model_files import Model, load_model
from finetune.patterns import PatternExtractor
from finetune.scope import scope_signs
from finetune.sentence_encoder import SentenceEncoder, encoder_fingerprint
from finetune.sign_texts import sign_key
from finetune.types import EntitySpan, IntentScore, Prediction
from finetune.words import readable
from retrieval.types import Vectors

# What a taught text or sign ("👍") counts: as sure as any text can be, short of certain.
_TAUGHT_CONFIDENCE = 0.98
# Characters that are understood; the rest of a longer text is not looked at.
_MAX_CHARACTERS = 2_000


class Predictor:
    """A loaded model. Thread-safe: predicting changes nothing."""

    def __init__(
        self, model: Model, *, version: str, fingerprint: str, device: torch.device
    ) -> None:
        fast = model.bf16_agrees and bf16_is_fast(device)
        model.network.trunk.to(torch.bfloat16 if fast else torch.float32)
        self._model = model
        self._version = version
        self._inference = Inference(model.network, model.tokenizer, device)
        self._patterns = PatternExtractor(model.patterns, model.tokenizer.knows)
        self._encoder = SentenceEncoder(
            model.network.trunk,
            model.tokenizer,
            first_token_pooling=model.network.first_token_pooling,
            fingerprint=fingerprint,
            device=device,
        )

    @staticmethod
    def load(model_dir: Path, *, device: str = "auto") -> Predictor:
        """Load a model folder; ModelError if it is not whole."""
        model = load_model(model_dir)
        fingerprint = encoder_fingerprint(file_sha256(model_dir / WEIGHTS), model.tokenizer)
        return Predictor(
            model,
            version=_version(model_dir),
            fingerprint=fingerprint,
            device=choose_device(device),
        )

    @property
    def version(self) -> str:
        """The model's id in the registry, or its folder's name before it is published."""
        return self._version

    @property
    def fingerprint(self) -> str:
        """Hash of the trunk's weights and the tokenizer: an index belongs to exactly one."""
        return self._encoder.fingerprint

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents that the model knows."""
        model = self._model
        return tuple(dict.fromkeys(model.retrieval.get(one, one) for one in model.intents))

    @property
    def synonyms(self) -> Mapping[str, str]:
        """Other words that customers use, with what the shop calls them, from the NLU data."""
        return self._model.patterns.synonyms

    @property
    def model(self) -> Model:
        """What was loaded, for those who explain it."""
        return self._model

    def read(self, texts: Sequence[str]) -> Reading:
        """Return what the network says of texts before anything is decided."""
        return self._inference.read([readable(text[:_MAX_CHARACTERS]) for text in texts])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit float32 row for each text: what `predict` gives as `embedding`."""
        return self._encoder.encode(texts)

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Return one prediction for each text, in order, from one pass over all of them."""
        if not texts:
            return []
        model = self._model
        cleaned = [readable(text[:_MAX_CHARACTERS]) for text in texts]
        reading = self._inference.read(cleaned)
        probabilities = softmax(reading.logits.astype(np.float64) / model.temperature)
        signs = scope_signs(cleaned, reading, model.temperature, model.memory, model.familiarity)
        doubts = model.scope.doubt(signs)
        return [
            self._prediction(texts[row], cleaned[row], row, reading, probabilities, doubts)
            for row in range(len(texts))
        ]

    def _prediction(
        self,
        text: str,
        cleaned: str,
        row: int,
        reading: Reading,
        probabilities: Array,
        doubts: Array,
    ) -> Prediction:
        scores, doubt = probabilities[row], float(doubts[row])
        sign, known = sign_key(cleaned), self._model.known_texts.intent_of(cleaned)
        if sign is not None:
            scores, doubt = self._read_sign(sign, scores)
        elif known == OUTSIDE:
            doubt = _TAUGHT_CONFIDENCE
        elif known is not None:
            scores, doubt = self._as_taught(known, scores), 0.0
        elif says_nothing(cleaned):
            scores, doubt = np.full_like(scores, 1.0 / len(scores)), 1.0
        ranking, responses = self._ranked(scores)
        return Prediction(
            text=text,
            ranking=ranking,
            in_scope=doubt <= 0.5,
            doubt=doubt,
            entities=self._entities(cleaned, row, reading),
            embedding=reading.embeddings[row],
            responses=responses,
        )

    def _ranked(self, scores: Array) -> tuple[tuple[IntentScore, ...], tuple[IntentScore, ...]]:
        """Return the intents, and the questions of retrieval intents, each best first."""
        order = np.argsort(-scores, kind="stable")
        labels = [IntentScore(self._model.intents[at], float(scores[at])) for at in order]
        belongs = self._model.retrieval
        responses = tuple(one for one in labels if one.name in belongs)
        if not responses:
            return tuple(labels), ()
        sums: dict[str, float] = {}
        for one in labels:
            name = belongs.get(one.name, one.name)
            sums[name] = sums.get(name, 0.0) + one.confidence
        ranking = sorted(sums.items(), key=lambda one: -one[1])
        return tuple(IntentScore(name, total) for name, total in ranking), responses

    def _read_sign(self, sign: str, scores: Array) -> tuple[Array, float]:
        """Return scores and doubt of a text of signs alone: what was taught, or no idea at all."""
        intent = self._model.taught_signs.get(sign)
        if intent is None:
            return np.full_like(scores, 1.0 / len(scores)), 1.0
        return self._as_taught(intent, np.full_like(scores, 1.0 / len(scores))), 0.0

    def _as_taught(self, intent: str, scores: Array) -> Array:
        """Return scores that are sure of an intent and leave the others in their order."""
        place = self._model.intents.index(intent)
        others = np.delete(scores, place).sum()
        changed = scores * ((1.0 - _TAUGHT_CONFIDENCE) / others if others > 0 else 0.0)
        changed[place] = _TAUGHT_CONFIDENCE if others > 0 else 1.0
        return changed

    def _entities(self, text: str, row: int, reading: Reading) -> tuple[EntitySpan, ...]:
        log_probs = reading.tag_log_probs[row]
        words = reading.words[row][: len(log_probs)]
        found = self._model.tags.spans(text, words, log_probs) + self._patterns.find(text)
        return merge_entities([self._patterns.normalised(span) for span in found])


def _version(folder: Path) -> str:
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return folder.name
    try:
        return str(json.loads(manifest.read_text(encoding="utf-8"))["id"])
    except (json.JSONDecodeError, KeyError, TypeError):
        return folder.name
