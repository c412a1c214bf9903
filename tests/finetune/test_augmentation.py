import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.annotation import read_annotated
from finetune.augmentation import AugmentationRates, Augmenter, mistype
from finetune.types import Example

NEVER = AugmentationRates(typo=0.0, lower=0.0, punctuation=0.0, entity=0.0)
ALWAYS = AugmentationRates(typo=1.0, lower=1.0, punctuation=1.0, entity=1.0)
ANNOTATED = (
    "I'd like the [Moraine Col](product) in [Blue](colour), please!",
    "is the [Tarn](product) okay?",
    "[Red](colour)",
    "hm",
)


def examples() -> list[Example]:
    return [Example(text, "x", spans) for text, spans in map(read_annotated, ANNOTATED)]


def augmenter(rates: AugmentationRates) -> Augmenter:
    return Augmenter(examples(), {"colour": ("moss green",)}, rates)


def test_nothing_changes_at_rate_zero() -> None:
    rng = np.random.default_rng(1)

    assert [augmenter(NEVER).vary(each, rng) for each in examples()] == examples()


def test_the_same_seed_gives_the_same_variants() -> None:
    first, second = (
        [augmenter(ALWAYS).vary(each, np.random.default_rng(4)) for each in examples()]
        for _ in range(2)
    )

    assert first == second
    assert [each.text for each in first] != [each.text for each in examples()]


@given(st.integers(0, 5_000), st.integers(0, 3))
@settings(deadline=None)
def test_entities_keep_their_places(seed: int, place: int) -> None:
    original = examples()[place]

    varied = augmenter(ALWAYS).vary(original, np.random.default_rng(seed))

    assert len(varied.entities) == len(original.entities)
    assert varied.text
    for span in varied.entities:
        assert 0 <= span.start < span.end <= len(varied.text)
    assert [span.entity for span in varied.entities] == [s.entity for s in original.entities]


def test_values_are_exchanged_with_others_of_their_kind() -> None:
    swapping = augmenter(AugmentationRates(typo=0.0, lower=0.0, punctuation=0.0, entity=1.0))
    rng = np.random.default_rng(1)

    texts = {swapping.vary(examples()[0], rng).text for _ in range(60)}

    assert "I'd like the Tarn in moss green, please!" in texts
    assert all(text.startswith("I'd like the ") for text in texts)
    for _ in range(20):
        varied = swapping.vary(examples()[0], rng)
        assert next(varied.text[span.start : span.end] for span in varied.entities) in {
            "Moraine Col",
            "Tarn",
        }


def test_closing_signs_and_apostrophes_go() -> None:
    dropping = augmenter(AugmentationRates(typo=0.0, lower=0.0, punctuation=1.0, entity=0.0))

    varied = dropping.vary(examples()[0], np.random.default_rng(1))

    assert varied.text == "Id like the Moraine Col in Blue, please"
    assert [varied.text[span.start : span.end] for span in varied.entities] == [
        "Moraine Col",
        "Blue",
    ]


@pytest.mark.parametrize("word", ["parcel", "Zelt", "ÄÖÜß"])
def test_a_typing_error_is_one_small_change(word: str) -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        wrong = mistype(word, rng)
        assert abs(len(wrong) - len(word)) <= 1
        assert wrong[0] == word[0]
