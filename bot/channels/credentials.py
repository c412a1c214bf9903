"""A channel's section of credentials.yml, read into its frozen settings.

The settings classes are frozen dataclasses that carry `__pydantic_config__` and have the keys of
Rasa's credentials as fields; every unknown key, missing key and wrong value is named with its
line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of

Settings = TypeVar("Settings")

STRICT = ConfigDict(extra="forbid", hide_input_in_errors=True)


def read_credentials(
    settings: type[Settings], channel: str, section: Mapping[str, Any] | None, path: Path
) -> Settings:
    """Return the typed settings of `channel`; raises SourceError with a line for each fault."""
    raw: Mapping[str, Any] = {} if section is None else section
    if not isinstance(raw, Mapping):
        raise SourceError(
            SourceProblem(path, 0, f"'{channel}' is not a mapping", "write `key: value` lines")
        )
    try:
        return TypeAdapter(settings).validate_python(dict(raw))
    except ValidationError as error:
        problems = [_problem(channel, raw, path, item) for item in error.errors()]
        raise SourceError(*problems) from None


def credentials_problem(
    channel: str, section: Any, path: Path, key: str, message: str, remedy: str
) -> SourceError:
    """Return the error for one key whose value passes its type but not its meaning."""
    return SourceError(
        SourceProblem(path, line_of(section, key), f"'{channel}.{key}' {message}", remedy)
    )


def _problem(channel: str, raw: Mapping[str, Any], path: Path, item: Any) -> SourceProblem:
    key = str(item["loc"][0]) if item["loc"] else ""
    line = line_of(raw, key)
    name = f"'{channel}.{key}'"
    if item["type"] == "unexpected_keyword_argument":
        return SourceProblem(path, line, f"unknown key {name}", "remove it or correct its name")
    if item["type"] in {"missing", "missing_argument"}:
        return SourceProblem(
            path, line, f"{name} is missing", f"the {channel} channel does not start without it"
        )
    return SourceProblem(path, line, f"{name}: {str(item['msg']).lower()}")
