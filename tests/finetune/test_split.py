from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.split import folds, hold_out

LABELS = ["a"] * 40 + ["b"] * 20 + ["c"] * 4 + ["d"] * 3 + ["e"]


def test_each_label_gives_its_share() -> None:
    kept, held = hold_out(LABELS, 0.15, seed=1)

    assert Counter(LABELS[i] for i in held) == {"a": 6, "b": 3, "c": 1}
    assert sorted(kept + held) == list(range(len(LABELS)))


def test_the_seed_decides_which() -> None:
    assert hold_out(LABELS, 0.15, seed=1) == hold_out(LABELS, 0.15, seed=1)
    assert hold_out(LABELS, 0.15, seed=1) != hold_out(LABELS, 0.15, seed=2)


@given(st.lists(st.sampled_from("abc"), max_size=40), st.integers(2, 5), st.integers(0, 99))
@settings(deadline=None)
def test_folds_hold_everything_once_with_an_even_mix(
    labels: list[str], count: int, seed: int
) -> None:
    parts = folds(labels, count, seed)

    assert sorted(index for part in parts for index in part) == list(range(len(labels)))
    for label in set(labels):
        sizes = [sum(labels[i] == label for i in part) for part in parts]
        assert max(sizes) - min(sizes) <= 1
