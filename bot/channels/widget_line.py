"""One WebSocket of the widget: frames in and out, bounded, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.channels.widget_frames import (
    BadFrame,
    ClientFrame,
    error_frame,
    read_frame,
    write_frame,
)

MAX_BAD_FRAMES = 3
# A slow reader is dropped after this many unsent frames; it resumes by position.
MAX_QUEUED_FRAMES = 256
WRITE_TIMEOUT_S = 30.0
# A client that is turned away or too slow does not get long for its last frames.
LAST_FRAMES_TIMEOUT_S = 2.0


class Closed(Exception):
    """Ends a line from within, with the close code that tells the client what to do."""

    def __init__(self, code: WSCloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class WidgetLine:
    """The frames of one open page. Whoever uses it runs `write` beside `receive`."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket
        self._queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MAX_QUEUED_FRAMES)
        self._bad_frames = 0

    def send(self, frame: dict[str, Any]) -> None:
        """Queue a frame; raises Closed when the page does not keep up."""
        try:
            self._queue.put_nowait(frame)
        except asyncio.QueueFull:
            raise too_slow() from None

    async def receive(self) -> ClientFrame | None:
        """Return the next frame, None for a bad one (answered); raises Closed at the end."""
        message = await self._socket.receive()
        if message.type is WSMsgType.TEXT:
            try:
                return read_frame(message.data)
            except BadFrame as error:
                self.refuse(str(error))
                return None
        if message.type is WSMsgType.BINARY:
            self.refuse("frames are text, not binary")
            return None
        raise Closed(WSCloseCode.OK, "the client has left")

    def refuse(self, message: str) -> None:
        """Answer a frame that is not of the protocol; raises Closed at the third."""
        self._bad_frames += 1
        self.send(error_frame("bad_frame", message))
        if self._bad_frames >= MAX_BAD_FRAMES:
            raise Closed(WSCloseCode.POLICY_VIOLATION, "too many bad frames")

    async def write(self) -> None:
        """Send what is queued until cancelled or the peer is gone."""
        while True:
            frame = await self._queue.get()
            async with asyncio.timeout(WRITE_TIMEOUT_S):
                await self._socket.send_str(write_frame(frame))

    async def flush(self) -> None:
        """Send what is queued while nobody runs `write`; gives up on a peer that stalls."""
        with contextlib.suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(LAST_FRAMES_TIMEOUT_S):
                while not self._queue.empty():
                    await self._socket.send_str(write_frame(self._queue.get_nowait()))

    async def end(self, end: Closed, *, last: dict[str, Any] | None = None) -> None:
        """Send the last frames, when somebody is still there to read them, and close."""
        if last is not None:
            with contextlib.suppress(asyncio.QueueFull):
                self._queue.put_nowait(last)
        if end.code != WSCloseCode.OK:
            await self.flush()
        await self.close(end.code, end.reason)

    async def close(self, code: WSCloseCode, reason: str) -> None:
        """Close the socket at once."""
        with contextlib.suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(WRITE_TIMEOUT_S):
                await self._socket.close(code=code, message=reason.encode())


def too_slow() -> Closed:
    """Return the end of a line whose page does not read fast enough."""
    return Closed(WSCloseCode.TRY_AGAIN_LATER, "too slow; come back and resume")
