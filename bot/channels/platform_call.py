"""One call to a platform's API, told apart by whether the platform can have acted on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from pydantic_core import from_json, to_json

from bot.channels.outbound import Dead, Outcome, Retry, Unknown

TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10)
DEFAULT_RETRY_S = 1.0
# Longer waits are cut, so that a wrong header cannot silence a conversation for days.
MAX_RETRY_S = 3600.0
# When the token is refused, the account waits this long between attempts.
ACCOUNT_PAUSE_S = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform said: its status, headers and JSON object (empty if it sent none)."""

    status: int
    headers: Mapping[str, str]
    body: Mapping[str, Any]


async def call_platform(
    session: aiohttp.ClientSession,
    url: str,
    body: Mapping[str, Any],
    *,
    headers: Mapping[str, str] | None = None,
    proxy: str | None = None,
) -> Answer | Retry | Unknown:
    """POST JSON. Retry: nothing was sent. Unknown: it was, and no answer came back."""
    try:
        async with session.post(
            url,
            data=to_json(body),
            headers={"Content-Type": "application/json; charset=utf-8", **(headers or {})},
            proxy=proxy,
            allow_redirects=False,
            timeout=TIMEOUT,
        ) as response:
            raw = await response.read()
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        return Retry(DEFAULT_RETRY_S, f"no connection: {type(error).__name__}")
    except (aiohttp.ClientError, TimeoutError) as error:
        return Unknown(f"no answer: {type(error).__name__}")
    return Answer(response.status, response.headers, _object(raw))


def outcome_of_status(answer: Answer) -> Outcome | None:
    """Return what a status other than 2xx means for a message; None if the body has to say."""
    if answer.status == 429:
        return Retry(retry_after_s(answer.headers.get("Retry-After")), "HTTP 429")
    if answer.status == 408 or answer.status >= 500:
        return Unknown(f"HTTP {answer.status}")
    if answer.status in {401, 407}:
        return Retry(ACCOUNT_PAUSE_S, f"HTTP {answer.status}", account_wide=True)
    if answer.status >= 300 and not answer.body:
        return Dead(f"HTTP {answer.status}")
    return None


def retry_after_s(value: Any) -> float:
    """Return the seconds a platform asks to wait, at least one, from a header or a field."""
    try:
        seconds = float(value)
    except (TypeError, ValueError, OverflowError):
        return DEFAULT_RETRY_S
    # the comparison is false for NaN as well
    return min(max(seconds, DEFAULT_RETRY_S), MAX_RETRY_S) if seconds > 0 else DEFAULT_RETRY_S


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        value = from_json(raw)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
