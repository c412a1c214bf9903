"""A trial: a model trained on labelled texts and measured on others, and then thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from finetune.evaluation import Evaluation, evaluate
from finetune.metrics import accuracy, matthews
from finetune.predictor import Predictor
from finetune.run import Progress
from finetune.settings import TrainingSettings
from finetune.training import TrainingReport, train
from finetune.types import NluData, Prediction

# Texts read at once: doubt compares each with every training text, which takes memory.
_AT_ONCE = 512
# No intent has this name: what is turned away is taken for nothing.
_NOTHING = ""


@dataclass(frozen=True, slots=True)
class TrialFigures:
    """What a trial says; shares are in [0, 1], figures without rows to measure them on are None.

    `accuracy`, `macro_f1` and `ece` are of in-scope rows without any rejection. The rest is with
    the threshold that training chose: `in_scope_accuracy` counts a row that was turned away as
    wrong, `mcc` takes out-of-scope for one more label. `auroc` is of doubt.
    """

    accuracy: float
    in_scope_accuracy: float
    in_scope_rejected: float
    oos_recall: float | None
    oos_precision: float | None
    auroc: float | None
    mcc: float
    macro_f1: float
    ece: float
    entity_f1: float | None
    train_seconds: float
    examples: int
    intents: int
    out_of_scope: int
    test_examples: int
    test_out_of_scope: int
    test_unknown_intents: int
    mode: str
    why: str


class _Remembering:
    """A predictor that reads in small lots and keeps what it said."""

    def __init__(self, predictor: Predictor) -> None:
        self._predictor = predictor
        self.said: dict[str, Prediction] = {}

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Return one prediction for each text, in order."""
        for start in range(0, len(texts), _AT_ONCE):
            for prediction in self._predictor.predict(texts[start : start + _AT_ONCE]):
                self.said[prediction.text] = prediction
        return [self.said[text] for text in texts]


def run_trial(
    training: NluData,
    test: NluData,
    settings: TrainingSettings,
    *,
    valid: NluData | None = None,
    progress: Progress | None = None,
) -> tuple[TrialFigures, Evaluation]:
    """Train on `training`, choose thresholds on `valid` if there is one, measure on `test`.

    Raises TrainingError or EncoderError.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = train(training, settings, Path(folder), progress=progress, valid=valid)
        reader = _Remembering(Predictor.load(Path(folder), device=settings.device))
        measured = evaluate(reader, test.examples, [each.text for each in test.out_of_scope])
    return _figures(report, measured, training, test, reader), measured


def _figures(
    report: TrainingReport,
    measured: Evaluation,
    training: NluData,
    test: NluData,
    reader: _Remembering,
) -> TrialFigures:
    inside, outside = test.examples, [each.text for each in test.out_of_scope]
    known = {each.intent for each in training.examples}
    texts = [*(each.text for each in inside), *outside]
    expected = [*(each.intent for each in inside), *(_NOTHING for _ in outside)]
    said = [reader.said[text] for text in texts]
    found = [each.intent.name if each.in_scope else _NOTHING for each in said]
    refused = found.count(_NOTHING)
    rightly = found[len(inside) :].count(_NOTHING)
    return TrialFigures(
        accuracy=measured.accuracy,
        in_scope_accuracy=accuracy(expected[: len(inside)], found[: len(inside)]),
        in_scope_rejected=measured.in_scope_rejected,
        oos_recall=measured.oos_recall,
        oos_precision=rightly / refused if outside and refused else None,
        auroc=measured.auroc,
        mcc=matthews(expected, found),
        macro_f1=measured.macro_f1,
        ece=measured.ece,
        entity_f1=measured.entity_f1,
        train_seconds=report.seconds,
        examples=report.examples,
        intents=report.intents,
        out_of_scope=report.out_of_scope,
        test_examples=len(inside),
        test_out_of_scope=len(outside),
        test_unknown_intents=len({each.intent for each in inside} - known),
        mode=report.mode,
        why=report.why,
    )
