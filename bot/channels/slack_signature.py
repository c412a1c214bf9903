"""Slack's request signature, checked on bytes so that no header or body can raise."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

# Slack's own window against replays.
WINDOW_S = 300

_TIMESTAMP = re.compile(r"[0-9]{1,12}")


def sign(secret: bytes, timestamp: bytes, body: bytes) -> bytes:
    """Return the value of X-Slack-Signature for a body sent at `timestamp`."""
    digest = hmac.new(secret, b"v0:" + timestamp + b":" + body, sha256).hexdigest()
    return b"v0=" + digest.encode()


def is_signed(
    secrets: Sequence[bytes], headers: Mapping[str, str], body: bytes, now: float
) -> bool:
    """Return whether Slack has signed these bytes within the last five minutes."""
    timestamp = headers.get("X-Slack-Request-Timestamp", "")
    if not _TIMESTAMP.fullmatch(timestamp) or not timestamp.isascii():
        return False
    if abs(now - int(timestamp)) > WINDOW_S:
        return False
    given = headers.get("X-Slack-Signature", "").encode("utf-8", "surrogateescape")
    # every secret is compared, so that the time says nothing about which one
    matches = [
        hmac.compare_digest(given, sign(secret, timestamp.encode(), body)) for secret in secrets
    ]
    return any(matches)
