import dataclasses

import pytest

from finetune.settings import TrainingSettings
from finetune.trial import TrialFigures, run_trial
from finetune.types import Example, NluData
from tests.finetune.small_talk import small_talk

STRANGE = ("zxq vbn qqq", "xkcd wvut zzzq")


def measured(settings: TrainingSettings, test: NluData) -> TrialFigures:
    asked = dataclasses.replace(settings, mode="frozen", epochs=None)
    figures, _ = run_trial(small_talk(), test, asked)
    return figures


def test_figures_are_of_the_test_rows_and_their_thresholds(settings: TrainingSettings) -> None:
    outside = tuple(Example(text, "out") for text in STRANGE)
    test = dataclasses.replace(small_talk(), out_of_scope=outside)
    figures = measured(settings, test)

    assert figures.accuracy > 0.9
    assert figures.in_scope_accuracy <= figures.accuracy
    assert figures.oos_recall == 1.0
    assert figures.oos_precision is not None
    assert figures.accuracy - figures.in_scope_accuracy <= figures.in_scope_rejected + 1e-9
    assert figures.auroc == pytest.approx(1.0)
    assert 0.8 < figures.mcc <= 1.0
    assert figures.mode == "frozen"
    assert figures.examples == figures.test_examples == len(test.examples)
    assert (figures.intents, figures.test_out_of_scope) == (4, 2)
    assert figures.entity_f1 is not None


def test_without_out_of_scope_rows_their_figures_are_none(settings: TrainingSettings) -> None:
    test = NluData((Example("where is my order", "order_status"),))
    figures = measured(settings, test)

    assert (figures.oos_recall, figures.oos_precision, figures.auroc) == (None, None, None)


def test_wrong_labels_and_unknown_intents_count_as_wrong(settings: TrainingSettings) -> None:
    data = small_talk()
    rows = (*data.examples[:8], Example("where is my order", "boats"))
    figures = measured(settings, NluData(rows))

    assert figures.test_unknown_intents == 1
    assert figures.accuracy == pytest.approx(8 / 9)


def test_a_slash_in_a_label_is_part_of_it(settings: TrainingSettings) -> None:
    """Only NLU files have retrieval intents; labels of other data are what they are."""
    data = small_talk()
    named = tuple(dataclasses.replace(one, intent=f"all/{one.intent}") for one in data.examples)
    asked = dataclasses.replace(settings, mode="frozen", epochs=None)
    figures, _ = run_trial(NluData(named), NluData(named), asked)
    assert figures.accuracy > 0.9
