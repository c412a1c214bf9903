"""The project's frozen test set: written by hand, never trained on, the same for every version.

tests/heldout/nlu.yml                utterances by intent, in the NLU format
tests/heldout/out_of_scope.txt       texts that no intent fits, one a line
tests/heldout/faq_questions.jsonl    {"text", "ids": [FAQ ids]}
tests/heldout/product_queries.jsonl  {"text", "expect": {...} or "ids": [...]}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from finetune.nlu_file import read_nlu
from finetune.types import Example
from retrieval.source_problem import SourceError, SourceProblem

FOLDER = Path("tests") / "heldout"


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A frozen test set; any part may be empty."""

    examples: tuple[Example, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    faq_questions: tuple[Mapping[str, Any], ...] = ()
    product_queries: tuple[Mapping[str, Any], ...] = ()


def read_heldout(project: Path) -> HeldOut:
    """Return the test set of a project. Raises SourceError with file and line."""
    folder = project / FOLDER
    nlu, outside = folder / "nlu.yml", folder / "out_of_scope.txt"
    return HeldOut(
        examples=read_nlu([nlu]).examples if nlu.is_file() else (),
        out_of_scope=_lines(outside) if outside.is_file() else (),
        faq_questions=_rows(folder / "faq_questions.jsonl", "ids"),
        product_queries=_rows(folder / "product_queries.jsonl", "expect", "ids"),
    )


def _lines(path: Path) -> tuple[str, ...]:
    texts = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(text for text in texts if text)


def _rows(path: Path, *needed: str) -> tuple[Mapping[str, Any], ...]:
    """Return the objects of a JSONL file; each has `text` and one of `needed`."""
    if not path.is_file():
        return ()
    rows: list[Mapping[str, Any]] = []
    problems: list[SourceProblem] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = from_json(line)
        except ValueError as error:
            problems.append(SourceProblem(path, number, f"not JSON: {error}"))
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            problems.append(SourceProblem(path, number, "no object with a 'text'"))
        elif not any(key in row for key in needed):
            problems.append(SourceProblem(path, number, f"none of {', '.join(needed)} is there"))
        else:
            rows.append(row)
    if problems:
        raise SourceError(*problems)
    return tuple(rows)
