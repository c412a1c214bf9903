"""`frontdesk run actions`: the project's own actions on rasa-sdk's own action server."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.actions.package import MODULE, find_actions
from bot.commands.output import fail
from bot.commands.project_folder import DEMO_FOLDER

# Where Rasa's users expect it, on every address as rasa-sdk listens.
PORT = 5055
HOST = "0.0.0.0"  # noqa: S104 - rasa-sdk's own choice; SANIC_HOST changes it


def run_actions(
    project: Annotated[
        Path | None,
        typer.Argument(
            help="The project folder. Default: ./config if it has actions, else the current one.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[int, typer.Option("--port", "-p", min=1, max=65535, help="Port.")] = PORT,
    actions: Annotated[
        str, typer.Option(help="The module or package with the actions, with dots.")
    ] = MODULE,
    cors: Annotated[
        list[str] | None, typer.Option(help="An origin that may ask; * for all. Repeatable.")
    ] = None,
    auto_reload: Annotated[
        bool, typer.Option("--auto-reload", help="Load changed files again.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Log every call.")] = False,
) -> None:
    """Serve a project's own actions with rasa-sdk's action server, in a process of their own.

    `frontdesk run` needs it only if endpoints.yml names an action server.

    Example: frontdesk run actions my-bot --port 5055
    """
    folder = _folder(project, actions)
    _check_port(port)
    command = [sys.executable, "-m", "rasa_sdk", "--actions", actions, "--port", str(port)]
    command += ["--cors", *cors] if cors else []
    command += ["--auto-reload"] if auto_reload else []
    command += ["--debug"] if debug else []
    os.chdir(folder)
    os.execv(sys.executable, command)  # noqa: S606 - our own command, and no shell


def _folder(given: Path | None, module: str) -> Path:
    """Return the folder that has the actions. Exits with one line if there are none."""
    if "/" in module or not all(part.isidentifier() for part in module.split(".")):
        raise fail(f"--actions: '{module}' is no module; write it with dots, like shop.actions", 2)
    demo = Path(DEMO_FOLDER)
    if given is None:
        given = demo if find_actions(demo, module) else Path()
    if not given.is_dir():
        missing = "it is no folder" if given.exists() else "there is no such folder"
        raise fail(f"{given}: {missing}", 2)
    if find_actions(given, module) is None:
        place = module.replace(".", "/")
        raise fail(f"{given}: no actions; write {place}/ or {place}.py, or name --actions", 2)
    return given


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise fail(f"cannot listen on port {port}: {error.strerror}; give --port") from None
