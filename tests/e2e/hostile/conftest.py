"""One server for all attacks, so that what one of them spoils the next ones show."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.app import open_desk
from bot.bench.server_process import ServerProcess, throw_away_project, throw_away_server
from bot.project.project import load_project
from bot.settings import read_secrets, read_settings
from tests.e2e.hostile.target import CREDENTIALS, LIMITS


@pytest.fixture(scope="package")
def target(demo: Path) -> Iterator[ServerProcess]:
    """A server with all channels, and limits that let everything through."""
    with throw_away_server(demo, frontdesk={"limits": LIMITS}, credentials=CREDENTIALS) as server:
        yield server


@pytest.fixture(scope="package")
def port(target: ServerProcess) -> int:
    found = urlsplit(target.url).port
    assert found is not None
    return found


@pytest.fixture(scope="package")
def routes(demo: Path, target: ServerProcess) -> list[tuple[str, str]]:
    """Every route of the very same project, asked of the application itself."""
    with throw_away_project(demo) as copy:
        for name in ("config.yml", "credentials.yml"):
            (copy / name).write_bytes((target.project / name).read_bytes())
        return asyncio.run(routes_of(copy))


async def routes_of(folder: Path) -> list[tuple[str, str]]:
    project = load_project(folder)
    settings = read_settings(project.config, folder / "config.yml")
    desk = await open_desk(project, settings, read_secrets(project.var_dir, {}))
    try:
        return sorted(
            {
                (route.method, route.resource.canonical)
                for route in desk.app.router.routes()
                if route.resource is not None
            }
        )
    finally:
        await desk.close()
