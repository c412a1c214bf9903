import dataclasses

import pytest

from finetune.explanation import Explainer, Grounds
from finetune.predictor import Predictor
from tests.finetune.small_talk import small_talk

EXAMPLES = small_talk().examples


@pytest.fixture(scope="module")
def explainer(predictor: Predictor) -> Explainer:
    return Explainer(predictor, EXAMPLES)


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("hello you", Grounds.TAUGHT),
        ("👋", Grounds.TAUGHT),
        ("👀", Grounds.SIGNS_ONLY),
        ("stop stop stop", Grounds.TAUGHT_OUTSIDE),
        ("uh the", Grounds.EMPTY),
        ("track my red order", Grounds.MEASURED),
    ],
)
def test_the_grounds_are_those_of_the_prediction(
    explainer: Explainer, text: str, grounds: Grounds
) -> None:
    found = explainer.explain(text)

    assert found.grounds == grounds
    if grounds == Grounds.MEASURED:
        assert (found.score > found.threshold) == (not found.prediction.in_scope)


def test_shares_add_up_to_what_doubt_is_made_of(explainer: Explainer) -> None:
    found = explainer.explain("how much is it to berlin from rome")

    odds = found.prediction.doubt / (1 - found.prediction.doubt)
    assert odds == pytest.approx(pow(2.718281828, found.score - found.threshold), rel=1e-3)


def test_an_example_is_its_own_nearest(explainer: Explainer) -> None:
    example = next(one for one in EXAMPLES if one.intent == "shipping")
    nearest = explainer.explain(example.text, neighbours=3).neighbours

    assert len(nearest) == 3
    assert (nearest[0].text, nearest[0].intent) == (example.text, "shipping")
    assert nearest[0].cosine == pytest.approx(1.0, abs=1e-3)
    assert nearest[0].source == "shipping.yml:1"


def test_examples_that_changed_since_are_read_anew(predictor: Predictor) -> None:
    changed = [dataclasses.replace(one, text=f"{one.text} zxq") for one in EXAMPLES]
    nearest = Explainer(predictor, changed[::-1]).explain("hello you zxq").neighbours[0]

    assert (nearest.text, nearest.intent) == ("hello you zxq", "greet")


def test_words_tell_what_the_intent_hangs_on(explainer: Explainer) -> None:
    words = explainer.explain("what does it cost the tent please").words

    assert [one.word for one in words] == ["what", "does", "it", "cost", "the", "tent", "please"]
    assert max(one.weight for one in words) > 0
    assert explainer.explain("hello").words == ()
