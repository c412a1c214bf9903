from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.entity_merge import merge_entities
from finetune.types import EntitySpan


def span(
    entity: str,
    start: int,
    end: int,
    confidence: float = 0.9,
    *,
    extractor: str = "model",
    value: object = "v",
    role: str | None = None,
) -> EntitySpan:
    return EntitySpan(entity, start, end, value, confidence, extractor, role)


def test_the_longer_wins_over_the_more_confident() -> None:
    assert merge_entities([span("brand", 0, 7, 1.0), span("product", 0, 15, 0.6)]) == (
        span("product", 0, 15, 0.6),
    )


def test_of_equal_length_the_more_confident_wins() -> None:
    postcode, order = span("postcode", 0, 5, 0.97), span("order_number", 0, 5, 0.9)

    assert merge_entities([order, postcode]) == (postcode,)


def test_findings_below_half_are_dropped() -> None:
    assert merge_entities([span("size", 0, 1, 0.49)]) == ()


def test_two_finders_of_one_place_agree() -> None:
    model = span("price", 6, 8, 0.95, value="80", role="max")
    pattern = span("price", 6, 8, 0.9, extractor="pattern", value=80.0)

    (merged,) = merge_entities([model, pattern])

    assert merged == span("price", 6, 8, 0.95, extractor="pattern", value=80.0, role="max")


def test_a_role_is_taken_from_a_shorter_finding_of_the_same_entity() -> None:
    number = span("price", 6, 8, 0.9, role="max")
    amount = span("price", 6, 14, 0.9, extractor="pattern", value=80.0)

    assert [each.role for each in merge_entities([number, amount])] == ["max"]


def test_entities_side_by_side_stay() -> None:
    spans = [span("size", 5, 7), span("colour", 0, 4), span("city", 7, 9)]

    assert [each.entity for each in merge_entities(spans)] == ["colour", "size", "city"]


SPANS = st.builds(
    lambda entity, start, length, confidence, extractor, role: span(
        entity, start, start + length, confidence, extractor=extractor, role=role
    ),
    st.sampled_from("abc"),
    st.integers(0, 10),
    st.integers(1, 5),
    st.sampled_from([0.3, 0.6, 0.9]),
    st.sampled_from(["model", "pattern", "lookup"]),
    st.sampled_from([None, "max"]),
)


@given(st.lists(SPANS, max_size=4))
@settings(deadline=None)
def test_the_order_of_findings_makes_no_difference(spans: list[EntitySpan]) -> None:
    results = {merge_entities(order) for order in permutations(spans)}

    assert len(results) == 1
    assert all(a.end <= b.start for a, b in pairwise(results.pop()))
