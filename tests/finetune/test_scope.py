import numpy as np
import pytest

from finetune.familiarity import Familiarity
from finetune.inference import Reading
from finetune.scope import SIGNS, Memory, scope_signs

FAMILIARITY = Familiarity.of(["where is my order", "hello there"])
MEMORY = Memory(
    features=np.eye(3, dtype=np.float32)[[0, 0, 1]],
    embeddings=np.eye(3, dtype=np.float32)[[0, 0, 1]],
    labels=np.array([0, 0, 1]),
)


def reading(features: list[float], embedding: list[float], cosines: list[float]) -> Reading:
    return Reading(
        embeddings=np.array([embedding], dtype=np.float32),
        features=np.array([features], dtype=np.float32),
        cosines=np.array([cosines], dtype=np.float32),
        logits=np.array([cosines], dtype=np.float32) * 10,
        words=((),),
        tag_log_probs=(np.zeros((0, 1), dtype=np.float32),),
    )


def signs(read: Reading, text: str = "where is my order") -> dict[str, float]:
    row = scope_signs([text], read, 1.0, MEMORY, FAMILIARITY)[0]
    return dict(zip(SIGNS, row.tolist(), strict=True))


def test_a_clear_text_has_better_signs_than_a_strange_one() -> None:
    clear = signs(reading([1, 0, 0], [1, 0, 0], [0.9, 0.1]))
    strange = signs(reading([0, 0, 1], [0, 0, 1], [0.2, 0.1]), "zzxq vv")

    for name in (
        "log_odds",
        "margin",
        "cosine",
        "energy",
        "neighbours",
        "likeness",
        "familiarity",
    ):
        assert clear[name] > strange[name]


def test_likeness_sees_the_embedding_that_features_hide() -> None:
    known = signs(reading([1, 0, 0], [1, 0, 0], [0.9, 0.1]))
    hidden = signs(reading([1, 0, 0], [0, 0, 1], [0.9, 0.1]))

    assert hidden["neighbours"] == known["neighbours"]
    assert hidden["likeness"] < known["likeness"]


def test_agreement_is_the_share_of_neighbours_with_the_best_intent() -> None:
    assert signs(reading([1, 0, 0], [1, 0, 0], [0.9, 0.1]))["agreement"] == pytest.approx(2 / 3)
    assert signs(reading([1, 0, 0], [1, 0, 0], [0.1, 0.9]))["agreement"] == pytest.approx(1 / 3)


def test_extreme_logits_stay_finite() -> None:
    row = scope_signs(["x"], reading([1, 0, 0], [1, 0, 0], [1e3, -1e3]), 1.0, MEMORY, FAMILIARITY)

    assert np.isfinite(row).all()
