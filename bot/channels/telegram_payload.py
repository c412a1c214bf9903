"""Payloads of Telegram's buttons: 64 bytes at most travel with a button, longer ones stay here."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Protocol

MAX_CALLBACK_BYTES = 64
# Marks an id in place of a payload.
_MARK = "#"
_ID = re.compile(r"[A-Za-z0-9_-]{24}")


class PayloadStore(Protocol):
    """Keeps payloads under ids for as long as buttons may be pressed: for good."""

    async def put(self, payload_id: str, payload: str) -> None:
        """Store a payload durably; storing the same again changes nothing."""

    async def get(self, payload_id: str) -> str | None:
        """Return the payload of an id, None if there is none."""


async def to_callback_data(payload: str, store: PayloadStore) -> str:
    """Return what a button carries for `payload`."""
    if len(payload.encode()) <= MAX_CALLBACK_BYTES and not payload.startswith(_MARK):
        return payload
    # named by its content: a repeated send stores nothing twice
    payload_id = urlsafe_b64encode(sha256(payload.encode()).digest()[:18]).decode()
    await store.put(payload_id, payload)
    return _MARK + payload_id


async def from_callback_data(data: str, store: PayloadStore) -> str | None:
    """Return the payload of a pressed button, None if nobody knows it any more."""
    if not data.startswith(_MARK):
        return data
    payload_id = data.removeprefix(_MARK)
    return await store.get(payload_id) if _ID.fullmatch(payload_id) else None
