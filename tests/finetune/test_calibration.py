import json

import numpy as np
import pytest

from finetune.calibration import ScopeRule, fit_temperature, softmax
from finetune.errors import ModelError
from finetune.metrics import expected_calibration_error


def test_softmax_rows_are_probabilities_whatever_the_size() -> None:
    rows = softmax(np.array([[1e4, 0.0, -1e4], [0.0, 0.0, 0.0]]))

    assert rows.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert rows[1] == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("sharpness", [0.3, 1.0, 4.0])
def test_the_temperature_undoes_false_confidence(sharpness: float) -> None:
    rng = np.random.default_rng(1)
    honest = rng.normal(size=(4_000, 5)) * 2
    labels = [int(rng.choice(5, p=row)) for row in softmax(honest)]

    temperature = fit_temperature(honest * sharpness, labels)

    assert temperature == pytest.approx(sharpness, rel=0.1)
    calibrated = softmax(honest * sharpness / temperature)
    right = (calibrated.argmax(axis=1) == labels).tolist()
    assert expected_calibration_error(calibrated.max(axis=1).tolist(), right) < 0.03


def test_without_texts_the_temperature_is_one() -> None:
    assert fit_temperature(np.zeros((0, 3)), []) == 1.0


def samples(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    inside = rng.normal([2.0, 10.0, 0.0], [1.0, 5.0, 1.0], size=(400, 3))
    outside = rng.normal([-1.0, 0.0, 0.0], [1.0, 5.0, 1.0], size=(150, 3))
    return inside, outside


def test_the_rule_turns_away_as_many_as_it_was_told_and_finds_the_others() -> None:
    inside, outside = samples(np.random.default_rng(2))
    rule = ScopeRule.fit(("a", "b", "c"), inside, outside, 0.03)

    more_inside, more_outside = samples(np.random.default_rng(3))
    assert (rule.doubt(inside) > 0.5).mean() <= 0.03
    assert (rule.doubt(more_inside) > 0.5).mean() < 0.06
    assert (rule.doubt(more_outside) > 0.5).mean() > 0.85


def test_a_useless_sign_gets_little_weight() -> None:
    rule = ScopeRule.fit(("a", "b", "c"), *samples(np.random.default_rng(2)), 0.03)

    assert abs(rule.weights[2]) < 0.2 * abs(rule.weights[0])


def test_doubt_grows_with_distance_and_stays_in_bounds() -> None:
    rule = ScopeRule.fit(("a", "b", "c"), *samples(np.random.default_rng(2)), 0.03)

    doubts = rule.doubt(np.array([[1e6, 1e6, 0.0], [2.0, 10.0, 0.0], [-1e6, -1e6, 0.0]]))

    assert doubts[0] < doubts[1] < doubts[2]
    assert ((doubts >= 0.0) & (doubts <= 1.0)).all()


def test_a_constant_sign_does_no_harm() -> None:
    inside, outside = samples(np.random.default_rng(2))
    inside[:, 2] = outside[:, 2] = 7.0

    rule = ScopeRule.fit(("a", "b", "c"), inside, outside, 0.03)

    assert (rule.doubt(outside) > 0.5).mean() > 0.85
    assert np.isfinite(rule.doubt(inside)).all()


def test_a_rule_survives_json() -> None:
    rule = ScopeRule.fit(("a", "b", "c"), *samples(np.random.default_rng(2)), 0.03)

    assert ScopeRule.from_json(json.loads(json.dumps(rule.to_json()))) == rule


@pytest.mark.parametrize("change", [{"means": [1.0]}, {"threshold": "x"}, {"signs": None}])
def test_other_json_is_refused(change: dict[str, object]) -> None:
    rule = ScopeRule(("a", "b"), (0.0, 0.0), (1.0, 1.0), (1.0, 1.0), 0.0)

    with pytest.raises(ModelError, match="not a scope rule"):
        ScopeRule.from_json({**rule.to_json(), **change})
