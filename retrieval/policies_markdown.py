"""Policies from Markdown: every section is a passage under the headings that lead to it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

from retrieval.analyzer import fold
from retrieval.product_row import is_readable
from retrieval.source_problem import SourceProblem
from retrieval.types import Passage

MAX_FILE_BYTES = 1_000_000
"""A policy is read by people; a megabyte is another kind of file."""


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    title: str
    first_line: int
    after_line: int


def read_policy(path: Path) -> tuple[list[Passage], list[SourceProblem]]:
    """Return the sections of a file that have text, in order, and what was left out."""
    raw = path.read_bytes()
    if len(raw) > MAX_FILE_BYTES:
        message = f"the file is larger than {MAX_FILE_BYTES} bytes and is left out"
        return [], [SourceProblem(path, 0, message)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "not UTF-8; the file is left out"
        return [], [SourceProblem(path, line, message, "save the file as UTF-8")]
    if not is_readable(text):
        message = "the file holds characters that are not text and is left out"
        return [], [SourceProblem(path, 0, message)]
    passages = _passages(path.stem, text)
    if not passages:
        return [], [SourceProblem(path, 0, "no section has any text; the file is left out")]
    return passages, []


def _passages(document: str, text: str) -> list[Passage]:
    lines = text.splitlines()
    headings = _headings(text)
    starts = [_Heading(1, _title_of(document), 0, 0), *headings]
    ends = [*(heading.first_line for heading in headings), len(lines)]
    trail: list[_Heading] = []
    taken: Counter[str] = Counter()
    passages = []
    for heading, end in zip(starts, ends, strict=True):
        trail = [above for above in trail if above.level < heading.level] + [heading]
        body = "\n".join(lines[heading.after_line : end]).strip()
        if not body:
            continue
        titles = tuple(above.title for above in trail)
        key = f"{document}#{slug(titles[-1])}"
        taken[key] += 1
        # two sections of one name are told apart by their order, as on the web
        unique = key if taken[key] == 1 else f"{key}-{taken[key]}"
        passages.append(Passage(unique, document, titles, body))
    return passages


def _headings(text: str) -> list[_Heading]:
    tokens = MarkdownIt("commonmark").parse(text)
    found = []
    for token, inline in pairwise(tokens):
        # a heading inside a list or a quote does not divide the document
        if token.type != "heading_open" or token.map is None or token.level:
            continue
        title = "".join(
            child.content
            for child in inline.children or []
            if child.type in ("text", "code_inline")
        )
        found.append(_Heading(int(token.tag[1:]), title.strip(), *token.map))
    return found


def slug(title: str) -> str:
    """Return a title as the end of an id: lower case, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-") or "section"


def _title_of(document: str) -> str:
    return document.replace("-", " ").replace("_", " ").capitalize()
