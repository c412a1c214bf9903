import dataclasses
from pathlib import Path

import numpy as np
import pytest

from finetune.data_review import Finding, review
from finetune.errors import TrainingError
from finetune.judging import judge
from finetune.settings import TrainingSettings
from finetune.types import Example

EYE = np.eye(16, dtype=np.float32)


def example(text: str, intent: str, line: int) -> Example:
    return Example(text, intent, source=f"nlu.yml:{line}")


def labelled(*intents: str) -> list[Example]:
    return [example(f"text {n}", intent, n + 1) for n, intent in enumerate(intents)]


def kinds(found: list[Finding]) -> dict[str, list[str]]:
    by_kind: dict[str, list[str]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(str(each))
    return by_kind


def test_an_example_that_is_surer_of_another_intent_is_mislabelled() -> None:
    examples = labelled("a", "a", "b", "b", "b")
    chances = np.array([[0.9, 0.1], [0.7, 0.3], [0.2, 0.8], [0.85, 0.15], [0.4, 0.6]])
    found = kinds(review(examples, EYE[:5], chances))

    assert found["mislabelled"] == [
        "nlu.yml:4: 'text 3' under b reads like a (0.85, not 0.15); "
        "move it to a, or add more like it to b"
    ]
    # 0.75 is less than what is usual for `a`, 0.8
    unsure = chances.copy()
    unsure[3] = [0.75, 0.25]
    assert "mislabelled" not in kinds(review(examples, EYE[:5], unsure))


def test_twins_under_two_intents_are_found_and_those_of_one_are_not() -> None:
    examples = [
        example("cancel it", "cancel", 1),
        example("Cancel it!", "stop", 2),
        example("cancel it now", "cancel", 3),
        example("hello", "greet", 4),
    ]
    vectors = np.stack([EYE[0], EYE[0], 0.98 * EYE[0] + 0.199 * EYE[1], EYE[2]])
    found = kinds(review(examples, vectors.astype(np.float32), np.full((4, 3), 1 / 3)))

    assert found["near_duplicate"] == [
        "nlu.yml:1: 'cancel it' under cancel is 'Cancel it!' under stop (nlu.yml:2); "
        "keep the one that is right",
        "nlu.yml:2: 'Cancel it!' under stop is nearly 'cancel it now' under cancel (nlu.yml:3); "
        "keep the one that is right",
    ]


def test_an_intent_that_is_taken_for_another_overlaps_with_it() -> None:
    examples = labelled(*"a" * 8, *"b" * 8)
    chances = np.array([[0.9, 0.1]] * 8 + [[0.95, 0.05]] * 3 + [[0.1, 0.9]] * 5)
    found = kinds(review(examples, EYE, chances))

    assert found["overlap"] == [
        "nlu.yml:9: 3 of 8 examples of b read like a; "
        "merge the two intents, or say in their examples what tells them apart"
    ]


def test_intents_with_too_little_data_are_named_with_how_much_is_missing() -> None:
    examples = labelled("a", *"b" * 10, "a")
    found = kinds(review(examples, EYE[:12], np.full((12, 2), 0.5)))

    assert found["too_few"] == [
        "nlu.yml:1: intent a has 2 examples; write at least 8 more, as customers would say it"
    ]


def test_examples_are_judged_by_heads_without_them(tiny_encoder: Path) -> None:
    settings = TrainingSettings(encoder=str(tiny_encoder), device="cpu")
    right = [example(f"where is my {x}", "track", 1) for x in ("order", "parcel", "boots", "bag")]
    greet = [example(f"{x} hello", "greet", 2) for x in ("hi", "good", "hello", "hi hi")]
    wrong = example("where is my tent", "greet", 3)
    steps: list[tuple[int, int]] = []
    vectors, chances = judge(
        [*right, *greet, wrong], settings, lambda done, total: steps.append((done, total))
    )

    assert steps[-1] == (6, 6)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0)
    assert chances.sum(axis=1) == pytest.approx(1.0)
    assert chances[-1].argmax() == 1
    again, _ = judge([*right, *greet, wrong], settings, lambda done, total: None)
    assert (again == vectors).all()
    with pytest.raises(TrainingError, match="fewer than 2 intents"):
        judge(right, dataclasses.replace(settings), lambda done, total: None)
