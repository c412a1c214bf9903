"""`frontdesk doctor`: what is wrong with an installation or a project."""

from __future__ import annotations

import asyncio
import importlib.metadata
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

import typer

from bot.commands.output import Output
from bot.commands.project_folder import JsonOption, ProjectArgument, at_home, project_folder
from bot.endpoints.client import EndpointUnreachable
from bot.endpoints.project_actions import ProjectActions
from bot.errors import FrontdeskError
from bot.project.environment import expand
from bot.project.project import load_project
from bot.server.log import configure_logging
from bot.settings import read_secrets, read_settings
from bot.storage.errors import StorageError, StoreLocked
from bot.storage.store import Store
from finetune.device import choose_device
from finetune.encoder import find_encoder
from finetune.errors import FinetuneError
from finetune.registry import Registry
from retrieval.source_problem import SourceError

FREE_BYTES = 1_000_000_000
PACKAGES = ("torch", "transformers", "faiss-cpu", "aiohttp", "rasa-sdk", "SQLAlchemy")
# SQLite before 3.35 lacks RETURNING, which the store uses.
OLDEST_SQLITE = (3, 35, 0)
Check = Callable[[Path], str]


class Unwell(Exception):
    """A check failed; the text says what and what to do."""


_FINDINGS = (
    Unwell,
    SourceError,
    FinetuneError,
    StorageError,
    FrontdeskError,
    EndpointUnreachable,
    OSError,
)


def doctor(project: ProjectArgument = None, as_json: JsonOption = False) -> None:
    """Check the installation and the project, and say what to do about what is wrong.

    Example: frontdesk doctor config
    """
    configure_logging(json=False, level=40)
    folder = project_folder(project)
    output = Output(as_json=as_json)
    results = list(_examine(folder))
    output.table("Doctor", ["", "check", "finding"], [list(row) for row in results])
    failed = [row for row in results if row[0] != "ok"]
    output.note(
        "All is well." if not failed else f"{len(failed)} of {len(results)} need attention."
    )
    output.result(
        {"checks": [{"ok": row[0] == "ok", "name": row[1], "finding": row[2]} for row in results]}
    )
    if failed:
        raise typer.Exit(1)


def _examine(folder: Path) -> Iterator[tuple[str, str, str]]:
    checks: dict[str, Check] = {
        "packages": _packages,
        "encoder": _encoder,
        "device": lambda _: str(choose_device()),
        "project": _project,
        "secrets": _secrets,
        "actions": _actions,
        "model": _model,
        "database": _database,
        "disk": _disk,
    }
    for name, check in checks.items():
        try:
            yield "ok", name, check(folder)
        except _FINDINGS as error:
            yield "!!", name, str(error)


def _packages(_: Path) -> str:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise Unwell(f"SQLite {sqlite3.sqlite_version} is too old; 3.35 or newer is needed")
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    return f"Python {platform.python_version()}, " + ", ".join(versions)


def _encoder(folder: Path) -> str:
    chosen = read_settings(load_project(folder).config, folder / "config.yml").model.encoder
    return str(find_encoder(chosen).folder)


def _project(folder: Path) -> str:
    loaded = load_project(folder)
    read_settings(loaded.config, folder / "config.yml")
    warnings = f", {len(loaded.warnings)} warnings" if loaded.warnings else ""
    return (
        f"{len(loaded.domain.intents)} intents, {len(loaded.rules)} rules, "
        f"{len(loaded.stories)} stories{warnings}"
    )


def _secrets(folder: Path) -> str:
    loaded = load_project(folder)
    secrets = read_secrets(loaded.var_dir)
    expand(loaded.credentials, secrets.environment, folder / "credentials.yml")
    exposed = [
        path for path in (loaded.var_dir / "secrets").glob("*") if path.stat().st_mode & 0o077
    ]
    if exposed:
        raise Unwell(f"{exposed[0]} can be read by others; chmod 600 it")
    return f"channels: {', '.join(loaded.credentials) or 'none'}"


def _actions(folder: Path) -> str:
    # what the project's code prints is no result of this command
    with at_home(folder) as home, redirect_stdout(sys.stderr):
        loaded = load_project(home)
        settings = read_settings(loaded.config, home / "config.yml")
        environment = read_secrets(loaded.var_dir).environment
        return asyncio.run(ProjectActions(loaded, settings, environment, ()).examine())


def _model(folder: Path) -> str:
    registry = Registry(folder / "var")
    version = registry.current()
    if version is None:
        raise Unwell("no model yet; 'frontdesk train' makes one, 'frontdesk run' too")
    registry.verify(version.model_id)
    return f"{version.model_id} with index {version.index_id}, all hashes right"


def _database(folder: Path) -> str:
    loaded = load_project(folder)
    settings = read_settings(loaded.config, folder / "config.yml")
    loaded.var_dir.mkdir(parents=True, exist_ok=True)
    url = read_secrets(loaded.var_dir).database or settings.server.database
    url = url or f"sqlite:///{loaded.var_dir / 'frontdesk.sqlite'}"

    async def probe() -> str:
        try:
            store = await Store.open(url)
        except StoreLocked:
            return "in use by a running server"
        try:
            await store.check_writable()
        finally:
            await store.close()
        return "writable, schema up to date"

    return asyncio.run(probe())


def _disk(folder: Path) -> str:
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise Unwell(f"only {free / 1e9:.1f} GB free; versions and conversations need room")
    return f"{free / 1e9:.0f} GB free"
