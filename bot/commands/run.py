"""`frontdesk run`: train if there is no model yet, then serve."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.app import open_desk
from bot.commands.output import Output, fail
from bot.commands.project_folder import ProjectArgument, at_home, project_folder, told_plainly
from bot.project.pipeline import RASAS_WAY, follows_rasa, unused_catalog
from bot.project.project import Project, load_project
from bot.server.log import configure_logging
from bot.server.serve import Address, Listening, until_stopped
from bot.settings import FrontdeskSection, read_clock, read_secrets, read_settings
from bot.versions import VersionMaker
from finetune.registry import Registry
from retrieval.catalog import load_catalog


def run(
    project: ProjectArgument = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")
    ] = None,
    log_json: Annotated[
        bool, typer.Option("--log-json/--log-plain", help="One JSON object a line, or for people.")
    ] = not sys.stderr.isatty(),
) -> None:
    """Serve a project; without a model it is trained first.

    Example: frontdesk run config --port 5005
    """
    configure_logging(json=log_json)
    with told_plainly(), at_home(project_folder(project)) as folder:
        loaded = load_project(folder)
        settings = read_settings(loaded.config, folder / "config.yml")
        tell_rasas_way(loaded)
        train_if_needed(loaded, settings)
        address = Address(
            host or settings.server.host, settings.server.port if port is None else port
        )
        run_loop(_serve(loaded, settings, address))


def tell_rasas_way(project: Project) -> None:
    """Say on standard error if a project is one of Rasa's, and that its products go unused."""
    if not follows_rasa(project.config):
        return
    output = Output(as_json=True)
    output.note(RASAS_WAY)
    products = len(load_catalog(project.catalog_dir).products)
    for warning in unused_catalog(project.folder / "config.yml", project.config, products):
        output.note(f"warning  {warning}")


def train_if_needed(
    project: Project, settings: FrontdeskSection, *, as_json: bool = False
) -> None:
    """Train a first version if none is live; with `as_json` it is told on standard error."""
    if Registry(project.var_dir).current() is not None:
        return
    output = Output(as_json=as_json)
    output.note("No model yet: training one. This happens once and takes a few minutes.")
    maker = VersionMaker(project, settings)
    with output.progress() as progress:
        made = maker.make(progress)
    maker.promote(made)
    output.note(f"Trained {made.model_id}: {made.headline()}")


def run_loop(main: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end, on uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(main)
    else:
        uvloop.run(main)


async def _serve(project: Project, settings: FrontdeskSection, address: Address) -> None:
    desk = await open_desk(project, settings, read_secrets(project.var_dir), clock=read_clock())
    listening = Listening(desk.app, desk.guard)
    try:
        bound = await listening.start(address)
    except OSError as error:
        await desk.close()
        raise fail(f"cannot listen on {address.host}:{address.port}: {error.strerror}") from None
    _announce(project.folder, bound)

    async def stop() -> None:
        desk.health.stopping = True
        listening.refuse_new()
        await desk.close()
        await listening.stop()

    await until_stopped(stop)


def _announce(folder: Path, bound: Address) -> None:
    shown = "localhost" if bound.host in ("127.0.0.1", "0.0.0.0", "::") else bound.host  # noqa: S104
    Output(as_json=True).note(f"Serving {folder} at http://{shown}:{bound.port} (Ctrl+C stops it)")
