"""Rasa NLU training data (YAML 2.0 to 3.1): examples, synonyms, regular expressions, lookups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from finetune.annotation import AnnotationError, read_annotated
from finetune.types import Example, NluData
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of, read_yaml

OUT_OF_SCOPE = "out_of_scope"

_VERSION = re.compile(r"(2\.\d+|3\.[01])")
_KINDS = ("intent", "synonym", "regex", "lookup")
# Rasa lets one file hold several kinds of training data; the others are read elsewhere.
_FILE_KEYS = {"version", "nlu", "responses", "rules", "stories"}
_ITEM_KEYS = {*_KINDS, "examples", "metadata"}


def read_nlu(paths: Sequence[Path]) -> NluData:
    """Return the training data of NLU files, in their order.

    Raises SourceError with every fault found, each with file and line.
    """
    reader = _Reader()
    for path in paths:
        reader.read(path)
    if reader.problems:
        raise SourceError(*reader.problems)
    return reader.data()


class _Reader:
    """Gathers examples and faults over several files."""

    def __init__(self) -> None:
        self.problems: list[SourceProblem] = []
        self._warnings: list[SourceProblem] = []
        self._examples: list[Example] = []
        self._out_of_scope: list[Example] = []
        self._first_seen: dict[str, Example] = {}
        self._synonyms: dict[str, str] = {}
        self._lookups: dict[str, list[str]] = {}
        self._regexes: dict[str, list[str]] = {}
        self._responses: dict[str, tuple[Mapping[str, Any], ...]] = {}
        self._path = Path()

    def data(self) -> NluData:
        """Return what was read."""
        return NluData(
            examples=tuple(self._examples),
            out_of_scope=tuple(self._out_of_scope),
            synonyms=self._synonyms,
            lookups={name: tuple(values) for name, values in self._lookups.items()},
            regexes={name: tuple(values) for name, values in self._regexes.items()},
            responses=self._responses,
            warnings=tuple(self._warnings),
        )

    def read(self, path: Path) -> None:
        """Read one file; faults are gathered, not raised."""
        self._path = path
        try:
            document = read_yaml(path)
        except SourceError as error:
            self.problems.extend(error.problems)
            return
        if document is None:
            return
        if not isinstance(document, dict):
            self._fault(1, "the file is not a mapping", "start it with `nlu:`")
            return
        self._check_head(document)
        items = document.get("nlu") or []
        if not isinstance(items, list):
            self._fault(line_of(document, "nlu"), "`nlu` is not a list", "write `- intent: ...`")
            return
        for index, item in enumerate(items):
            self._read_item(item, line_of(items, index))
        self._read_responses(document)

    def _check_head(self, document: Any) -> None:
        for key in document:
            if key not in _FILE_KEYS:
                self._doubt(
                    line_of(document, key),
                    f"key {str(key)!r} is unknown here and ignored",
                    f"use one of {', '.join(sorted(_FILE_KEYS))}",
                )
        version = document.get("version")
        if version is not None and not _VERSION.fullmatch(str(version)):
            self._fault(
                line_of(document, "version"),
                f"version {version} is not supported",
                'write version: "3.1" (2.0 to 3.1 are read)',
            )

    def _read_responses(self, document: Any) -> None:
        responses = document.get("responses") or {}
        if not isinstance(responses, dict):
            self._fault(line_of(document, "responses"), "`responses` is not a mapping")
            return
        for name, variants in responses.items():
            if not isinstance(variants, list):
                self._fault(line_of(responses, name), f"response {name!r} is not a list")
                continue
            self._responses[str(name)] = tuple(
                dict(each) if isinstance(each, dict) else {"text": str(each)} for each in variants
            )

    def _read_item(self, item: Any, line: int) -> None:
        kinds = [kind for kind in _KINDS if isinstance(item, dict) and kind in item]
        if len(kinds) != 1:
            self._fault(line, "the entry has no single kind", f"name one of {', '.join(_KINDS)}")
            return
        kind = kinds[0]
        for key in item:
            if key not in _ITEM_KEYS:
                self._doubt(line_of(item, key), f"key {str(key)!r} of an NLU entry is ignored")
        name = item[kind]
        if not isinstance(name, str) or not name.strip():
            self._fault(line_of(item, kind), f"the {kind} has no name", "write it after the colon")
            return
        if not item.get("examples"):
            self._doubt(line, f"{kind} {name!r} has no examples", "add `examples: |` with `- ...`")
            return
        for text, metadata, example_line in self._texts(item):
            self._take(kind, name.strip(), text, metadata, example_line)

    def _texts(self, item: Any) -> Iterator[tuple[str, Mapping[str, Any], int]]:
        """Yield the text, metadata and line of each example, from a text block or a list."""
        examples = item["examples"]
        first = line_of(item, "examples")
        if isinstance(examples, str):
            for offset, raw in enumerate(examples.splitlines(), start=1):
                entry = raw.strip()
                if entry.startswith("-") and entry[1:].strip():
                    yield entry[1:].strip(), {}, first + offset
                elif entry not in ("", "-"):
                    self._doubt(
                        first + offset,
                        f"{entry[:40]!r} does not start with `- ` and is left out",
                        "begin each example with `- `",
                    )
            return
        if not isinstance(examples, list):
            self._fault(first, "`examples` is neither text nor a list", "write `examples: |`")
            return
        for index, entry in enumerate(examples):
            line = line_of(examples, index)
            text = entry.get("text") if isinstance(entry, dict) else entry
            if not isinstance(text, str) or not text.strip():
                self._fault(line, f"example {text!r} is not text", "put it in quotes")
                continue
            metadata = entry.get("metadata") if isinstance(entry, dict) else None
            yield text.strip(), {"example": metadata} if metadata is not None else {}, line

    def _take(
        self, kind: str, name: str, text: str, metadata: Mapping[str, Any], line: int
    ) -> None:
        if kind == "intent":
            self._take_example(name, text, metadata, line)
        elif kind == "synonym":
            self._take_synonym(text, name, line)
        elif kind == "lookup":
            self._lookups.setdefault(name, []).append(text)
        else:
            self._take_regex(name, text, line)

    def _take_example(
        self, name: str, annotated: str, metadata: Mapping[str, Any], line: int
    ) -> None:
        try:
            text, entities = read_annotated(annotated)
        except AnnotationError as error:
            self._fault(line, str(error))
            return
        for span in entities:
            inner = text[span.start : span.end]
            if isinstance(span.value, str) and span.value != inner:
                self._take_synonym(inner, span.value, line)
        example = Example(
            text=text,
            intent=name.split("/", 1)[0],
            entities=entities,
            source=f"{self._path}:{line}",
            response_key=name if "/" in name else None,
            metadata=metadata,
        )
        self._check_duplicate(example, line)
        (self._out_of_scope if name == OUT_OF_SCOPE else self._examples).append(example)

    def _check_duplicate(self, example: Example, line: int) -> None:
        seen = self._first_seen.setdefault(" ".join(example.text.lower().split()), example)
        if seen is example:
            return
        same = seen.intent == example.intent
        where = "again" if same else f"under {seen.intent!r} and {example.intent!r}"
        self._warnings.append(
            SourceProblem(
                self._path,
                line,
                f"example {example.text[:60]!r} occurs {where}, first at {seen.source}",
                "remove one" if same else "keep it under the intent it belongs to",
            )
        )

    def _take_synonym(self, variant: str, value: str, line: int) -> None:
        known = self._synonyms.setdefault(variant, value)
        if known != value:
            self._warnings.append(
                SourceProblem(
                    self._path,
                    line,
                    f"{variant!r} is a synonym of {known!r} and of {value!r}",
                    "the first one counts; remove the other",
                )
            )

    def _take_regex(self, name: str, pattern: str, line: int) -> None:
        try:
            re.compile(pattern)
        except (re.error, RecursionError, OverflowError) as error:
            self._fault(line, f"regular expression {pattern!r} is broken: {error}")
            return
        self._regexes.setdefault(name, []).append(pattern)

    def _doubt(self, line: int, message: str, remedy: str = "") -> None:
        """Note what Rasa passes over: it is left out, and said."""
        self._warnings.append(SourceProblem(self._path, line, message, remedy))

    def _fault(self, line: int, message: str, remedy: str = "") -> None:
        self.problems.append(SourceProblem(self._path, line, message, remedy))
