"""Which web pages may talk to the bot from a browser."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from aiohttp import web

# Pages that this server itself serves; written as in a Content-Security-Policy.
SELF = "self"


class OriginList:
    """An allow-list of origins such as `https://shop.example`, and `self`."""

    def __init__(self, origins: Iterable[str], *, without_origin: bool = False) -> None:
        """Refuse every origin but these; `without_origin` lets clients in that send none.

        Raises ValueError naming an entry that is not an origin.
        """
        listed = frozenset(_normal(origin) for origin in origins)
        self._has_self = SELF in listed
        self._allowed = listed - {SELF}
        self._without_origin = without_origin

    def allows(self, request: web.Request) -> bool:
        """Return whether the request's `Origin` header is on the list."""
        return self.allows_origin(request.headers.get("Origin"), request.headers.get("Host"))

    def allows_origin(self, origin: str | None, host: str | None) -> bool:
        """Return whether a page of `origin` may talk to a server it calls `host`."""
        if origin is None:
            return self._without_origin
        lowered = origin.lower()
        if lowered in self._allowed:
            return True
        scheme, _, netloc = lowered.partition("://")
        return (
            self._has_self
            and scheme in {"http", "https"}
            and host is not None
            and netloc == host.lower()
        )


def _normal(origin: str) -> str:
    lowered = origin.strip().lower().rstrip("/")
    if lowered == SELF:
        return SELF
    parts = urlsplit(lowered)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
        raise ValueError(f"'{origin}' is not an origin; write it as https://shop.example")
    return lowered
