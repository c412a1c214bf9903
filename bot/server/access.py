"""Who may use the API: those with the token, compared in constant time.

It comes as a bearer token; `?token=` is taken too because Rasa's clients send it so. Queries are
never logged.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.errors import FrontdeskError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class NotAuthenticated(FrontdeskError):
    """The bearer token is missing or wrong."""

    status = 401
    reason = "NotAuthenticated"


class TokenAccess:
    """Lets only those through who know the token."""

    def __init__(self, token: str) -> None:
        self._expected = token.encode()

    def check(self, request: web.Request) -> None:
        """Raise NotAuthenticated unless the request carries the token."""
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        token = given.strip() if scheme.lower() == "bearer" else request.query.get("token", "")
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self._expected):
            raise NotAuthenticated("send the API token as 'Authorization: Bearer <token>'")

    def guarded(self, handler: Handler) -> Handler:
        """Return `handler` for those with the token only."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            self.check(request)
            return await handler(request)

        return guarded
