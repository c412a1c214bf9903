from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.documents import (
    MAX_PASSAGES,
    PASSAGE_WORDS,
    Document,
    passages,
    read_document_questions,
    read_documents,
)
from retrieval.source_problem import SourceError


def put(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_documents_are_read_with_what_they_have(tmp_path: Path) -> None:
    path = put(
        tmp_path / "docs.jsonl",
        '{"id": "a", "text": "How do I pay?", "answer": "By card."}',
        "",
        '{"id": 7, "title": "Tent", "text": "Sleeps two.", "more": 1}',
    )
    assert read_documents(path) == [
        Document("a", "How do I pay?", "", "By card."),
        Document("7", "Sleeps two.", "Tent", ""),
    ]


@pytest.mark.parametrize(
    ("document", "head", "body"),
    [
        (Document("a", "How do I pay?"), "How do I pay?", ""),
        (Document("a", "How do I pay?", answer="By card."), "How do I pay?", "By card."),
        (Document("a", "By card.", "How do I pay?"), "How do I pay?", "By card."),
        (Document("a", "How? By card.", "How?"), "How?", "By card."),
        (Document("a", "How?", "How?", "By card."), "How?", "By card."),
        (Document("a", "How do I?", "Paying", "By card."), "Paying How do I?", "By card."),
        (Document("a", "By card.", "How?", "By card."), "How?", "By card."),
        (Document("a", "word " * 50, "How?", "Yes."), "How?", "word " * 50 + "Yes."),
    ],
)
def test_head_and_body_are_told_apart(document: Document, head: str, body: str) -> None:
    assert document.head == head
    assert " ".join(document.body.split()) == " ".join(body.split())


def test_passages_are_whole_sentences_of_bounded_length() -> None:
    sentence = "one two three four five six seven eight nine ten."
    found = passages(" ".join([sentence] * 200))
    assert len(found) == MAX_PASSAGES
    assert all(len(one.split()) == PASSAGE_WORDS for one in found)
    assert passages("") == []
    assert passages("No full stop\nsecond line") == ["No full stop second line"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["{"], ":1: not valid JSON"),
        (["[1]"], ":1: not a JSON object"),
        (['{"text": "a"}'], ":1: 'id' must be"),
        (['{"id": true, "text": "a"}'], ":1: 'id' must be"),
        (['{"id": "a", "text": "a"}', '{"id": "a", "text": "b"}'], ":2: id 'a' is also in line 1"),
        (['{"id": "a", "text": "a"}', '{"id": "b", "text": " "}'], ":2: 'text' is empty"),
        (['{"id": "a", "text": "a", "answer": 3}'], ":1: 'answer' is not a text"),
        ([""], ":0: there are no documents"),
    ],
)
def test_a_bad_document_is_told_with_its_line(tmp_path: Path, lines: list[str], told: str) -> None:
    path = put(tmp_path / "docs.jsonl", *lines)
    with pytest.raises(SourceError) as caught:
        read_documents(path)
    assert f"{path}{told}" in str(caught.value)
    assert ";" in str(caught.value), "says what to do"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"text": "", "ids": ["a"]}', "'text' is empty"),
        ('{"text": "x", "ids": []}', "'ids' needs a list"),
        ('{"text": "x", "ids": "a"}', "'ids' needs a list"),
        ('{"text": "x", "ids": ["a", null]}', "'ids' needs a list"),
        ('{"text": "x", "ids": ["nope"]}', "no document has the id 'nope'"),
    ],
)
def test_a_bad_question_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    path = put(tmp_path / "q.jsonl", '{"text": "fine", "ids": ["a"]}', line)
    with pytest.raises(SourceError, match=r"q\.jsonl:2: ") as caught:
        read_document_questions(path, [Document("a", "a")])
    assert told in str(caught.value)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_documents(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "a", "text": "caf\xe9"}')
    with pytest.raises(SourceError, match="not UTF-8"):
        read_documents(tmp_path / "latin.jsonl")
    with pytest.raises(SourceError, match="no questions"):
        read_document_questions(put(tmp_path / "q.jsonl", ""), [])
