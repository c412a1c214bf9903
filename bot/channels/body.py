"""Reading what a stranger sends: bytes, JSON and words, so that none of it can end in a 500.

`json.loads` fails on deep nesting with RecursionError and lets lone surrogates and NaN through;
`pydantic_core.from_json` answers each with ValueError. What is left - integers no database
takes, NUL characters, megabytes of metadata - is refused or removed here.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web
from pydantic_core import from_json

from bot.errors import Invalid

# Platforms send at most some ten KiB; the server's own client_max_size is the outer limit.
MAX_BODY_BYTES = 1_048_576
MAX_METADATA_CHARS = 16_384
MAX_NESTING = 32
_INT64 = 2**63


async def read_body(request: web.Request, *, limit: int = MAX_BODY_BYTES) -> bytes:
    """Return the decoded body; raises Invalid if it is not what its headers say, or 413."""
    try:
        body = await request.read()
    except web.RequestPayloadError:
        # else aiohttp would read on after the answer, fail once more and log a traceback; and the
        # parser is lost, so the connection has to end with the answer
        request.content.feed_eof()
        request.protocol.close()
        raise Invalid("the body cannot be read as its headers say") from None
    if len(body) > limit:
        raise web.HTTPRequestEntityTooLarge(max_size=limit, actual_size=len(body))
    return body


def parse_object(body: bytes | str) -> dict[str, Any]:
    """Return the JSON object in `body`; raises Invalid with one sentence if there is none."""
    try:
        value = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise Invalid(f"the body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise Invalid("the body is not a JSON object")
    return value


def check_json(value: Any, name: str, *, max_chars: int = MAX_METADATA_CHARS) -> None:
    """Raise Invalid if a parsed JSON value is too deep, too long or holds huge integers."""
    budget = max_chars
    pending: list[tuple[Any, int]] = [(value, 0)]
    while pending:
        item, depth = pending.pop()
        budget -= _weight(item, name)
        if depth > MAX_NESTING:
            raise Invalid(f"'{name}' is nested deeper than {MAX_NESTING} levels")
        if budget < 0:
            raise Invalid(f"'{name}' is longer than {max_chars} characters")
        if isinstance(item, dict):
            pending += [(part, depth + 1) for pair in item.items() for part in pair]
        elif isinstance(item, list):
            pending += [(part, depth + 1) for part in item]


def clean_text(text: str) -> str:
    """Return text without what no store or platform takes: NUL and lone surrogates."""
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _weight(item: Any, name: str) -> int:
    if isinstance(item, str):
        return len(item) + 2
    if isinstance(item, int | float) and not -_INT64 <= item < _INT64:
        raise Invalid(f"'{name}' has a number outside of 64 bits")
    return 2
