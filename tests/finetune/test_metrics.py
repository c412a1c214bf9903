import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.metrics import (
    Confusion,
    accuracy,
    auroc,
    confusions,
    entity_figures,
    expected_calibration_error,
    label_figures,
    macro_f1,
    matthews,
    micro_f1,
)

SCORES = st.lists(st.floats(-5, 5, allow_nan=False, width=16), min_size=1, max_size=12)


def test_accuracy_is_the_share_of_equal_pairs() -> None:
    assert accuracy(["a", "b", "c", "d"], ["a", "b", "x", "d"]) == 0.75
    assert accuracy([], []) == 0.0


def test_figures_of_each_label() -> None:
    figures = label_figures(["a", "a", "a", "b"], ["a", "a", "b", "c"])

    assert [each.name for each in figures] == ["a", "b", "c"]
    a, b, c = figures
    assert (a.support, a.precision, a.recall) == (3, 1.0, pytest.approx(2 / 3))
    assert a.f1 == pytest.approx(0.8)
    assert (b.support, b.precision, b.recall, b.f1) == (1, 0.0, 0.0, 0.0)
    assert (c.support, c.found, c.recall) == (0, 1, 0.0)


def test_macro_f1_leaves_out_labels_without_true_items() -> None:
    figures = label_figures(["a", "a", "b", "b"], ["a", "a", "c", "b"])

    assert macro_f1(figures) == pytest.approx((1.0 + 2 / 3) / 2)
    assert macro_f1(()) == 0.0


def test_confusions_are_ordered_by_count_then_name() -> None:
    found = confusions(["a", "a", "b", "c", "b"], ["b", "b", "c", "a", "b"])

    assert found == (Confusion("a", "b", 2), Confusion("b", "c", 1), Confusion("c", "a", 1))


def test_auroc_of_known_orders() -> None:
    assert auroc([3, 4], [1, 2]) == 1.0
    assert auroc([1, 2], [3, 4]) == 0.0
    assert auroc([1, 1], [1, 1]) == 0.5
    assert auroc([2, 4], [1, 3]) == 0.75
    with pytest.raises(ValueError, match="at least one"):
        auroc([], [1.0])


@given(SCORES, SCORES)
@settings(deadline=None)
def test_auroc_is_the_chance_of_the_right_order(
    positive: list[float], negative: list[float]
) -> None:
    counted = np.mean([(p > n) + 0.5 * (p == n) for p in positive for n in negative])

    assert auroc(positive, negative) == pytest.approx(counted)
    assert auroc(negative, positive) == pytest.approx(1 - counted)


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    assert expected_calibration_error([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0.0)
    assert expected_calibration_error([0.9] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.4)
    assert expected_calibration_error([1.0, 0.2], [True, False]) == pytest.approx(0.1)
    assert expected_calibration_error([], []) == 0.0


def test_entity_figures_count_exact_places() -> None:
    expected = [[("city", (0, 3)), ("city", (5, 8))], [("size", (2, 4))]]
    predicted = [[("city", (0, 3)), ("city", (5, 9))], []]

    city, size = entity_figures(expected, predicted)

    assert (city.support, city.found, city.right) == (2, 2, 1)
    assert (size.support, size.found, size.right) == (1, 0, 0)
    assert micro_f1((city, size)) == pytest.approx(2 * 1 / (3 + 2))
    assert micro_f1(()) == 0.0


def test_matthews_correlation_of_two_and_of_several_labels() -> None:
    # 3 right, 1 wrong of each kind: (3 * 3 - 1 * 1) / (4 * 4)
    assert matthews("aaaabbbb", "aaabbbba") == pytest.approx(0.5)
    assert matthews("abc", "abc") == 1.0
    assert matthews("abcabc", "bcabca") == pytest.approx(-0.5)
    assert matthews("abab", "aaaa") == 0.0
    assert matthews("", "") == 0.0
