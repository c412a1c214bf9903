"""What a model scores on labelled texts it has not seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from finetune.errors import ModelError
from finetune.metrics import (
    Confusion,
    LabelFigures,
    accuracy,
    auroc,
    confusions,
    entity_figures,
    expected_calibration_error,
    label_figures,
    macro_f1,
    micro_f1,
)
from finetune.types import EntitySpan, Example, Prediction

_KEPT_ERRORS = 100


class Predictor(Protocol):
    """Whatever understands texts."""

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Return one prediction for each text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Misreading:
    """A text whose intent was taken for another, or that was turned away or let in wrongly."""

    text: str
    expected: str
    predicted: str
    confidence: float
    doubt: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one model on one test set; shares are in [0, 1].

    `accuracy` is of the best intent before any rejection; `in_scope_rejected` the share of
    in-scope texts turned away; figures of out-of-scope texts or entities are None without any.
    `dataset` names the test set by its content: only equal ones may be compared.
    """

    dataset: str
    examples: int
    out_of_scope: int
    accuracy: float
    macro_f1: float
    ece: float
    in_scope_rejected: float
    oos_recall: float | None
    auroc: float | None
    entity_f1: float | None
    intents: tuple[LabelFigures, ...]
    entities: tuple[LabelFigures, ...]
    confusions: tuple[Confusion, ...]
    errors: tuple[Misreading, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; `from_json` reads them back."""
        return asdict(self)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Evaluation:
        """Read what `to_json` wrote; ModelError if a key is missing or unknown."""
        parts: dict[str, Any] = {
            "intents": LabelFigures,
            "entities": LabelFigures,
            "confusions": Confusion,
            "errors": Misreading,
        }
        try:
            built: dict[str, Any] = {
                key: tuple(parts[key](**each) for each in value) if key in parts else value
                for key, value in data.items()
            }
            return Evaluation(**built)
        except (TypeError, AttributeError) as error:
            raise ModelError(f"not an evaluation: {error}") from None

    def summary(self) -> dict[str, float | None]:
        """Return the headline figures by name."""
        names = (
            "accuracy",
            "macro_f1",
            "oos_recall",
            "in_scope_rejected",
            "auroc",
            "ece",
            "entity_f1",
        )
        return {name: getattr(self, name) for name in names}

    def rows(self) -> list[tuple[str, int, float, float, float, str]]:
        """Return the per-intent table: name, examples, precision, recall, F1, mostly taken for.

        The weakest intents come first.
        """
        taken_for: dict[str, str] = {}
        for each in self.confusions:
            taken_for.setdefault(each.expected, f"{each.predicted} ({each.count})")
        ordered = sorted(self.intents, key=lambda each: (each.f1, each.name))
        return [
            (e.name, e.support, e.precision, e.recall, e.f1, taken_for.get(e.name, ""))
            for e in ordered
        ]


def evaluate(
    predictor: Predictor, examples: Sequence[Example], out_of_scope: Sequence[str] = ()
) -> Evaluation:
    """Measure a predictor on labelled examples and on texts that no intent fits."""
    predictions = predictor.predict([example.text for example in examples])
    outside = predictor.predict(out_of_scope)
    expected = [example.intent for example in examples]
    found = [prediction.intent.name for prediction in predictions]
    entities = entity_figures(
        [_places(example.entities) for example in examples],
        [_places(prediction.entities) for prediction in predictions],
    )
    figures = label_figures(expected, found)
    count = max(len(examples), 1)
    return Evaluation(
        dataset=dataset_hash(examples, out_of_scope),
        examples=len(examples),
        out_of_scope=len(out_of_scope),
        accuracy=accuracy(expected, found),
        macro_f1=macro_f1(figures),
        ece=expected_calibration_error(
            [prediction.intent.confidence for prediction in predictions],
            [a == b for a, b in zip(expected, found, strict=True)],
        ),
        in_scope_rejected=sum(not prediction.in_scope for prediction in predictions) / count,
        oos_recall=sum(not each.in_scope for each in outside) / len(outside) if outside else None,
        auroc=_doubt_auroc(predictions, outside),
        entity_f1=micro_f1(entities) if any(each.support for each in entities) else None,
        intents=figures,
        entities=entities,
        confusions=confusions(expected, found),
        errors=tuple(_errors(examples, predictions, outside))[:_KEPT_ERRORS],
    )


def dataset_hash(examples: Sequence[Example], out_of_scope: Sequence[str] = ()) -> str:
    """Return a hash of texts, intents and entities that does not depend on their order."""
    lines = [
        json.dumps([e.text, e.intent, sorted(map(str, _places(e.entities)))], ensure_ascii=True)
        for e in examples
    ]
    lines += [json.dumps([text, None, []], ensure_ascii=True) for text in out_of_scope]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _places(spans: Sequence[EntitySpan]) -> list[tuple[str, tuple[int, int, str | None]]]:
    return [(span.entity, (span.start, span.end, span.role)) for span in spans]


def _doubt_auroc(inside: Sequence[Prediction], outside: Sequence[Prediction]) -> float | None:
    if not inside or not outside:
        return None
    return auroc([each.doubt for each in outside], [each.doubt for each in inside])


def _errors(
    examples: Sequence[Example], predictions: Sequence[Prediction], outside: Sequence[Prediction]
) -> list[Misreading]:
    """Return misread texts, the most confident first: those are the ones to look at."""
    wrong = [
        Misreading(p.text, example.intent, p.intent.name, p.intent.confidence, p.doubt)
        for example, p in zip(examples, predictions, strict=True)
        if p.intent.name != example.intent or not p.in_scope
    ]
    wrong += [
        Misreading(p.text, "out_of_scope", p.intent.name, p.intent.confidence, p.doubt)
        for p in outside
        if p.in_scope
    ]
    return sorted(wrong, key=lambda each: (-each.confidence, each.text))
