import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.encoder import find_encoder
from finetune.errors import ModelError
from finetune.familiarity import Familiarity
from finetune.outliers import EVERYDAY, FOREIGN, gibberish
from finetune.sentence_encoder import SentenceEncoder
from finetune.sign_texts import sign_key, taught_signs
from finetune.training_data import prepare
from finetune.types import Example, NluData
from tests.finetune.small_talk import small_talk

ENGLISH = (
    "where is my order and when will it arrive",
    "i want to return the boots that i bought",
    "how much does the shipping cost to austria",
    "can i change the address of my order please",
)


def test_gibberish_and_other_languages_are_less_familiar() -> None:
    model = Familiarity.of(ENGLISH)

    known = model.score("when will my boots arrive")
    assert known > model.score("wo bleibt denn eigentlich mein paket")
    assert known > model.score("xkcd qwpo zzzxv")
    assert known > model.score("мой заказ")


def test_digits_and_capitals_make_no_difference() -> None:
    model = Familiarity.of(["order 12345"])

    assert model.score("ORDER  10042") == model.score("order 12345")


def test_counts_survive_json() -> None:
    model = Familiarity.of(ENGLISH)

    again = Familiarity.from_json(json.loads(json.dumps(model.to_json())))
    assert again.score("my order") == model.score("my order")
    with pytest.raises(ModelError, match="character counts"):
        Familiarity.from_json({"a": "b"})


@given(st.text(max_size=50))
@settings(deadline=None)
def test_any_text_has_a_score(text: str) -> None:
    assert -20 < Familiarity.of(ENGLISH).score(text) <= 0


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        (" \n", ""),
        ("👍", "👍"),
        ("👍🏽 👍", "👍"),
        ("❤️", "❤"),
        ("?!?!", "?!"),
        ("ok 👍", None),
        ("10042", None),
        ("包裹", None),
    ],
)
def test_texts_of_signs_alone_have_a_key(text: str, key: str | None) -> None:
    assert sign_key(text) == key


def test_signs_are_taught_by_examples() -> None:
    examples = [Example("👍", "affirm"), Example("👍👍", "deny"), Example("yes", "affirm")]

    assert taught_signs(examples) == {"👍": "affirm"}


def test_gibberish_is_seeded_and_has_no_sense() -> None:
    first = gibberish(20, np.random.default_rng(1))

    assert first == gibberish(20, np.random.default_rng(1))
    assert len(set(first)) == 20
    assert not set(first) & set(EVERYDAY)


def test_the_built_in_texts_are_distinct() -> None:
    texts = EVERYDAY + FOREIGN

    assert len({text.lower() for text in texts}) == len(texts) > 150


class MarkedEncoder:
    """Embeds by a mark: texts with the mark lie together, all others elsewhere."""

    fingerprint = "marked"

    def __init__(self, mark: str) -> None:
        self._mark = mark

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.array([[1.0, 0.0] if self._mark in t else [0.0, 1.0] for t in texts], np.float32)


def test_built_in_outliers_like_the_projects_own_topics_are_left_out() -> None:
    data = NluData(
        examples=tuple(
            Example(f"{word} weather", intent)
            for intent in ("now", "later")
            for word in ("nice", "bad", "wet", "dry")
        )
    )

    prepared = prepare(data, MarkedEncoder("weather"), 0.25, seed=1)

    used = (*prepared.outliers, *prepared.held_outliers)
    assert not [text for text in used if "weather" in text]
    assert "tell me a joke about penguins" in used


def test_the_parts_are_disjoint_and_signs_are_taken_out(tiny_encoder: Path) -> None:
    base = SentenceEncoder.load(find_encoder(str(tiny_encoder)), device="cpu")
    prepared = prepare(small_talk(), base, 0.2, seed=1)

    assert not set(prepared.train) & set(prepared.held_out)
    assert len(prepared.train) + len(prepared.held_out) == len(prepared.examples)
    assert not set(prepared.outliers) & set(prepared.held_outliers)
    assert prepared.taught_signs == {"👋": "greet"}
    assert "👋" not in {each.text for each in prepared.examples}
    assert prepared.base_vectors.shape == (len(prepared.examples), 32)
