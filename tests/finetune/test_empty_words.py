import pytest

from finetune.empty_words import says_nothing
from finetune.predictor import Predictor


@pytest.mark.parametrize(
    "text", ["the", "Uh...", "so, um", "a", "and the", "hmm", "und das", "euh"]
)
def test_texts_of_empty_words_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍",
        "?",
        "no",
        "ok",
        "ty",
        "why",
        "it broke",
        "the tent",
        "42",
        "a 42",
        "好",
        "q7",
        "L",
        "I do",
    ],
)
def test_others_say_something_or_are_no_words(text: str) -> None:
    assert not says_nothing(text)


def test_they_are_doubt_unless_they_are_taught(predictor: Predictor) -> None:
    said = predictor.predict(["uh", "the", "in to for", "hi hi"])

    assert [one.in_scope for one in said] == [False, False, False, True]
    assert said[0].doubt == 1.0
    assert said[0].intent.confidence == pytest.approx(0.25)
