"""Why a model understands a text as it does: signs of doubt, like examples, words that matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from finetune.calibration import softmax
from finetune.empty_words import says_nothing
from finetune.inference import Reading
from finetune.known_texts import OUTSIDE
from finetune.predictor import Predictor
from finetune.scope import scope_signs
from finetune.sign_texts import sign_key
from finetune.types import Example, Prediction
from finetune.words import readable, split_words

# Words of a long text whose weight is looked for: each costs one more text to read.
_WORDS = 40


class Grounds(StrEnum):
    """What settled whether a text is in scope."""

    TAUGHT = "taught"
    TAUGHT_OUTSIDE = "taught as out of scope"
    SIGNS_ONLY = "no letter or digit, and not taught"
    EMPTY = "nothing but empty words, and not taught"
    MEASURED = "signs of doubt"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A training example with its likeness, the cosine before the intents are told apart."""

    text: str
    intent: str
    source: str
    cosine: float


@dataclass(frozen=True, slots=True)
class WordWeight:
    """What a word does: the network's probability of its intent, less that without the word."""

    word: str
    start: int
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A prediction with its reasons.

    `grounds` say what settled the scope. `shares` are what each sign adds to doubt, in log-odds:
    above `threshold` in sum the text is out of scope, where signs are the grounds.
    """

    prediction: Prediction
    grounds: Grounds
    shares: dict[str, float]
    threshold: float
    neighbours: tuple[Neighbour, ...]
    words: tuple[WordWeight, ...]

    @property
    def score(self) -> float:
        """Sum of the shares."""
        return sum(self.shares.values())


class Explainer:
    """Explains one model's predictions with the examples that it, or a later one, learned from."""

    def __init__(self, predictor: Predictor, examples: Sequence[Example]) -> None:
        self._predictor = predictor
        self._model = predictor.model
        self._examples = [each for each in examples if sign_key(each.text) is None]

    def explain(self, text: str, neighbours: int = 5) -> Explanation:
        """Return why a text is understood as it is."""
        model = self._model
        prediction = self._predictor.predict([text])[0]
        reading = self._predictor.read([text])
        signs = scope_signs(
            [readable(text)], reading, model.temperature, model.memory, model.familiarity
        )
        return Explanation(
            prediction=prediction,
            grounds=self._grounds(readable(text)),
            shares=model.scope.shares(signs[0]),
            threshold=model.scope.threshold,
            neighbours=self._neighbours(reading, neighbours),
            words=self._words(text, reading),
        )

    def _grounds(self, text: str) -> Grounds:
        """Return what settled the scope, in the order in which the predictor asks."""
        sign, known = sign_key(text), self._model.known_texts.intent_of(text)
        if sign is not None:
            return Grounds.TAUGHT if sign in self._model.taught_signs else Grounds.SIGNS_ONLY
        if known is not None:
            return Grounds.TAUGHT_OUTSIDE if known == OUTSIDE else Grounds.TAUGHT
        return Grounds.EMPTY if says_nothing(text) else Grounds.MEASURED

    def _neighbours(self, reading: Reading, count: int) -> tuple[Neighbour, ...]:
        cosines = self._remembered() @ reading.embeddings[0]
        nearest = np.argsort(-cosines, kind="stable")[:count]
        return tuple(
            Neighbour(each.text, each.intent, each.source, float(cosines[row]))
            for row, each in ((row, self._examples[row]) for row in nearest.tolist())
        )

    def _remembered(self) -> NDArray[np.float32]:
        """Return the examples' embeddings: the model's own, unless the examples have changed."""
        model, memory = self._model, self._model.memory
        intents = [model.intents[label] for label in memory.labels.tolist()]
        learned = [each.label for each in self._examples] == intents and all(
            model.known_texts.intent_of(each.text) in (each.label, None) for each in self._examples
        )
        if learned:
            return memory.embeddings
        return self._predictor.encode([each.text for each in self._examples])

    def _words(self, text: str, reading: Reading) -> tuple[WordWeight, ...]:
        words = [word for word in split_words(text) if word.text[0].isalnum()][:_WORDS]
        if len(words) < 2:
            return ()
        without = self._predictor.read([text[: word.start] + text[word.end :] for word in words])
        logits = np.concatenate([reading.logits, without.logits]).astype(np.float64)
        chances = softmax(logits / self._model.temperature)[:, int(reading.logits[0].argmax())]
        return tuple(
            WordWeight(word.text, word.start, float(chances[0] - chance))
            for word, chance in zip(words, chances[1:], strict=True)
        )
