import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.entity_tags import OUTSIDE, TagName, TagSet
from finetune.types import EntitySpan, Example
from finetune.words import split_words

TAGS = TagSet([TagName("city", "from"), TagName("city", "to"), TagName("size")])
TEXT = "from new york to big old rome in M"
WORDS = split_words(TEXT)


def span(entity: str, text: str, role: str | None = None) -> EntitySpan:
    start = TEXT.index(text)
    return EntitySpan(entity, start, start + len(text), text, role=role)


def certain(tags: list[int]) -> np.ndarray:
    chances = np.full((len(tags), len(TAGS)), 0.01)
    chances[np.arange(len(tags)), tags] = 0.9
    return np.log(chances / chances.sum(axis=1, keepdims=True)).astype(np.float32)


def test_the_set_is_what_occurs_sorted() -> None:
    example = Example(TEXT, "go", (span("size", "M"), span("city", "rome", "to")))

    assert TagSet.of([example]).names == (TagName("city", "to"), TagName("size"))
    assert len(TagSet.of([])) == 1


def test_spans_become_tags_and_come_back() -> None:
    spans = [
        span("city", "new york", "from"),
        span("city", "big old rome", "to"),
        span("size", "M"),
    ]

    tags = TAGS.tags(WORDS, spans)
    found = TAGS.spans(TEXT, WORDS, certain(tags))

    assert tags == [0, 1, 2, 0, 3, 4, 4, 0, 5]
    assert [(s.entity, s.role, s.value, s.start, s.end) for s in found] == [
        (s.entity, s.role, s.value, s.start, s.end) for s in spans
    ]
    assert all(0.8 < each.confidence <= 1.0 for each in found)


def test_neighbouring_entities_of_one_kind_stay_two() -> None:
    found = TAGS.spans("rome paris", split_words("rome paris"), certain([1, 1]))

    assert [each.value for each in found] == ["rome", "paris"]


def test_half_a_word_means_the_whole_word() -> None:
    tags = TAGS.tags(WORDS, [EntitySpan("size", 6, 8, "ew")])

    assert tags == [0, 5, 0, 0, 0, 0, 0, 0, 0]


def test_the_longest_of_overlapping_spans_wins() -> None:
    tags = TAGS.tags(WORDS, [span("size", "old"), span("city", "big old rome", "to")])

    assert tags == [0, 0, 0, 0, 3, 4, 4, 0, 0]


def test_unknown_entities_are_outside() -> None:
    assert TAGS.tags(WORDS, [span("other", "rome")]) == [OUTSIDE] * len(WORDS)


def test_an_inside_tag_never_starts_an_entity_nor_follows_another_kind() -> None:
    log_probs = certain([4, 2, 0, 0, 6, 4, 0, 0, 6])

    for each in TAGS.spans(TEXT, WORDS, log_probs):
        assert each.end > each.start


def brute_force(log_probs: np.ndarray) -> float:
    """The best score over all legal sequences, by trying each."""
    width = log_probs.shape[1]
    best = {tag: log_probs[0, tag] for tag in range(width) if tag == 0 or tag % 2}
    for row in log_probs[1:]:
        following: dict[int, float] = {}
        for before, score in best.items():
            for tag in range(width):
                if tag and tag % 2 == 0 and before not in (tag, tag - 1):
                    continue
                following[tag] = max(following.get(tag, -np.inf), score + row[tag])
        best = following
    return max(best.values())


@given(st.integers(0, 10_000), st.integers(1, 6))
@settings(deadline=None)
def test_decoding_finds_the_best_legal_sequence(seed: int, count: int) -> None:
    raw = np.random.default_rng(seed).normal(size=(count, len(TAGS))) * 2
    log_probs = (raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))).astype(np.float32)
    words = WORDS[:count]

    found = TAGS.spans(TEXT, words, log_probs)

    tags = TAGS.tags(words, found)
    score = sum(float(log_probs[row, tag]) for row, tag in enumerate(tags))
    assert score == pytest.approx(brute_force(log_probs), abs=1e-3)


def test_no_words_no_entities() -> None:
    assert TAGS.spans("", [], np.zeros((0, len(TAGS)), dtype=np.float32)) == []
