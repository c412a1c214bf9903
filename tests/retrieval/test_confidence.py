from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.build import build_index
from retrieval.calibration import calibrate
from retrieval.catalog import Catalog
from retrieval.confidence import MIN_OBSERVATIONS, Confidence, Observation
from retrieval.index import Index
from retrieval.types import FaqEntry
from tests.fakes.encoder import WordEncoder

cosines = st.floats(-1, 1)
margins = st.floats(-20, 20)
shares = st.floats(0, 1)


def observations(count: int, seed: int = 0) -> list[Observation]:
    """Return what a search would see whose answers are right the likelier the nearer they are."""
    random = np.random.default_rng(seed)
    seen = []
    for _ in range(count):
        cosine, margin, coverage = random.random(), random.normal(), random.random()
        likely = 1 / (1 + np.exp(-(-3 + 4 * cosine + margin + coverage)))
        seen.append(Observation(cosine, margin, coverage, bool(random.random() < likely)))
    return seen


def test_the_fit_finds_the_rule_behind_the_observations() -> None:
    fitted = Confidence.fit(observations(5000))
    assert fitted.bias == pytest.approx(-3, abs=0.4)
    assert fitted.cosine == pytest.approx(4, abs=0.5)
    assert fitted.margin == pytest.approx(1, abs=0.2)


def test_what_it_says_is_how_often_it_is_right() -> None:
    fitted = Confidence.fit(observations(5000))
    fresh = observations(5000, seed=1)
    for low in (0.1, 0.3, 0.5, 0.7, 0.9):
        inside = [one.right for one in fresh if low <= fitted.of(one) < low + 0.1]
        if len(inside) > 100:
            assert np.mean(inside) == pytest.approx(low + 0.05, abs=0.08)


def test_few_or_one_sided_observations_leave_the_defaults() -> None:
    assert Confidence.fit(observations(MIN_OBSERVATIONS)) == Confidence()
    assert Confidence.fit([Observation(1, 1, 1, right=True)] * 1000) == Confidence()


def test_odd_data_never_make_likeness_count_against_an_answer() -> None:
    turned = [
        Observation(one.cosine, one.margin, one.coverage, not one.right)
        for one in observations(2000)
    ]
    fitted = Confidence.fit(turned)
    assert min(fitted.cosine, fitted.margin, fitted.coverage) == 0.0


@given(cosines, margins, shares, cosines)
@settings(deadline=None)
def test_it_is_a_probability_that_grows_with_likeness(
    cosine: float, margin: float, coverage: float, other: float
) -> None:
    confidence = Confidence()
    low, high = sorted((cosine, other))
    first = confidence.of(Observation(low, margin, coverage))
    second = confidence.of(Observation(high, margin, coverage))
    assert 0 < first <= second < 1


def test_calibration_tells_known_questions_from_unknown_ones(tmp_path: object) -> None:
    topics = ["boots", "tents", "stoves", "socks", "poles", "mats", "lamps", "filters", "packs"]
    asked = ["how do i wash {}", "wash care of {}", "cleaning my {}", "can {} go in the washer"]
    entries = [
        FaqEntry(f"{topic}-{number}", topic,
                 tuple(f"{one.format(topic)} number{number}" for one in asked),
                 f"Wash {topic} number{number} by hand. Dry them well.")
        for topic in topics
        for number in range(6)
    ]  # fmt: skip
    encoder = WordEncoder()
    index = Index.open(tmp_path / build_index(Catalog.of(faqs=entries), encoder, tmp_path))  # type: ignore[operator, arg-type]
    fitted = calibrate(index.knowledge)
    assert fitted == index.knowledge.confidence != Confidence()
    known, unknown = "cleaning of stoves number3", "opening hours on sunday"
    scores = [
        index.knowledge.search(text, encoder.encode([text])[0], 1)[0].score
        for text in (known, unknown)
    ]
    assert scores[0] > 0.5 > scores[1]
