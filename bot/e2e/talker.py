"""Speaks with a server over HTTP: as a customer by REST, and as a reader of trackers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import quote

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.e2e.turn import Turn, turn_of

REQUEST_TIMEOUT_S = 60.0
# A case writes faster than a person; the server's limit on that is waited for, so many times.
PATIENCE = 5
LONGEST_WAIT_S = 10.0
# Statuses with which a server turns a message away; others mean that it or the token is broken.
REFUSALS = frozenset({400, 413, 415, 422, 429})
# What begins a conversation in Rasa; slots that are set before it would not count in its session.
SESSION = (
    {"event": "action", "name": "action_session_start"},
    {"event": "session_started"},
)
LISTEN = {"event": "action", "name": "action_listen"}


class ServerUnusable(RuntimeError):
    """The server does not answer, or answers in a way that no test case can be judged by."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """An error status; `wait_s`: when the server wants to be asked again."""

    status: int
    said: str
    wait_s: float | None


class HttpTalker:
    """Conversations with one server. Use as an async context manager."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._session: ClientSession | None = None
        self._seen: dict[str, int] = {}

    async def __aenter__(self) -> HttpTalker:
        """Open the connections."""
        self._session = ClientSession(timeout=ClientTimeout(total=REQUEST_TIMEOUT_S))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def begin(self, conversation: str, slots: Mapping[str, Any]) -> Turn:
        """Start a conversation, with these slots set; return its state as a turn of nothing."""
        events = [
            *SESSION,
            *({"event": "slot", "name": name, "value": value} for name, value in slots.items()),
            LISTEN,
        ]
        await self._api("POST", f"{self._tracker_path(conversation)}/events", json=events)
        return await self._read(conversation)

    async def say(self, conversation: str, text: str, metadata: Mapping[str, Any]) -> Turn:
        """Send the customer's message, wait for the replies, and return what the bot did."""
        body = {"sender": conversation, "message": text, "metadata": dict(metadata)}
        refusal = await self._post(body)
        for _ in range(PATIENCE):
            if refusal is None or refusal.wait_s is None:
                break
            await asyncio.sleep(min(refusal.wait_s, LONGEST_WAIT_S))
            refusal = await self._post(body)
        if refusal is not None:
            return Turn(refused=refusal.status, error=refusal.said)
        return await self._read(conversation)

    async def _post(self, body: Mapping[str, Any]) -> _Refusal | None:
        """Send a message; None once it is answered."""
        try:
            async with self._open.post(
                f"{self._url}/webhooks/rest/webhook", json=body
            ) as response:
                if response.status == 200:
                    await response.read()
                    return None
                said = await _message(response)
                lead = "" if response.status in REFUSALS else "the turn failed: "
                wait = response.headers.get("Retry-After", "")
                wait_s = float(wait) if response.status == 429 and wait.isdigit() else None
                return _Refusal(response.status, f"{lead}{said}", wait_s)
        except (ClientError, TimeoutError) as error:
            raise self._unusable(error) from None

    async def _read(self, conversation: str) -> Turn:
        path = f"{self._tracker_path(conversation)}?include_events=ALL"
        tracker = await self._api("GET", path)
        turn = turn_of(tracker, self._seen.get(conversation, 0))
        self._seen[conversation] = len(tracker.get("events") or ())
        return turn

    async def _api(self, method: str, path: str, json: Any = None) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"}
        url = f"{self._url}{path}"
        try:
            async with self._open.request(method, url, json=json, headers=headers) as response:
                if response.status == 200:
                    answer: Mapping[str, Any] = await response.json()
                    return answer
                status, said = response.status, await _message(response)
        except (ClientError, TimeoutError, ValueError) as error:
            raise self._unusable(error) from None
        if status == 401:
            raise ServerUnusable(f"{self._url}: the API token is wrong; give --token")
        raise ServerUnusable(f"{url}: status {status}: {said}")

    def _unusable(self, error: Exception) -> ServerUnusable:
        if isinstance(error, ClientConnectorError):
            return ServerUnusable(f"{self._url}: nothing answers there; is the server running?")
        return ServerUnusable(f"{self._url}: {str(error) or type(error).__name__}")

    @staticmethod
    def _tracker_path(conversation: str) -> str:
        return f"/conversations/{quote(conversation, safe='')}/tracker"

    @property
    def _open(self) -> ClientSession:
        if self._session is None:
            raise ServerUnusable("the talker is not open; use it as a context manager")
        return self._session


async def _message(response: ClientResponse) -> str:
    """Return what an error response says, from Rasa's error body if it is one."""
    text = await response.text()
    try:
        body = await response.json(content_type=None)
    except ValueError:
        return text[:200]
    return str(body.get("message") or text[:200]) if isinstance(body, dict) else text[:200]
