import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.annotation import AnnotationError, read_annotated, write_annotated
from finetune.types import EntitySpan

GOLDEN = Path(__file__).parent.parent / "golden" / "entity_annotations.json"


def as_rasa(span: EntitySpan) -> dict[str, object]:
    described: dict[str, object] = {
        "start": span.start,
        "end": span.end,
        "value": span.value,
        "entity": span.entity,
    }
    if span.role is not None:
        described["role"] = span.role
    if span.group is not None:
        described["group"] = span.group
    return described


@pytest.mark.parametrize(("annotated", "wanted"), json.loads(GOLDEN.read_text()).items())
def test_reads_what_rasa_reads(annotated: str, wanted: dict[str, object]) -> None:
    text, entities = read_annotated(annotated)

    assert text == wanted["text"]
    assert [as_rasa(span) for span in entities] == wanted["entities"]


def test_places_count_in_the_plain_text() -> None:
    text, entities = read_annotated("a [b c](x) d [e](y) f")

    assert text == "a b c d e f"
    assert [text[span.start : span.end] for span in entities] == ["b c", "e"]


def test_plain_brackets_stay_text() -> None:
    assert read_annotated("list[0] and [maybe] (really)") == (
        "list[0] and [maybe] (really)",
        (),
    )


@pytest.mark.parametrize(
    ("annotated", "complaint"),
    [
        ('[x]{"entity": }', "not valid JSON"),
        ('[x]{"value": "y"}', 'needs an "entity"'),
        ('[x]{"entity": "e", "rolle": "y"}', "'rolle' is unknown"),
        ("[x](", "cannot be read"),
        ("[x]()", "cannot be read"),
        ('[x][{"entity": "e"}, {"value": 5}]', 'needs an "entity"'),
    ],
)
def test_broken_annotations_are_named(annotated: str, complaint: str) -> None:
    with pytest.raises(AnnotationError, match=complaint):
        read_annotated(annotated)


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_text_is_read_or_refused(example: str) -> None:
    try:
        text, entities = read_annotated(example)
    except AnnotationError:
        return
    for span in entities:
        assert 0 <= span.start < span.end <= len(text)


@given(
    st.lists(
        st.tuples(
            st.text("abc ", max_size=5),
            st.text("xyz", min_size=1, max_size=4),
            st.sampled_from(["city", "size"]),
            st.sampled_from([None, "to"]),
            st.sampled_from([None, "New"]),
        ),
        max_size=4,
    )
)
@settings(deadline=None)
def test_writing_is_the_inverse_of_reading(
    parts: list[tuple[str, str, str, str | None, str | None]],
) -> None:
    text, spans = "", []
    for before, inner, entity, role, value in parts:
        start = len(text) + len(before)
        text += before + inner
        spans.append(EntitySpan(entity, start, len(text), value or inner, role=role))

    read, found = read_annotated(write_annotated(text, tuple(spans)))

    assert read == text
    assert [as_rasa(span) for span in found] == [as_rasa(span) for span in spans]
