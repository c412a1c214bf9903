"""Secrets in project files: `${NAME}` stands for a variable of the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from bot.project.complaints import Complaints
from retrieval.yaml_file import line_of

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def expand(
    document: Mapping[str, Any], environment: Mapping[str, str], path: Path
) -> Mapping[str, Any]:
    """Return a copy of a document with every `${NAME}` in its texts replaced; lines are kept.

    Raises SourceError with file and line for each variable that is not set.
    """
    complaints = Complaints()
    expanded = deepcopy(document)
    _expand(expanded, environment, path, complaints)
    complaints.raise_if_any()
    return expanded


def _expand(node: Any, environment: Mapping[str, str], path: Path, complaints: Complaints) -> None:
    entries = node.items() if isinstance(node, Mapping) else enumerate(node)
    for key, value in list(entries):
        if isinstance(value, str):
            node[key] = _replace(value, environment, path, line_of(node, key), complaints)
        elif isinstance(value, Mapping | list):
            _expand(value, environment, path, complaints)


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
