"""The API's routes over a small bot on real parts."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.errors import Busy
from bot.rate import RateLimit
from bot.server.access import TokenAccess
from bot.server.address_limit import address_limit
from bot.server.desk_api import DeskApi
from bot.server.error_body import add_security_headers, error_middleware
from bot.server.health import Health
from bot.server.rasa_api import RasaApi
from bot.storage.errors import StoreUnavailable
from tests.fakes.small_desk import DOMAIN, SmallDesk, small_desk

TOKEN = "a-token-of-this-test"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@dataclass
class Api:
    """A client of the API, and the bot behind it."""

    client: TestClient[web.Request, web.Application]
    desk: SmallDesk
    health: Health
    broken: dict[str, Exception]

    async def get(self, path: str, **more: Any) -> tuple[int, Any]:
        async with self.client.get(path, headers=BEARER, **more) as answer:
            return answer.status, await answer.json()

    async def post(self, path: str, body: Any) -> tuple[int, Any]:
        async with self.client.post(path, json=body, headers=BEARER) as answer:
            return answer.status, await answer.json()


def failing(error: Exception) -> Any:
    async def fail(_: web.Request) -> web.Response:
        raise error

    return fail


async def read(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    broken: dict[str, Exception] = {}

    async def check() -> None:
        if "check" in broken:
            raise broken["check"]

    async with small_desk(tmp_path) as desk:
        access = TokenAccess(TOKEN)
        health = Health({"check": check, "database": desk.store.check_writable}, desk.metrics)
        desk_api = DeskApi(
            desk.store, desk.conversations, desk.hub, desk.outbound, access, clock=time.time
        )
        rasa_api = RasaApi(
            DOMAIN, desk.store, desk.conversations, desk.bundles, desk.reader, access
        )
        app = web.Application(
            middlewares=[
                error_middleware(desk.metrics),
                address_limit(RateLimit(600, clock=time.monotonic)),
            ],
            client_max_size=1000,
        )
        app.on_response_prepare.append(add_security_headers)
        app.add_routes([*health.routes(), *desk_api.routes(), *rasa_api.routes()])
        app.router.add_post("/read", read)
        for name, error in {
            "busy": Busy("full", retry_after_s=2.2),
            "store": StoreUnavailable("disk full at /secret/path"),
            "bug": RuntimeError("secret detail"),
        }.items():
            app.router.add_get(f"/{name}", failing(error))
        async with TestClient(TestServer(app)) as client:
            yield Api(client, desk, health, broken)
