"""Streams of a dispatcher as one message each.

Nothing of a turn is sent before it is written down, so what an action streams (rasa-sdk's
`stream_chunk`) is collected; rasa-sdk itself would make every chunk a message of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

LISTS = ("buttons", "elements")


class JoinedStreams(CollectingDispatcher):
    """A dispatcher for actions in this process."""

    async def stream_end(self) -> None:
        """Say what was streamed, in one piece."""
        chunks, self._stream_accumulated_chunks = self._stream_accumulated_chunks, []
        if chunks:
            self.utter_message(**joined(chunks))
        await super().stream_end()


def joined(chunks: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return one message: texts and lists one after the other, of anything else the last."""
    message: dict[str, Any] = {}
    for chunk in chunks:
        for key, value in chunk.items():
            if key == "text" and value is not None:
                message[key] = message.get(key, "") + str(value)
            elif key in LISTS:
                message[key] = [*message.get(key, ()), *value]
            else:
                message[key] = value
    return message
