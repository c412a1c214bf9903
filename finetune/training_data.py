"""From a project's examples to what a run learns from and what it is calibrated on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from finetune.entity_tags import TagSet
from finetune.errors import TrainingError
from finetune.known_texts import OUTSIDE, KnownTexts
from finetune.outliers import EVERYDAY, FOREIGN, gibberish
from finetune.sign_texts import sign_key, taught_signs
from finetune.split import hold_out
from finetune.types import Example, NluData
from retrieval.types import Encoder, Vectors

# Meaningless strings among the texts that train doubt.
_GIBBERISH = 60
# A built-in out-of-scope sentence this close to a training text could be one of the project's.
_TOO_CLOSE = 0.55
# Share of out-of-scope texts that are kept from training to fit the decision on: the decision
# needs texts that training has not pushed away, and training needs variety.
_OUTLIERS_HELD_OUT = 0.4
_FEW_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class TrainingData:
    """A run's data: examples with letters in them, numbered by intent, and texts of doubt.

    `held_out` and `held_outliers` calibrate; `train` and `outliers` are learned from.
    `base_vectors` are the examples' embeddings before fine-tuning.
    """

    intents: tuple[str, ...]
    tags: TagSet
    taught_signs: dict[str, str]
    known_texts: KnownTexts
    examples: tuple[Example, ...]
    labels: tuple[int, ...]
    train: tuple[int, ...]
    held_out: tuple[int, ...]
    outliers: tuple[str, ...]
    held_outliers: tuple[str, ...]
    base_vectors: Vectors
    notes: tuple[str, ...]


def prepare(nlu: NluData, base: Encoder, validation_share: float, seed: int) -> TrainingData:
    """Check and split a project's examples; TrainingError if they cannot be trained with."""
    examples = tuple(each for each in nlu.examples if sign_key(each.text) is None)
    intents = tuple(sorted({each.label for each in examples}))
    if len(intents) < 2:
        raise TrainingError(
            f"the training data has {len(intents)} intents with examples; at least 2 are needed"
        )
    labels = tuple(intents.index(each.label) for each in examples)
    train, held_out = hold_out(labels, validation_share, seed)
    rng = np.random.default_rng(seed)
    own = [each.text for each in nlu.out_of_scope]
    base_vectors = base.encode([each.text for each in examples])
    general = _far_from(base_vectors, base, (*EVERYDAY, *FOREIGN))
    outliers: list[str] = []
    held_outliers: list[str] = []
    for source in (own, general, gibberish(_GIBBERISH, rng)):
        kept, held = hold_out([0] * len(source), _OUTLIERS_HELD_OUT, seed)
        outliers.extend(source[index] for index in kept)
        held_outliers.extend(source[index] for index in held)
    return TrainingData(
        intents=intents,
        tags=TagSet.of(examples),
        taught_signs=taught_signs(nlu.examples),
        known_texts=KnownTexts.of(
            [
                *((each.text, each.label) for each in examples),
                *((each.text, OUTSIDE) for each in nlu.out_of_scope),
            ]
        ),
        examples=examples,
        labels=labels,
        train=tuple(train),
        held_out=tuple(held_out),
        outliers=tuple(outliers),
        held_outliers=tuple(held_outliers),
        base_vectors=base_vectors,
        notes=_notes(examples, own),
    )


def _far_from(known: Vectors, base: Encoder, candidates: Sequence[str]) -> list[str]:
    """Return the candidates that resemble no training text."""
    nearest = (base.encode(candidates) @ known.T).max(axis=1)
    return [text for text, cosine in zip(candidates, nearest, strict=True) if cosine < _TOO_CLOSE]


def _notes(examples: Sequence[Example], own_outliers: Sequence[str]) -> tuple[str, ...]:
    """Return what a person should know about the data."""
    counts = Counter(each.label for each in examples)
    few = sorted(name for name, count in counts.items() if count < _FEW_EXAMPLES)
    notes = [
        f"intent {name} has {counts[name]} examples; fewer than {_FEW_EXAMPLES} are hardly learned"
        for name in few
    ]
    if not own_outliers:
        notes.append(
            "no out_of_scope examples: doubt is trained on built-in ones; add your own for better"
        )
    return tuple(notes)
