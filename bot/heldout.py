"""The project's frozen test set: written by hand, never trained on, the same for every version.

tests/heldout/nlu.yml                utterances by intent, in the NLU format
tests/heldout/out_of_scope.txt       texts that no intent fits, one a line
tests/heldout/faq_questions.jsonl    {"text", "ids": [FAQ ids]}
tests/heldout/product_queries.jsonl  {"text", "expect": {...} or "ids": [...]}
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from finetune.nlu_file import read_nlu
from finetune.types import Example
from retrieval.questions import KnowledgeQuestion, ProductQuery, read_queries, read_questions
from retrieval.source_problem import SourceError, SourceProblem

FOLDER = Path("tests") / "heldout"


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A frozen test set; any part may be empty."""

    examples: tuple[Example, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    faq_questions: tuple[KnowledgeQuestion, ...] = ()
    product_queries: tuple[ProductQuery, ...] = ()


def read_heldout(project: Path) -> HeldOut:
    """Return the test set of a project. Raises SourceError with file and line."""
    folder = project / FOLDER
    nlu, outside = folder / "nlu.yml", folder / "out_of_scope.txt"
    questions, queries = folder / "faq_questions.jsonl", folder / "product_queries.jsonl"
    return HeldOut(
        examples=read_nlu([nlu]).examples if nlu.is_file() else (),
        out_of_scope=_lines(outside) if outside.is_file() else (),
        faq_questions=tuple(read_questions(questions)) if questions.is_file() else (),
        product_queries=tuple(read_queries(queries)) if queries.is_file() else (),
    )


def _lines(path: Path) -> tuple[str, ...]:
    try:
        texts = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    except UnicodeDecodeError as error:
        raise SourceError(
            SourceProblem(path, 0, f"not UTF-8 at byte {error.start}", "save the file as UTF-8")
        ) from None
    return tuple(text for text in texts if text)
