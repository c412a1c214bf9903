"""Documents of any project, read from JSON lines, and the parts of them that search looks at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.json_lines import line_error, read_json_lines
from retrieval.questions import KnowledgeQuestion

HEAD_WORDS = 40
"""A text of at most so many words beside a title and an answer is a question, not a body."""
PASSAGE_WORDS = 60
"""About 80 tokens: an encoder blurs longer pieces, shorter ones lose what they are about."""
MAX_PASSAGES = 10
"""Passages of one body; what comes later in a text hardly decides what it is about."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found. Empty fields are not there."""

    id: str
    text: str
    title: str = ""
    answer: str = ""

    @property
    def head(self) -> str:
        """What names the document: title, question or product name, else its whole text."""
        if not self.title:
            return self.text
        asks = self.answer and self.text not in self.answer
        if asks and len(self.text.split()) <= HEAD_WORDS:
            return self.text if self.title in self.text else f"{self.title} {self.text}"
        return self.title

    @property
    def body(self) -> str:
        """What is said under the head, without what the head has already said."""
        parts: list[str] = []
        for part in (self.text, self.answer):
            if part and part not in self.head and part not in parts:
                parts.append(part.removeprefix(self.head).strip())
        return " ".join(part for part in parts if part)


def passages(text: str) -> list[str]:
    """Return a text in pieces of whole sentences of up to `PASSAGE_WORDS`; at most ten."""
    found: list[list[str]] = []
    for sentence in _SENTENCE_END.split(text):
        words = sentence.split()
        if found and words and len(found[-1]) + len(words) <= PASSAGE_WORDS:
            found[-1].extend(words)
        elif words:
            found.append(words)
    return [" ".join(words) for words in found[:MAX_PASSAGES]]


def read_documents(path: Path) -> list[Document]:
    """Read lines with `id`, `text` and optional `title`, `answer`; SourceError with the line."""
    seen: dict[str, int] = {}
    documents = []
    for line, row in read_json_lines(path):
        one = _identifier(row.get("id"))
        if one is None:
            raise line_error(path, line, "'id' must be a text or a whole number", "give it one")
        if one in seen:
            raise line_error(path, line, f"id {one!r} is also in line {seen[one]}", "rename one")
        seen[one] = line
        fields = {key: _text(row, key, path, line) for key in ("text", "title", "answer")}
        if not any(fields.values()):
            raise line_error(path, line, "'text' is empty", "give the document a text")
        text = fields["text"] or fields["title"] or fields["answer"]
        documents.append(Document(one, text, fields["title"], fields["answer"]))
    if not documents:
        raise line_error(path, 0, "there are no documents in it", "write one JSON object a line")
    return documents


def read_document_questions(path: Path, documents: Iterable[Document]) -> list[KnowledgeQuestion]:
    """Read lines with `text` and the `ids` of the documents that are right for it.

    Raises SourceError with the line, also for an id that no document has.
    """
    known = {document.id for document in documents}
    questions = []
    for line, row in read_json_lines(path):
        text, ids = _text(row, "text", path, line), row.get("ids")
        if not text:
            raise line_error(path, line, "'text' is empty", "write the question there")
        found = [_identifier(one) for one in ids] if isinstance(ids, list) else []
        if not found or None in found:
            remedy = "list the ids of the right documents"
            raise line_error(path, line, "'ids' needs a list of ids", remedy)
        strange = next((one for one in found if one not in known), None)
        if strange is not None:
            remedy = "correct it or add the document"
            raise line_error(path, line, f"no document has the id {strange!r}", remedy)
        questions.append(KnowledgeQuestion(text, tuple(one for one in found if one)))
    if not questions:
        raise line_error(path, 0, "there are no questions in it", "write one JSON object a line")
    return questions


def _identifier(value: object) -> str | None:
    """Return an id as a text: many data sets count their documents. None if it is no id."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _text(row: Mapping[str, Any], key: str, path: Path, line: int) -> str:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise line_error(path, line, f"{key!r} is not a text", "put it in quotes")
    return (value or "").strip()
