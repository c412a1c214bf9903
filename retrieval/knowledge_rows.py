"""What of the FAQ and the policies is turned into vectors: several views of each item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from retrieval.catalog import Catalog
from retrieval.types import FaqEntry, ItemKind, Passage

MIN_SENTENCE_CHARS = 12
"""Shorter pieces ("Yes.", "See above.") mean nothing on their own."""
MAX_SENTENCES = 40
"""Of a longer text the first sentences are taken; the whole text is a view of its own."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


class View(StrEnum):
    """Which view of an item a row is."""

    QUESTION = "question"
    ANSWER = "answer"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class KnowledgeRow:
    """One vector: what it is a view of, and its text. `matched` is shown as what matched."""

    kind: ItemKind
    item: str
    view: View
    text: str
    matched: str


def knowledge_rows(catalog: Catalog) -> list[KnowledgeRow]:
    """Return all rows in a fixed order: FAQ entries first, an item's rows together.

    An FAQ entry has each phrasing, the canonical question with the answer, and with each of its
    sentences. A passage is a question in the words of its headings.
    """
    rows: list[KnowledgeRow] = []
    for entry in catalog.faqs.values():
        rows.extend(_entry_rows(entry))
    for passage in catalog.passages.values():
        rows.extend(_passage_rows(passage))
    return rows


def _entry_rows(entry: FaqEntry) -> Iterator[KnowledgeRow]:
    for question in entry.questions:
        yield KnowledgeRow(ItemKind.FAQ, entry.id, View.QUESTION, question, question)
    yield from _answer_rows(ItemKind.FAQ, entry.id, entry.questions[0], entry.answer)


def _passage_rows(passage: Passage) -> Iterator[KnowledgeRow]:
    heading = ": ".join(passage.path)
    yield KnowledgeRow(ItemKind.PASSAGE, passage.id, View.QUESTION, heading, heading)
    yield from _answer_rows(ItemKind.PASSAGE, passage.id, heading, passage.text)


def _answer_rows(kind: ItemKind, item: str, lead: str, text: str) -> Iterator[KnowledgeRow]:
    """Yield the whole text and its sentences, each led by the question it answers."""
    yield KnowledgeRow(kind, item, View.ANSWER, f"{lead} {text}", lead)
    sentences = [part.strip() for part in _SENTENCE_END.split(text)]
    telling = [part for part in sentences if len(part) >= MIN_SENTENCE_CHARS]
    # a single sentence is the answer again
    for sentence in telling[:MAX_SENTENCES] if len(sentences) > 1 else ():
        yield KnowledgeRow(kind, item, View.SENTENCE, f"{lead} {sentence}", sentence)
