from pathlib import Path

import pytest

from finetune.labelled_file import read_labelled
from retrieval.source_problem import SourceError


def test_rows_become_examples_and_out_of_scope_texts(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"text": "to Rome", "intent": "fly", "domain": "travel",'
        ' "entities": [{"entity": "city", "start": 3, "end": 7}]}\n\n'
        '{"text": "line\u2028separator", "intent": "none"}\n',
        encoding="utf-8",
    )
    data = read_labelled(path, "none")

    assert [(one.text, one.intent, one.source) for one in data.examples] == [
        ("to Rome", "fly", f"{path}:1")
    ]
    assert [(span.entity, span.value) for span in data.examples[0].entities] == [("city", "Rome")]
    assert [one.text for one in data.out_of_scope] == ["line\u2028separator"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ":0: there are no rows"),
        ('{"text": "a", "intent": "b"}\n{"text"', ":2: not valid JSON"),
        ("[]", ":1: not a JSON object"),
        ('{"intent": "b"}', ":1: 'text' is missing or no text"),
        ('{"text": " ", "intent": "b"}', ":1: 'text' is missing or no text"),
        ('{"text": "a", "intent": 3}', ":1: 'intent' is missing or no text"),
        ('{"text": "a", "intent": "b", "entities": {}}', ":1: 'entities' is not a list"),
        (
            '{"text": "a", "intent": "b", "entities": [{"entity": "c", "start": 0, "end": 2}]}',
            ":1: an entity has no name or lies outside",
        ),
        ('{"text": "a", "intent": "b", "entities": ["c"]}', ":1: an entity has no name"),
    ],
)
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SourceError) as caught:
        read_labelled(path, "oos")
    assert f"{path}{told}" in str(caught.value)
    assert len(caught.value.problems) == 1


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_labelled(tmp_path / "gone.jsonl", "oos")
    (tmp_path / "bad.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match="not UTF-8 at byte 0"):
        read_labelled(tmp_path / "bad.jsonl", "oos")
