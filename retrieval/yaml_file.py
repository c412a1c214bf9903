"""YAML files with line numbers, so that every complaint can name its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from retrieval.source_problem import SourceError, SourceProblem


def read_yaml(path: Path) -> Any:
    """Return the document of a YAML 1.2 file: mappings and sequences know their lines.

    Raises SourceError with the line if the file is missing, not UTF-8 or not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SourceError(
            SourceProblem(path, 0, "the file does not exist", "create it or correct the path")
        ) from None
    except OSError as error:
        raise SourceError(
            SourceProblem(path, 0, f"cannot be read: {error.strerror}", "make it a readable file")
        ) from None
    except UnicodeDecodeError as error:
        raise SourceError(
            SourceProblem(path, 0, f"not UTF-8 at byte {error.start}", "save the file as UTF-8")
        ) from None
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path) -> Any:
    """Return the document in `text`; `path` is only named in errors."""
    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        # ruamel appends a note about its own options to some problems; one sentence is enough
        message = str(error.problem or error.context).strip().splitlines()[0]
        # nor are the whole values of a key that is there twice
        message = message.partition(' with value "')[0]
        raise SourceError(
            SourceProblem(path, line, f"not valid YAML: {message}", column=column)
        ) from None
    except (YAMLError, ValueError, RecursionError) as error:
        message = str(error).strip().splitlines()[0]
        raise SourceError(SourceProblem(path, 0, f"not valid YAML: {message}")) from None


def line_of(container: Any, key: str | int | None = None) -> int:
    """Return the line, from 1, of a container read by `read_yaml`, or of one of its entries."""
    if not isinstance(container, CommentedMap | CommentedSeq):
        return 0
    if key is None:
        return int(container.lc.line or 0) + 1
    try:
        position = container.lc.key(key) if isinstance(container, CommentedMap) else None
        if position is None:
            position = container.lc.item(key)
    except (KeyError, IndexError, TypeError, AttributeError):
        position = None
    return int(position[0]) + 1 if position else line_of(container)
