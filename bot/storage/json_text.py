"""Values made fit for a column: text that any database can hold, JSON as text, bounded numbers.

A lone surrogate or a NUL from a hostile client, or an integer beyond 64 bits, would otherwise
raise in the driver, far from the request that brought it.
"""

from __future__ import annotations

import json
import math
from typing import Any

_REPLACEMENT = "\ufffd"
_INT64_MAX = 2**63 - 1


def clean_text(text: str) -> str:
    """Return `text` with lone surrogates and NULs replaced, split surrogate pairs joined."""
    if "\x00" in text:
        text = text.replace("\x00", _REPLACEMENT)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def checked_id(name: str, value: object, max_length: int) -> str:
    """Return `value` as it is, or raise ValueError: an id is never altered, only refused."""
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} must be a non-empty text")
    if len(value) > max_length:
        raise ValueError(f"{name} has {len(value)} characters, at most {max_length} are allowed")
    if clean_text(value) != value:
        raise ValueError(f"{name} holds characters that are not valid Unicode text")
    return value


def checked_int(name: str, value: object) -> int:
    """Return `value`, or raise ValueError unless it is an integer from 0 to 2**63 - 1."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} must be an integer")  # noqa: TRY004 - one error for bad input
    if not 0 <= value <= _INT64_MAX:
        raise ValueError(f"{name} must be between 0 and 2**63 - 1")
    return value


def checked_time(name: str, value: object) -> float:
    """Return `value` as a float, or raise ValueError when it is no finite number of seconds."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} must be a number of seconds")  # noqa: TRY004 - as above
    try:
        seconds = float(value)
    except OverflowError as error:
        raise ValueError(f"{name} is too large") from error
    if not math.isfinite(seconds):
        raise ValueError(f"{name} must be finite")
    return seconds


def to_json(value: Any) -> str:
    """Return `value` as JSON text; raises ValueError when it is no JSON (or NaN, or too deep)."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    # Surrogates stand in the dumped text as they are, so cleaning it cleans every string.
    return clean_text(text)


def object_from_json(text: str) -> dict[str, Any]:
    """Return the JSON object that `to_json` wrote."""
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - the text is wrong, not a type
    return value
