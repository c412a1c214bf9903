"""Secrets in project files: `${NAME}` stands for a variable of the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.project.complaints import Complaints, plain
from retrieval.yaml_file import line_of

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def expand(document: Any, environment: Mapping[str, str], path: Path) -> dict[str, Any]:
    """Return a document with every `${NAME}` in its texts replaced, as plain data.

    Raises SourceError with file and line for each variable that is not set.
    """
    complaints = Complaints()
    expanded = _expand(document or {}, environment, path, line_of(document), complaints)
    complaints.raise_if_any()
    return dict(expanded)


def _expand(
    value: Any, environment: Mapping[str, str], path: Path, line: int, complaints: Complaints
) -> Any:
    if isinstance(value, str):
        return _replace(value, environment, path, line, complaints)
    if isinstance(value, Mapping):
        return {
            str(key): _expand(one, environment, path, line_of(value, key), complaints)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [
            _expand(one, environment, path, line_of(value, i), complaints)
            for i, one in enumerate(value)
        ]
    return plain(value)


def _replace(
    text: str, environment: Mapping[str, str], path: Path, line: int, complaints: Complaints
) -> str:
    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in environment:
            complaints.add(
                path,
                line,
                f"the environment variable '{name}' is not set",
                f"set it, or remove '${{{name}}}' from this line",
            )
        return environment.get(name, "")

    return _VARIABLE.sub(value, str(text))
