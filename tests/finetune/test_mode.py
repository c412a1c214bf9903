import pytest

from finetune.errors import TrainingError
from finetune.mode import choose_mode
from finetune.settings import TrainingSettings
from finetune.types import EntitySpan, Example

AUTO = TrainingSettings()


def examples(intents: int, each: int, *, tagged: bool = False) -> list[Example]:
    spans = (EntitySpan("order", 0, 1, "1"),) if tagged else ()
    return [Example("1", f"intent {n}", spans) for n in range(intents) for _ in range(each)]


@pytest.mark.parametrize(
    ("intents", "each", "tagged", "frozen", "epochs"),
    [
        (150, 5, True, True, 0),
        (150, 1, False, True, 0),
        (20, 15, False, True, 0),
        (20, 15, True, False, 6),
        (150, 10, False, False, 6),
        (50, 150, False, False, 3),
        (150, 100, False, False, 2),
    ],
)
def test_the_mode_follows_the_size(
    intents: int, each: int, tagged: bool, frozen: bool, epochs: int
) -> None:
    mode = choose_mode(AUTO, examples(intents, each, tagged=tagged))

    assert (mode.frozen, mode.epochs) == (frozen, epochs)
    assert str(intents * each) in mode.why


def test_one_intent_with_many_examples_makes_the_others_no_less_few() -> None:
    data = [*examples(40, 2, tagged=True), *(Example("x", "chat") for _ in range(2_000))]

    assert choose_mode(AUTO, data).frozen


@pytest.mark.parametrize(
    ("asked", "frozen", "epochs"),
    [
        (TrainingSettings(mode="frozen"), True, 0),
        (TrainingSettings(mode="tuned"), False, 6),
        (TrainingSettings(epochs=4), False, 4),
    ],
)
def test_what_is_asked_for_is_done(asked: TrainingSettings, frozen: bool, epochs: int) -> None:
    mode = choose_mode(asked, examples(3, 2))

    assert (mode.frozen, mode.epochs) == (frozen, epochs)
    assert mode.name == ("frozen" if frozen else "tuned")


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(TrainingError, match="mode is 'fast'; it must be one of auto, frozen"):
        TrainingSettings(mode="fast").check()
