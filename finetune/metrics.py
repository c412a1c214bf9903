"""Figures of understanding. Pure: plain values in, plain values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

_CALIBRATION_BINS = 15


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """How one label fares: `support` true items, `found` predicted ones, `right` of both."""

    name: str
    support: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the true items that were found."""
        return self.right / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.support + self.found) if self.support + self.found else 0.0


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often items of `expected` were taken for `predicted`."""

    expected: str
    predicted: str
    count: int


def accuracy(expected: Sequence[Hashable], predicted: Sequence[Hashable]) -> float:
    """Return the share of equal pairs; 0 for nothing."""
    if not expected:
        return 0.0
    return sum(a == b for a, b in zip(expected, predicted, strict=True)) / len(expected)


def matthews(expected: Sequence[str], predicted: Sequence[str]) -> float:
    """Return Matthews' correlation of two labellings, in [-1, 1]; 0 where one has a single label.

    For several labels as Gorodkin (2004) defines it.
    """
    count, right = len(expected), sum(a == b for a, b in zip(expected, predicted, strict=True))
    support, found = Counter(expected), Counter(predicted)
    together = right * count - sum(support[label] * found[label] for label in support)
    spread = count**2 - sum(number**2 for number in found.values())
    truth = count**2 - sum(number**2 for number in support.values())
    return float(together / np.sqrt(float(spread) * float(truth))) if spread and truth else 0.0


def label_figures(expected: Sequence[str], predicted: Sequence[str]) -> tuple[LabelFigures, ...]:
    """Return figures of every label that occurs on either side, by name."""
    support, found = Counter(expected), Counter(predicted)
    right = Counter(a for a, b in zip(expected, predicted, strict=True) if a == b)
    return tuple(
        LabelFigures(name, support[name], found[name], right[name])
        for name in sorted(support | found)
    )


def macro_f1(figures: Sequence[LabelFigures]) -> float:
    """Return the mean F1 over labels that have true items."""
    scores = [each.f1 for each in figures if each.support]
    return sum(scores) / len(scores) if scores else 0.0


def confusions(expected: Sequence[str], predicted: Sequence[str]) -> tuple[Confusion, ...]:
    """Return wrong pairs, most frequent first, then by name."""
    wrong = Counter((a, b) for a, b in zip(expected, predicted, strict=True) if a != b)
    ordered = sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(a, b, count) for (a, b), count in ordered)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive scores above a negative, ties counting half."""
    if not positive or not negative:
        raise ValueError("auroc needs at least one positive and one negative score")
    ordered = np.sort(np.asarray(negative, dtype=float))
    scores = np.asarray(positive, dtype=float)
    below = np.searchsorted(ordered, scores, side="left")
    at_most = np.searchsorted(ordered, scores, side="right")
    return float((below + at_most).sum() / (2 * len(scores) * len(ordered)))


def expected_calibration_error(
    confidences: Sequence[float], correct: Sequence[bool], bins: int = _CALIBRATION_BINS
) -> float:
    """Return the mean gap of confidence and accuracy over equally wide bins, by their weight."""
    if not confidences:
        return 0.0
    scores = np.asarray(confidences, dtype=float)
    right = np.asarray(correct, dtype=float)
    places = np.minimum((scores * bins).astype(int), bins - 1)
    gap = 0.0
    for place in range(bins):
        chosen = places == place
        if chosen.any():
            gap += abs(scores[chosen].mean() - right[chosen].mean()) * chosen.sum()
    return float(gap / len(scores))


def entity_figures(
    expected: Sequence[Collection[tuple[str, Hashable]]],
    predicted: Sequence[Collection[tuple[str, Hashable]]],
) -> tuple[LabelFigures, ...]:
    """Return figures by entity name; each text has a collection of (name, place)."""
    support: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for wanted, given in zip(expected, predicted, strict=True):
        support.update(name for name, _ in set(wanted))
        found.update(name for name, _ in set(given))
        right.update(name for name, _ in set(wanted) & set(given))
    return tuple(
        LabelFigures(name, support[name], found[name], right[name])
        for name in sorted(support | found)
    )


def micro_f1(figures: Sequence[LabelFigures]) -> float:
    """Return F1 over all items of all labels together."""
    right = sum(each.right for each in figures)
    counted = sum(each.support + each.found for each in figures)
    return 2 * right / counted if counted else 0.0
