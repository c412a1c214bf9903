"""A running server for the routes of one channel, with the middleware of the real one."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

import pytest
import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.test_utils import TestClient, TestServer

from bot.metrics import Metrics
from bot.server.error_body import error_middleware
from tests.fakes.gateway import FakeGateway

Client = TestClient[web.Request, web.Application]
Serve = Callable[[Iterable[web.RouteDef]], Awaitable[Client]]


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
async def serve(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Serve]:
    """Start servers; whatever the test sends, none of them may log an error."""
    clients: list[Client] = []

    async def start(routes: Iterable[web.RouteDef]) -> Client:
        app = web.Application(middlewares=[error_middleware(Metrics())])
        app.add_routes(list(routes))
        client: Client = TestClient(TestServer(app))
        await client.start_server()
        clients.append(client)
        return client

    with structlog.testing.capture_logs() as lines:
        yield start
    for client in clients:
        await client.close()
    assert [line for line in lines if line["log_level"] in {"error", "critical"}] == []
    assert [record.getMessage() for record in caplog.records if _is_ours(record)] == []


def _is_ours(record: logging.LogRecord) -> bool:
    """Say whether a traceback was logged that is not aiohttp's own about broken HTTP."""
    error = record.exc_info[1] if record.exc_info else None
    return error is not None and not isinstance(error, HttpProcessingError | ConnectionError)
