"""The website widget's channel: one WebSocket per open page, JSON text frames, nothing lost.

Connecting
    GET /widget/socket          WebSocket. 403 when the page's Origin is not on the allow-list,
                                503 with Retry-After when the server stops.
    GET /webhooks/widget/       {"status": "ok"}

    Within 10 s the client sends `hello`; the server answers `welcome`, then every stored message
    after `since` in ascending position, then live frames. Frames of the client before `hello`,
    and anything that is not a JSON object with a known `type`, are answered with `error`
    (code bad_frame); the third bad frame closes the socket (1008).

Client -> server (text frames, at most 16 KiB each; unknown keys are ignored)
    {"type": "hello", "widget": "<id>", "visitor_token": "<token>" | null,
     "conversation": "<id>" | null, "since": <int>, "identity": {...} | null}
        widget          the id of the widget, `data-widget` of the script tag; "default" if absent
        visitor_token   from an earlier `welcome`, kept by the client in localStorage
        conversation, since   what the client holds: the conversation of its last `welcome` and
                        the highest position it has seen in it (0: nothing)
        identity        {"jwt": "<HS256 JWT: sub, aud = widget id, exp at most 1 h after iat/now,
                        email?, name?>"} or {"identifier": "<customer id>", "user_hash":
                        "<hex HMAC-SHA256(secret, identifier)>"} with "email" and "name" unsigned
                        and therefore not trusted for orders
    {"type": "message", "client_id": "<1-64 of A-Z a-z 0-9 _ ->", "text": "<string>",
     "title": "<string>"?, "page": "<string>"?}
        client_id       made by the client, unique for ever (a UUID); sending the same one again
                        after a cut is safe: it is one message and one turn
        text            what the customer wrote, or the payload of the button that was pressed
        title           what the customer saw: the title of that button (shown in the transcript
                        in place of a payload)
        page            the address of the page, at most 500 characters
    {"type": "feedback", "position": <int>, "value": 1 | -1, "comment": "<string>"?}
    {"type": "history", "before": <int>, "limit": <1-100>}
    {"type": "ping"}

Server -> client
    {"type": "welcome", "visitor_token": "<token>", "conversation": "<id>", "position": <int>,
     "since": <int>, "verified": <bool>, "texts": {"<key>": "<text>"},
     "limits": {"message_chars": <int>}}
        visitor_token   keep it; it may differ from the one sent (unknown, expired, renewed)
        conversation    if it differs from what the client holds, or if `since` is lower than the
                        client asked, the client clears its transcript and fills it anew
        since           the position after which the messages that follow begin
        position        the highest position stored at this moment (0: empty conversation)
        verified        the server has checked the identity
        texts           the shop's own wording of the widget, any subset of its keys
    {"type": "message", "position": <int>, "author": "customer" | "bot" | "agent",
     "client_id": "<id>" | null, "text": "<plain text>", "html": "<sanitised HTML>",
     "buttons": [{"title": "...", "payload": "..."}],
     "cards": [{"title", "subtitle", "price", "image", "url", "product_id", "buttons": [...]}],
     "image": "<url>" | null, "evidence": [{"kind", "id", "title"}], "at": <epoch seconds>}
        position        ascending within a connection, unique in the conversation, not always
                        without gaps; the client shows messages in this order and drops a position
                        that it has already shown
        author          customer messages come back too, to every open page: `client_id` says
                        which waiting bubble it is (before or after its `ack`)
        html            `text` with safe Markdown as HTML (p br strong em del code pre ul ol li
                        blockquote a[href rel target]); the only string that may go to innerHTML.
                        Empty for customers: show `text` as text
        buttons         at most 10; send `payload` as `text` and `title` as `title`
        image, url      an absolute https: address, or a path that begins with one "/" and is
                        relative to the origin that served widget.js; "" for none (image: null)
    {"type": "ack", "client_id": "<id>", "position": <int>, "duplicate": <bool>}
                        the message is on disk; it will be answered even if the server dies now.
                        Until then the client keeps it and sends it again after a reconnect
    {"type": "typing", "on": <bool>}
    {"type": "feedback", "position": <int>, "value": 1 | -1}      stored
    {"type": "history", "before": <int>, "messages": [<message frames, ascending>], "more": <bool>}
    {"type": "gap", "after": <int>, "before": <int>}
                        messages between the two positions (both exclusive) were not sent because
                        there are too many (over 200); fetch them with `history` when needed
    {"type": "error", "code": "...", "message": "<one sentence>", "client_id": "<id>"?,
     "retry_after": <seconds>?}
        bad_frame           not JSON, unknown type, or a wrong value; `message` names the key
        unknown_widget      no widget of this id; closes (1008)
        identity_invalid    the signature, audience or time is wrong; closes (1008): do not retry
        identity_required   the shop lets only signed customers in; closes (1008)
        too_long            the text is empty or longer than limits.message_chars
        rate_limited        too many messages; send the same `client_id` again after `retry_after`
        busy                the server is full; likewise
        unavailable         the message could not be stored; likewise
        not_found           feedback on a position that does not exist
    {"type": "pong"}

Closing
    1001 the server stops or restarts: reconnect after 1-5 s    1008 refused: do not reconnect
    1009 a frame was too big    1013 too slow a reader, no `hello` in time or too many pages open:
    reconnect after a pause    anything else: reconnect with doubling pauses, at most 30 s, and
    `since`.
    The server pings every 25 s (WebSocket ping) and drops a peer that does not answer; a browser,
    which cannot see those, sends `ping` to find out whether the line is alive.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence

import structlog
from aiohttp import WSCloseCode, web

from bot.channels.gateway import Gateway
from bot.channels.origin import OriginList
from bot.channels.visitor import VisitorDesk
from bot.channels.widget_line import WidgetLine
from bot.channels.widget_session import CHANNEL, RateGate, WidgetSession
from bot.channels.widget_settings import WidgetSettings
from bot.errors import NotReady, Refused

log = structlog.get_logger(__name__)

MAX_FRAME_BYTES = 16_384
HEARTBEAT_S = 25.0
# A visitor with more pages open than this is a script.
MAX_PAGES_PER_VISITOR = 10


class WidgetChannel:
    """Accepts the pages of one widget and keeps a session for each."""

    name = CHANNEL

    def __init__(
        self,
        settings: WidgetSettings,
        gateway: Gateway,
        *,
        clock: Callable[[], float],
        visitor_secrets: Sequence[str],
        identity_secrets: Sequence[str] = (),
        rate: RateGate,
    ) -> None:
        """Raise ValueError if there is no secret to sign visitor tokens with."""
        self._settings = settings
        self._gateway = gateway
        self._clock = clock
        self._rate = rate
        self._origins = OriginList(settings.allowed_origins)
        self._desk = VisitorDesk(
            settings.id, secrets_=visitor_secrets, identity_secrets=identity_secrets, clock=clock
        )
        self._lines: set[WidgetLine] = set()
        self._pages: Counter[str] = Counter()
        self._closing = False

    def routes(self) -> list[web.RouteDef]:
        """Return the channel's routes."""
        return [
            web.get("/webhooks/widget/", self.status),
            web.get("/widget/socket", self.connect),
        ]

    @property
    def open_pages(self) -> int:
        """Return how many pages are connected."""
        return len(self._lines)

    async def status(self, _: web.Request) -> web.Response:
        """Say that the channel is there."""
        return web.json_response({"status": "ok"})

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one page from the handshake to the close."""
        if not self._origins.allows(request):
            raise Refused("this page may not use the widget; add its origin to allowed_origins")
        if self._closing:
            raise NotReady("the server is stopping", retry_after_s=5)
        socket = web.WebSocketResponse(
            heartbeat=HEARTBEAT_S,
            max_msg_size=MAX_FRAME_BYTES,
            compress=False,  # frames are small, a compressor per page is not
        )
        if not socket.can_prepare(request):
            raise web.HTTPUpgradeRequired(text="this address speaks WebSocket")
        await socket.prepare(request)
        line = WidgetLine(socket)
        session = WidgetSession(
            line,
            gateway=self._gateway,
            desk=self._desk,
            settings=self._settings,
            rate=self._rate,
            clock=self._clock,
        )
        self._lines.add(line)
        try:
            await self._serve(session, line)
        except Exception:
            log.exception("widget_session_failed")
            await line.close(WSCloseCode.INTERNAL_ERROR, "something went wrong on our side")
        finally:
            self._lines.discard(line)
        return socket

    async def close(self) -> None:
        """Let nobody in any more and tell every page to come back later (1001)."""
        self._closing = True
        await asyncio.gather(
            *(line.close(WSCloseCode.GOING_AWAY, "restarting") for line in self._lines)
        )

    async def _serve(self, session: WidgetSession, line: WidgetLine) -> None:
        greeted = await session.greet()
        if greeted is None:
            return
        hello, visitor = greeted
        sender = visitor.sender
        self._pages[sender] += 1
        try:
            if self._pages[sender] > MAX_PAGES_PER_VISITOR:
                await line.close(WSCloseCode.TRY_AGAIN_LATER, "too many pages open")
            else:
                await session.run(hello, visitor)
        finally:
            self._pages[sender] -= 1
            if self._pages[sender] <= 0:
                del self._pages[sender]
