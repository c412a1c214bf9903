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
# Below this many held-out texts a quantile is chance; calibration takes the training texts then.
MIN_HELD_OUT = 20
# So many out-of-scope texts of a validation set are a better measure than built-in ones.
_ENOUGH_OUTSIDE = 20


@dataclass(frozen=True, slots=True)
class TrainingData:
    """A run's data: examples with letters in them, numbered by intent, and texts of doubt.

    `held_out` and `held_outliers` calibrate; `train` and `outliers` are learned from. `taught` are
    the examples that a finished model may know: all but validation examples from elsewhere.
    `own_doubt` says that the project brought out-of-scope texts itself. `base_vectors` are the
    examples' embeddings before fine-tuning.
    """

    intents: tuple[str, ...]
    retrieval: dict[str, str]
    tags: TagSet
    taught_signs: dict[str, str]
    known_texts: KnownTexts
    examples: tuple[Example, ...]
    labels: tuple[int, ...]
    train: tuple[int, ...]
    held_out: tuple[int, ...]
    outliers: tuple[str, ...]
    held_outliers: tuple[str, ...]
    taught: tuple[int, ...]
    own_doubt: bool
    base_vectors: Vectors
    notes: tuple[str, ...]


def prepare(
    nlu: NluData,
    base: Encoder,
    validation_share: float,
    seed: int,
    valid: NluData | None = None,
) -> TrainingData:
    """Check and split a project's examples; TrainingError if they cannot be trained with.

    With `valid` nothing is held out: its examples and out-of-scope texts calibrate.
    """
    own_examples = _with_letters(nlu.examples)
    checked = () if valid is None else _with_letters(valid.examples)
    intents = _intents(own_examples, checked)
    examples = own_examples + checked
    labels = tuple(intents.index(each.label) for each in examples)
    taught = range(len(own_examples))
    train, held_out = hold_out(labels[: len(taught)], validation_share, seed)
    if valid is not None:
        _check_enough(checked)
        train, held_out = list(taught), list(range(len(taught), len(examples)))
    own = [each.text for each in nlu.out_of_scope]
    base_vectors = base.encode([each.text for each in examples])
    checked_outside = () if valid is None else [each.text for each in valid.out_of_scope]
    outliers, held_outliers = _doubtful(
        own, base, base_vectors[: len(taught)], seed, checked_outside
    )
    return TrainingData(
        intents=intents,
        retrieval={each.label: each.intent for each in own_examples if each.response_key},
        tags=TagSet.of(own_examples),
        taught_signs=taught_signs(nlu.examples),
        known_texts=_known(own_examples, own),
        examples=examples,
        labels=labels,
        train=tuple(train),
        held_out=tuple(held_out),
        outliers=tuple(outliers),
        held_outliers=tuple(held_outliers),
        taught=tuple(taught),
        own_doubt=bool(own) or bool(checked_outside),
        base_vectors=base_vectors,
        notes=_notes(own_examples, own),
    )


def _check_enough(checked: Sequence[Example]) -> None:
    if len(checked) < MIN_HELD_OUT:
        raise TrainingError(
            f"the validation set has {len(checked)} examples in scope, and calibration needs "
            f"{MIN_HELD_OUT}; add some, or leave it out and a part of the training data is taken"
        )


def _known(examples: Sequence[Example], outside: Sequence[str]) -> KnownTexts:
    taught = [(each.text, each.label) for each in examples]
    return KnownTexts.of([*taught, *((text, OUTSIDE) for text in outside)])


def _with_letters(examples: Sequence[Example]) -> tuple[Example, ...]:
    return tuple(each for each in examples if sign_key(each.text) is None)


def _intents(examples: Sequence[Example], checked: Sequence[Example]) -> tuple[str, ...]:
    intents = tuple(sorted({each.label for each in examples}))
    if len(intents) < 2:
        raise TrainingError(
            f"the training data has {len(intents)} intents with examples; at least 2 are needed"
        )
    for each in checked:
        if each.label not in intents:
            place = f"{each.source}: " if each.source else ""
            raise TrainingError(
                f"{place}intent {each.label!r} has no training example; add one or take it out"
            )
    return intents


def _doubtful(
    own: Sequence[str], base: Encoder, known: Vectors, seed: int, checked: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return out-of-scope texts to learn from and others to calibrate with."""
    rng = np.random.default_rng(seed)
    general = _far_from(known, base, (*EVERYDAY, *FOREIGN))
    sources = (own, general, gibberish(_GIBBERISH, rng))
    if len(checked) >= _ENOUGH_OUTSIDE:
        return [text for source in sources for text in source], list(checked)
    outliers: list[str] = []
    held_outliers: list[str] = list(checked)
    for source in sources:
        kept, held = hold_out([0] * len(source), _OUTLIERS_HELD_OUT, seed)
        outliers.extend(source[index] for index in kept)
        held_outliers.extend(source[index] for index in held)
    return outliers, held_outliers


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
