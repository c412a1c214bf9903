"""Asks a service of endpoints.yml: JSON there and back, with the time limit of the caller."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientResponseError, ClientSession, ClientTimeout
from yarl import URL

from bot.endpoints.endpoint import Endpoint

# Long enough for any machine that is there; one that is not must not use up a turn's time.
CONNECT_TIMEOUT_S = 5.0


class EndpointUnreachable(Exception):
    """No answer came back; the text says from where and why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A service's status and JSON, None if what it sent is no JSON."""

    status: int
    body: Any


class EndpointClient:
    """Requests to one service. `deflate`: bodies are compressed, as Rasa does on demand."""

    def __init__(
        self,
        endpoint: Endpoint,
        session: ClientSession,
        *,
        timeout_s: float,
        deflate: bool = False,
    ) -> None:
        self._endpoint = endpoint
        self._session = session
        self._timeout_s = timeout_s
        self._deflate = deflate
        self._trusted = endpoint.trusted()
        self._headers = {**_authorization(endpoint), **endpoint.headers}

    @property
    def shown(self) -> str:
        """The service's address for logs."""
        return self._endpoint.shown

    async def post(self, body: Mapping[str, Any]) -> Answer:
        """Send a body and return the answer, whatever its status. Raises EndpointUnreachable."""
        data = json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if self._deflate:
            data, headers["Content-Encoding"] = zlib.compress(data), "deflate"
        return await self._ask("POST", URL(self._endpoint.url), data, headers)

    async def get(self, name: str) -> Answer:
        """Ask for what is beside the service's address. Raises EndpointUnreachable."""
        return await self._ask("GET", URL(self._endpoint.url).with_name(name), None, {})

    async def _ask(
        self, method: str, url: URL, data: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        try:
            async with self._session.request(
                method,
                url.update_query(self._endpoint.query),
                data=data,
                headers={**headers, **self._headers},
                ssl=self._trusted,
                # the token is for this address and no other
                allow_redirects=False,
                timeout=ClientTimeout(total=self._timeout_s, sock_connect=CONNECT_TIMEOUT_S),
            ) as response:
                return Answer(response.status, _json(await response.read()))
        except TimeoutError:
            raise EndpointUnreachable(
                f"{self.shown} did not answer within {self._timeout_s:g} s"
            ) from None
        except (ClientError, OSError) as error:
            raise EndpointUnreachable(
                f"{self.shown} cannot be asked ({_reason(error)[:200]}); is it running?"
            ) from None


def _authorization(endpoint: Endpoint) -> dict[str, str]:
    auth = endpoint.basic_auth
    if auth is None:
        return {}
    pair = f"{auth.username}:{auth.password}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


def _reason(error: Exception) -> str:
    """Return what went wrong, without the address that was asked: a token may stand in it.

    What aiohttp says of an answer names that address or quotes the answer, which may repeat it;
    only the system's errors and the first line of a parser's are plain.
    """
    kind = type(error).__name__
    if isinstance(error, ClientResponseError):
        said = error.message.strip().splitlines()
        first = f": {said[0].rstrip(' :')}" if said else ""
        return f"{kind}, status {error.status}{first}"
    if isinstance(error, OSError):
        return " ".join(str(error).split()) or kind
    return kind


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None
