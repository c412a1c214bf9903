"""The nouns of understanding: training examples and what the model says of a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.source_problem import SourceProblem


@dataclass(frozen=True, slots=True)
class EntitySpan:
    """An entity in a text: characters [start, end), the value after synonyms, who found it."""

    entity: str
    start: int
    end: int
    value: Any
    confidence: float = 1.0
    extractor: str = "model"
    role: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled utterance; `source` is "file:line" for messages about it.

    `response_key` is the full name of a retrieval intent ("faq/shipping"), whose `intent` is
    its first part ("faq").
    """

    text: str
    intent: str
    entities: tuple[EntitySpan, ...] = ()
    source: str = ""
    response_key: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What is learned of it: the full name of a retrieval intent, else the intent."""
        return self.response_key or self.intent


@dataclass(frozen=True, slots=True)
class NluData:
    """All of a project's NLU training data. `lookups` and `regexes` go by entity name.

    `responses` are the response templates written beside the examples. `warnings` are faults
    that do not stop training, such as one text under two intents.
    """

    examples: tuple[Example, ...]
    out_of_scope: tuple[Example, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    lookups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    regexes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    responses: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    warnings: tuple[SourceProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class IntentScore:
    """An intent with its calibrated probability."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one forward pass says of one text.

    `ranking` is ordered, best first, calibrated probabilities over the in-scope intents.
    `in_scope` is the out-of-scope decision; `doubt` in [0, 1] is how far it is from certain.
    `embedding` is the unit vector that retrieval uses, shape (width,). `responses` are the full
    names of retrieval intents ("faq/shipping"), best first; their probabilities add up to that of
    their intent.
    """

    text: str
    ranking: tuple[IntentScore, ...]
    in_scope: bool
    doubt: float
    entities: tuple[EntitySpan, ...]
    embedding: NDArray[np.float32]
    responses: tuple[IntentScore, ...] = ()

    @property
    def intent(self) -> IntentScore:
        """The most probable intent."""
        return self.ranking[0]
