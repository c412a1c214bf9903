"""Whether a candidate may replace the current version. Pure: two evaluations in, a verdict out.

Both must be measured on the same frozen test set. A figure may fall a little, because a test set
is a sample; the budget of each is in the rule, and every figure is shown with its limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from finetune.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class PromotionRule:
    """How far each figure may fall, as a share in [0, 1].

    An intent's recall may fall by `intent_drop` of its test examples, but by one example in any
    case (`spare_examples`): one of eight is 12 points and says nothing. `intent_drops` sets the
    budget of single intents, and those get no spare example.
    """

    accuracy_drop: float = 0.005
    macro_f1_drop: float = 0.005
    oos_recall_drop: float = 0.02
    rejected_rise: float = 0.02
    intent_drop: float = 0.02
    spare_examples: int = 1
    intent_drops: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One compared figure; `limit` is the worst value the candidate may have."""

    name: str
    current: float
    candidate: float
    limit: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision, why, and all figures it rests on."""

    promote: bool
    reasons: tuple[str, ...]
    figures: tuple[Figure, ...]


_DEFAULT_RULE = PromotionRule()
# Figures are ratios of small whole numbers; this is far below one example of any test set.
_ROUNDING = 1e-9


def compare(
    current: Evaluation, candidate: Evaluation, rule: PromotionRule = _DEFAULT_RULE
) -> Verdict:
    """Decide whether the candidate may replace the current version."""
    if current.dataset != candidate.dataset:
        reason = "the two versions were measured on different test sets; evaluate both on one"
        return Verdict(promote=False, reasons=(reason,), figures=())
    figures = (*_headline(current, candidate, rule), *_intents(current, candidate, rule))
    failed = tuple(figure for figure in figures if not figure.passed)
    if failed:
        return Verdict(promote=False, reasons=tuple(map(_complaint, failed)), figures=figures)
    change = candidate.accuracy - current.accuracy
    reason = (
        f"no figure is below its limit; accuracy {candidate.accuracy:.1%} "
        f"({change * 100:+.1f} points), macro F1 {candidate.macro_f1:.1%}"
    )
    return Verdict(promote=True, reasons=(reason,), figures=figures)


def _headline(current: Evaluation, candidate: Evaluation, rule: PromotionRule) -> Iterator[Figure]:
    yield _at_least("accuracy", current.accuracy, candidate.accuracy, rule.accuracy_drop)
    yield _at_least("macro_f1", current.macro_f1, candidate.macro_f1, rule.macro_f1_drop)
    if current.oos_recall is not None and candidate.oos_recall is not None:
        yield _at_least(
            "oos_recall", current.oos_recall, candidate.oos_recall, rule.oos_recall_drop
        )
    limit = current.in_scope_rejected + rule.rejected_rise
    yield Figure(
        "in_scope_rejected",
        current.in_scope_rejected,
        candidate.in_scope_rejected,
        limit,
        candidate.in_scope_rejected <= limit + _ROUNDING,
    )


def _intents(current: Evaluation, candidate: Evaluation, rule: PromotionRule) -> Iterator[Figure]:
    after = {each.name: each for each in candidate.intents}
    for before in current.intents:
        if not before.support:
            continue
        budget = rule.intent_drops.get(before.name)
        if budget is None:
            budget = max(rule.intent_drop, rule.spare_examples / before.support)
        recall = after[before.name].recall if before.name in after else 0.0
        yield _at_least(f"recall of {before.name}", before.recall, recall, budget)


def _at_least(name: str, current: float, candidate: float, drop: float) -> Figure:
    limit = max(current - drop, 0.0)
    return Figure(name, current, candidate, limit, candidate >= limit - _ROUNDING)


def _complaint(figure: Figure) -> str:
    side = "above" if figure.candidate > figure.limit else "below"
    return (
        f"{figure.name} is {figure.candidate:.1%}, {side} the limit of {figure.limit:.1%} "
        f"(now {figure.current:.1%})"
    )
