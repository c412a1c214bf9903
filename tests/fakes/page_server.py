"""A running server for some routes, with the error answers and headers of the real one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.metrics import Metrics
from bot.server.error_body import add_security_headers, error_middleware

Client = TestClient[Any, Any]


@asynccontextmanager
async def serving(routes: Iterable[web.RouteDef]) -> AsyncIterator[Client]:
    """Serve the routes while the context is open."""
    app = web.Application(middlewares=[error_middleware(Metrics())])
    app.on_response_prepare.append(add_security_headers)
    app.add_routes(list(routes))
    async with TestClient(TestServer(app)) as client:
        yield client
