"""How fast one address may ask."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.errors import RateLimited
from bot.rate import RateLimit

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def address_limit(limit: RateLimit) -> Any:
    """Return the middleware that slows down one address."""

    @web.middleware
    async def limited(request: web.Request, handler: Handler) -> web.StreamResponse:
        wait = limit.wait_s(request.remote or "")
        if wait > 0:
            raise RateLimited("too many requests from this address", retry_after_s=wait)
        return await handler(request)

    return limited
