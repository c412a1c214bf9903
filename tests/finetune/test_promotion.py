from dataclasses import replace

import pytest

from finetune.evaluation import Evaluation
from finetune.metrics import LabelFigures
from finetune.promotion import PromotionRule, compare


def evaluation(**changes: object) -> Evaluation:
    base = Evaluation(
        dataset="d",
        examples=100,
        out_of_scope=50,
        accuracy=0.95,
        macro_f1=0.94,
        ece=0.02,
        in_scope_rejected=0.03,
        oos_recall=0.9,
        auroc=0.98,
        entity_f1=0.9,
        intents=(LabelFigures("greet", 8, 8, 8), LabelFigures("refund_status", 100, 100, 95)),
        entities=(),
        confusions=(),
        errors=(),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def intents(greet: int, refund: int) -> tuple[LabelFigures, ...]:
    return (
        LabelFigures("greet", 8, greet, greet),
        LabelFigures("refund_status", 100, refund, refund),
    )


def test_an_equal_candidate_is_promoted() -> None:
    verdict = compare(evaluation(), evaluation())

    assert verdict.promote
    assert "95.0%" in verdict.reasons[0]
    assert all(figure.passed for figure in verdict.figures)
    assert {figure.name for figure in verdict.figures} == {
        "accuracy",
        "macro_f1",
        "oos_recall",
        "in_scope_rejected",
        "recall of greet",
        "recall of refund_status",
    }


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"accuracy": 0.944}, "accuracy"),
        ({"macro_f1": 0.934}, "macro_f1"),
        ({"oos_recall": 0.87}, "oos_recall"),
        ({"in_scope_rejected": 0.06}, "in_scope_rejected"),
        ({"intents": intents(6, 95)}, "recall of greet"),
        ({"intents": intents(8, 92)}, "recall of refund_status"),
        ({"intents": intents(8, 95)[:1]}, "recall of refund_status"),
        ({"accuracy": float("nan")}, "accuracy"),
    ],
)
def test_a_figure_past_its_budget_stops_the_promotion(
    changes: dict[str, object], named: str
) -> None:
    verdict = compare(evaluation(), evaluation(**changes))

    assert not verdict.promote
    assert [figure.name for figure in verdict.figures if not figure.passed] == [named]
    assert named in verdict.reasons[0]
    assert "limit" in verdict.reasons[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"accuracy": 0.945},
        {"macro_f1": 0.935},
        {"oos_recall": 0.88},
        {"in_scope_rejected": 0.05},
        {"intents": intents(7, 93)},
    ],
)
def test_a_figure_within_its_budget_passes(changes: dict[str, object]) -> None:
    assert compare(evaluation(), evaluation(**changes)).promote


def test_a_protected_intent_has_no_spare_example() -> None:
    rule = PromotionRule(intent_drops={"greet": 0.0})

    verdict = compare(evaluation(), evaluation(intents=intents(7, 95)), rule)

    assert not verdict.promote
    assert "greet" in verdict.reasons[0]


def test_a_new_intent_needs_no_former_figure() -> None:
    added = (*evaluation().intents, LabelFigures("new", 4, 1, 1))

    assert compare(evaluation(), evaluation(intents=added)).promote


def test_missing_out_of_scope_texts_are_not_compared() -> None:
    assert compare(evaluation(oos_recall=None), evaluation(oos_recall=None)).promote


def test_different_test_sets_are_never_compared() -> None:
    verdict = compare(evaluation(), evaluation(dataset="other", accuracy=1.0))

    assert not verdict.promote
    assert "different test sets" in verdict.reasons[0]
    assert verdict.figures == ()
