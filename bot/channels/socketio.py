"""Rasa's Socket.IO channel, for the widgets that speak it.

Events and shapes are Rasa's: `session_request` -> `session_confirm`, `user_uttered` ->
`bot_uttered` (names by settings). `bot_uttered` stays bare, because rasa-webchat hides a message
with any further key. Ours are separate events that old clients do not listen to:

    bot_meta     {"position", "author", "evidence"}   after the `bot_uttered` events of a message
    bot_typing   {"on"}
    bot_error    {"code", "message", "retry_after"}   when a message was not accepted

and, with session persistence, `session_request {"session_id", "since": <position>}` replays what
was missed after that position; a client that does not say gets what came since its socket was
found closed. The acknowledgement of `user_uttered`, for clients that ask for it, is
`{"position"}` once the message is on disk.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

import jwt
import socketio
import structlog
from aiohttp import web

from bot.channels.body import check_json, clean_text, parse_object
from bot.channels.gateway import Gateway
from bot.channels.sender import read_sender
from bot.channels.socketio_follower import Follower
from bot.channels.socketio_server import SocketIOServer
from bot.channels.socketio_settings import SocketIOSettings
from bot.domain.message import InboundMessage
from bot.errors import FrontdeskError, Invalid

log = structlog.get_logger(__name__)

# Sessions whose last shown position is kept after their socket closed.
REMEMBERED_SESSIONS = 10_000
MAX_SINCE = 2**53


@dataclass(slots=True)
class _Peer:
    """One connected socket and what it follows."""

    conversation: str = ""
    follower: Follower | None = None


class SocketIOChannel:
    """Serves Socket.IO clients; each follows one conversation at a time."""

    name = "socketio"

    def __init__(
        self,
        settings: SocketIOSettings,
        gateway: Gateway,
        *,
        clock: Callable[[], float],
        message_chars: int = 8000,
    ) -> None:
        self._settings = settings
        self._gateway = gateway
        self._clock = clock
        self._message_chars = message_chars
        self._server = SocketIOServer(settings)
        self._peers: dict[str, _Peer] = {}
        self._shown: OrderedDict[str, int] = OrderedDict()
        self._namespace = settings.namespace or "/"
        for event, handler in {
            "connect": self._connect,
            "disconnect": self._disconnect,
            "session_request": self._session_request,
            settings.user_message_evt: self._user_uttered,
        }.items():
            self._server.sio.on(event, handler, namespace=self._namespace)

    def routes(self) -> list[web.RouteDef]:
        """Return the channel's routes."""
        return [web.get("/webhooks/socketio/", self.status), *self._server.routes()]

    async def status(self, _: web.Request) -> web.Response:
        """Say that the channel is there."""
        return web.json_response({"status": "ok"})

    async def close(self) -> None:
        """Disconnect everybody."""
        await self._server.close()
        for sid in list(self._peers):
            self._forget(sid)

    async def _connect(self, sid: str, environ: Any, auth: Any = None) -> bool:
        if self._settings.jwt_key and not self._is_signed(auth):
            raise socketio.exceptions.ConnectionRefusedError("a valid token is needed")
        self._peers[sid] = _Peer()
        return True

    async def _disconnect(self, sid: str, reason: Any = None) -> None:
        self._forget(sid)

    async def _session_request(self, sid: str, data: Any = None) -> None:
        try:
            wish = data if isinstance(data, dict) else {}
            session = read_sender(wish.get("session_id") or uuid4().hex)
            if self._settings.session_persistence:
                await self._follow(sid, session, _since(wish.get("since")))
        except FrontdeskError as error:
            await self._say_error(sid, error)
        except Exception:
            log.exception("socketio_session_request_failed")
        else:
            await self._emit("session_confirm", session, sid)

    async def _user_uttered(self, sid: str, data: Any = None) -> dict[str, int] | None:
        try:
            message = self._read(sid, data)
            if message is None:
                return None
            await self._follow(sid, message.conversation_id, None)
            accepted = await self._gateway.accept(message)
        except FrontdeskError as error:
            await self._say_error(sid, error)
        except Exception:
            log.exception("socketio_message_failed")
        else:
            return {"position": accepted.position}
        return None

    def _read(self, sid: str, data: Any) -> InboundMessage | None:
        if not isinstance(data, dict):
            raise Invalid("a message is an object with 'message'")
        sender = sid
        if self._settings.session_persistence:
            if not data.get("session_id"):
                log.warning("socketio_message_without_session")
                return None
            sender = read_sender(data["session_id"])
        text = data.get("message")
        if not isinstance(text, str) or not text.strip():
            raise Invalid("'message' is missing, empty or not a string")
        if len(text) > self._message_chars:
            raise Invalid(f"'message' is longer than {self._message_chars} characters")
        return InboundMessage(
            channel=self.name,
            account="default",
            external_id=_external_id(sender, data.get("message_id")),
            sender=sender,
            conversation_id=sender,
            text=clean_text(text).strip(),
            metadata=_metadata(data.get(self._settings.metadata_key)),
            received_at=self._clock(),
        )

    async def _follow(self, sid: str, conversation: str, since: int | None) -> None:
        peer = self._peers.get(sid)
        if peer is None or (peer.conversation == conversation and since is None):
            return
        if peer.follower is not None:
            peer.follower.close()
        if since is None:
            since = self._shown.pop(conversation, None)
        if since is None:
            since = await self._gateway.last_position(conversation)
        peer.conversation = conversation
        peer.follower = Follower(
            self._gateway,
            conversation,
            since,
            lambda event, body: self._emit(event, body, sid),
            self._settings.bot_message_evt,
        )

    def _forget(self, sid: str) -> None:
        peer = self._peers.pop(sid, None)
        if peer is None or peer.follower is None:
            return
        peer.follower.close()
        if self._settings.session_persistence:
            self._shown[peer.conversation] = peer.follower.position
            while len(self._shown) > REMEMBERED_SESSIONS:
                self._shown.popitem(last=False)

    async def _say_error(self, sid: str, error: FrontdeskError) -> None:
        body: dict[str, Any] = {"code": error.reason, "message": error.message}
        if error.retry_after_s is not None:
            body["retry_after"] = error.retry_after_s
        await self._emit("bot_error", body, sid)

    async def _emit(self, event: str, body: Any, sid: str) -> None:
        await self._server.sio.emit(event, body, to=sid, namespace=self._namespace)

    def _is_signed(self, auth: Any) -> bool:
        token = auth.get("token") if isinstance(auth, dict) else None
        if not isinstance(token, str) or not token.isascii():
            return False
        try:
            jwt.decode(
                token.removeprefix("Bearer "),
                self._settings.jwt_key,
                algorithms=[self._settings.jwt_method],
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError, OverflowError):
            return False
        return True


def _external_id(sender: str, message_id: Any) -> str:
    if not isinstance(message_id, str) or not 1 <= len(message_id) <= 200:
        return uuid4().hex
    return sha256(f"{len(sender)}:{sender}:{clean_text(message_id)}".encode()).hexdigest()


def _metadata(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if isinstance(value, str):
        value = parse_object(value)
    if not isinstance(value, dict):
        raise Invalid("the metadata is not an object")
    check_json(value, "metadata")
    return value


def _since(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < MAX_SINCE:
        return None
    return value
