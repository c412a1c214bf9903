"""One page's connection to the widget: reads its frames, shows it the conversation.

Three tasks share the line. The reader takes the client's frames one after the other. The pump
follows the conversation: a notice is sent at once if it is the next position, and else the
missing messages are read from the store, so that a lost notice never means a lost message. The
writer empties the line's bounded queue.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from aiohttp import WSCloseCode

from bot.channels.body import clean_text
from bot.channels.gateway import Gateway, StoredMessage, Subscription
from bot.channels.sender import conversation_of
from bot.channels.token_bucket import TokenBucket
from bot.channels.visitor import IdentityInvalid, Visitor, VisitorDesk
from bot.channels.widget_frames import (
    ClientFrame,
    FeedbackFrame,
    HelloFrame,
    HistoryFrame,
    MessageFrame,
    PingFrame,
    error_frame,
    stored_frame,
    welcome_frame,
)
from bot.channels.widget_line import Closed, WidgetLine, too_slow
from bot.channels.widget_message import inbound_message, shown_message
from bot.channels.widget_settings import WidgetSettings
from bot.errors import Busy, FrontdeskError, Invalid, RateLimited

CHANNEL = "widget"
HELLO_TIMEOUT_S = 10.0
# What a page gets at once when it opens; older messages come on request.
MAX_REPLAYED = 200
PAGE = 100
# No honest page sends so many frames; messages have their own, lower limit.
FRAMES_PER_S = 5.0
FRAMES_BURST = 60.0
UNAVAILABLE_RETRY_S = 5.0


class RateGate(Protocol):
    """Says how long a sender must wait before its next message."""

    def wait_s(self, key: str) -> float:
        """Take one token of `key` and return 0, or return the seconds until there is one."""


class WidgetSession:
    """Serves one open page from `hello` to close."""

    def __init__(
        self,
        line: WidgetLine,
        *,
        gateway: Gateway,
        desk: VisitorDesk,
        settings: WidgetSettings,
        rate: RateGate,
        clock: Callable[[], float],
    ) -> None:
        self._line = line
        self._gateway = gateway
        self._desk = desk
        self._settings = settings
        self._rate = rate
        self._clock = clock
        self._frames = TokenBucket(FRAMES_PER_S, FRAMES_BURST, clock)
        self._show_lock = asyncio.Lock()
        self._cursor = 0

    async def greet(self) -> tuple[HelloFrame, Visitor] | None:
        """Wait for `hello` and find out who it is; None if the line has ended before."""
        try:
            async with asyncio.timeout(HELLO_TIMEOUT_S):
                hello = await self._wait_for_hello()
            return hello, self._admit(hello)
        except TimeoutError:
            await self._line.end(Closed(WSCloseCode.TRY_AGAIN_LATER, "no hello within 10 s"))
        except Closed as end:
            await self._line.end(end)
        return None

    async def run(self, hello: HelloFrame, visitor: Visitor) -> None:
        """Welcome the visitor, show what it missed, and serve its frames until the line ends."""
        conversation = self.conversation_of(visitor)
        # subscribed before the first reading: nothing can fall between the two
        subscription = self._gateway.subscribe(conversation)
        try:
            await self._welcome(hello, visitor)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._line.write())
                group.create_task(self._pump(conversation, subscription))
                group.create_task(self._read(visitor))
        except* Closed as ends:
            await self._line.end(_first(ends))
        except* FrontdeskError:
            await self._line.end(
                Closed(WSCloseCode.TRY_AGAIN_LATER, "come back later"),
                last=error_frame(
                    "unavailable", "come back later", retry_after_s=UNAVAILABLE_RETRY_S
                ),
            )
        except* (ConnectionError, TimeoutError):
            await self._line.close(WSCloseCode.GOING_AWAY, "the line is gone")
        finally:
            subscription.close()

    def conversation_of(self, visitor: Visitor) -> str:
        """Return the id of the visitor's conversation."""
        return conversation_of(CHANNEL, self._settings.id, visitor.sender)

    async def _wait_for_hello(self) -> HelloFrame:
        while True:
            frame = await self._line.receive()
            if isinstance(frame, HelloFrame):
                return frame
            if frame is not None:
                self._line.refuse("the first frame must be 'hello'")
            await self._line.flush()

    def _admit(self, hello: HelloFrame) -> Visitor:
        if hello.widget != self._settings.id:
            raise self._turned("unknown_widget", f"there is no widget '{hello.widget}' here")
        try:
            visitor = self._desk.admit(hello.visitor_token, hello.identity)
        except IdentityInvalid as error:
            raise self._turned("identity_invalid", str(error)) from None
        if visitor.identity is None and self._settings.require_identity:
            raise self._turned("identity_required", "only signed-in customers may write here")
        return visitor

    def _turned(self, code: str, message: str) -> Closed:
        self._line.send(error_frame(code, message))
        return Closed(WSCloseCode.POLICY_VIOLATION, code)

    async def _welcome(self, hello: HelloFrame, visitor: Visitor) -> None:
        conversation = self.conversation_of(visitor)
        position = await self._gateway.last_position(conversation)
        held = hello.since if hello.conversation in {None, conversation} else 0
        since = held if held <= position else 0
        self._line.send(welcome_frame(visitor, conversation, position, since, self._settings))
        self._cursor = since
        if position - since > MAX_REPLAYED:
            self._cursor = position - MAX_REPLAYED
            self._line.send({"type": "gap", "after": since, "before": self._cursor + 1})

    async def _read(self, visitor: Visitor) -> None:
        while True:
            frame = await self._line.receive()
            if frame is None:
                continue
            wait = self._frames.take()
            if wait > 0:
                client_id = frame.client_id if isinstance(frame, MessageFrame) else None
                self._line.send(
                    error_frame(
                        "rate_limited",
                        "too many frames",
                        client_id=client_id,
                        retry_after_s=wait,
                    )
                )
                continue
            await self._serve(frame, visitor)

    async def _serve(self, frame: ClientFrame, visitor: Visitor) -> None:
        if isinstance(frame, MessageFrame):
            await self._take_message(frame, visitor)
        elif isinstance(frame, FeedbackFrame):
            await self._take_feedback(frame, self.conversation_of(visitor))
        elif isinstance(frame, HistoryFrame):
            await self._tell_history(frame, self.conversation_of(visitor))
        elif isinstance(frame, PingFrame):
            self._line.send({"type": "pong"})
        else:
            self._line.refuse("'hello' comes only once")

    async def _take_message(self, frame: MessageFrame, visitor: Visitor) -> None:
        try:
            await self._accept(frame, visitor)
        except RateLimited as error:
            self._refuse(frame, "rate_limited", error.message, error.retry_after_s or 1)
        except Busy as error:
            self._refuse(frame, "busy", error.message, error.retry_after_s or 1)
        except Invalid as error:
            self._refuse(frame, "too_long", error.message, None)
        except FrontdeskError as error:
            retry_after_s = error.retry_after_s or UNAVAILABLE_RETRY_S
            self._refuse(frame, "unavailable", error.message, retry_after_s)

    async def _accept(self, frame: MessageFrame, visitor: Visitor) -> None:
        wait = self._rate.wait_s(visitor.sender)
        if wait > 0:
            raise RateLimited("you write faster than we can read", retry_after_s=int(wait) + 1)
        message = inbound_message(frame, visitor, self._settings, self._clock())
        accepted = await self._gateway.accept(message)
        self._line.send(
            {
                "type": "ack",
                "client_id": frame.client_id,
                "position": accepted.position,
                "duplicate": accepted.duplicate,
            }
        )
        if not accepted.duplicate:
            await self._show(shown_message(message, accepted.position))

    def _refuse(
        self, frame: MessageFrame, code: str, message: str, retry_after_s: float | None
    ) -> None:
        self._line.send(
            error_frame(code, message, client_id=frame.client_id, retry_after_s=retry_after_s)
        )

    async def _take_feedback(self, frame: FeedbackFrame, conversation: str) -> None:
        try:
            await self._gateway.feedback(
                conversation, frame.position, frame.value, clean_text(frame.comment)
            )
        except LookupError:
            self._line.send(error_frame("not_found", f"there is no reply {frame.position}"))
        else:
            self._line.send({"type": "feedback", "position": frame.position, "value": frame.value})

    async def _tell_history(self, frame: HistoryFrame, conversation: str) -> None:
        after = max(0, frame.before - 1 - frame.limit)
        stored = await self._gateway.messages_since(conversation, after, frame.limit)
        shown = [stored_frame(message) for message in stored if message.position < frame.before]
        self._line.send(
            {"type": "history", "before": frame.before, "messages": shown, "more": after > 0}
        )

    async def _pump(self, conversation: str, subscription: Subscription) -> None:
        async with self._show_lock:
            await self._catch_up(conversation)
        async for notice in subscription:
            if notice.typing is not None:
                self._line.send({"type": "typing", "on": notice.typing})
            if notice.message is not None:
                await self._show(notice.message)
        raise too_slow()

    async def _show(self, message: StoredMessage) -> None:
        async with self._show_lock:
            if message.position == self._cursor + 1:
                self._line.send(stored_frame(message))
                self._cursor = message.position
            elif message.position > self._cursor:
                await self._catch_up(message.conversation_id)

    async def _catch_up(self, conversation: str) -> None:
        while True:
            page = await self._gateway.messages_since(conversation, self._cursor, PAGE)
            for message in page:
                self._line.send(stored_frame(message))
                self._cursor = message.position
                await asyncio.sleep(0)  # rendering a hundred at once would hold up everybody
            if len(page) < PAGE:
                return


def _first(ends: BaseExceptionGroup[Closed]) -> Closed:
    end: BaseException = ends
    while isinstance(end, BaseExceptionGroup):
        end = end.exceptions[0]
    return end if isinstance(end, Closed) else too_slow()
