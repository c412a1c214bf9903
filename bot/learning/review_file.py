"""The file in which a person approves what the bot may learn.

reviewed:
- text: where the hell is my stuff
intent: order_status        # correct it if it is wrong; out_of_scope is allowed
approved: false             # true: learn it
confidence: 0.41
why: not sure
source: turn 812
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.learning.review import Suggestion
from finetune.types import Example
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of, read_yaml

OUT_OF_SCOPE = "out_of_scope"
HEADER = "# Correct the intents, then set `approved: true` on what the bot may learn.\n"
KEYS = frozenset({"text", "intent", "approved", "confidence", "why", "source"})


def write_review(path: Path, suggestions: Sequence[Suggestion]) -> None:
    """Write suggestions for a person to approve. Raises FileExistsError rather than overwrite."""
    rows = [
        {
            "text": one.text,
            "intent": one.intent,
            "approved": False,
            "confidence": one.confidence,
            "why": one.why,
            "source": one.source,
        }
        for one in suggestions
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    yaml = YAML()
    yaml.width = 4096
    with path.open("x", encoding="utf-8") as file:
        file.write(HEADER)
        yaml.dump({"reviewed": rows}, file)


def read_review(path: Path, intents: Collection[str]) -> tuple[Example, ...]:
    """Return the approved examples of a review file.

    Raises SourceError with a line for each entry that cannot be learned from.
    """
    document = read_yaml(path)
    entries = document.get("reviewed") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise SourceError(SourceProblem(path, 1, "there is no list 'reviewed'", "add one"))
    problems: list[SourceProblem] = []
    examples: list[Example] = []
    for index, entry in enumerate(entries):
        line = line_of(entries, index)
        problem = _problem(path, line, entry, intents)
        if problem is not None:
            problems.append(problem)
        elif entry["approved"] is True:
            examples.append(Example(entry["text"], entry["intent"], source=f"{path}:{line}"))
    if problems:
        raise SourceError(*problems)
    return tuple(examples)


def _problem(path: Path, line: int, entry: Any, intents: Collection[str]) -> SourceProblem | None:
    if not isinstance(entry, dict):
        return SourceProblem(path, line, "the entry is not a mapping", "write text, intent ...")
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        return SourceProblem(path, line, f"unknown key '{unknown[0]}'", "remove it")
    if not isinstance(entry.get("text"), str) or not entry["text"].strip():
        return SourceProblem(path, line, "'text' is missing or empty")
    if not isinstance(entry.get("approved"), bool):
        return SourceProblem(path, line, "'approved' is neither true nor false")
    intent = entry.get("intent")
    if intent != OUT_OF_SCOPE and intent not in intents:
        return SourceProblem(
            path, line, f"there is no intent '{intent}'", "name one of the domain's intents"
        )
    return None
