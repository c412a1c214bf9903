"""Payloads of buttons in memory."""

from __future__ import annotations


class FakePayloads:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def put(self, payload_id: str, payload: str) -> None:
        self.kept[payload_id] = payload

    async def get(self, payload_id: str) -> str | None:
        return self.kept.get(payload_id)
