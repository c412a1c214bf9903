"""`frontdesk init`: a new project folder, a copy of the demo shop."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import Output, fail
from bot.commands.project_folder import told_plainly

DEMO = Path(__file__).resolve().parents[2] / "config"


def init(
    folder: Annotated[Path, typer.Argument(help="Where to put it; must not exist or be empty.")],
) -> None:
    """Make a project folder from the demo shop.

    Example: frontdesk init my-shop && frontdesk run my-shop
    """
    if not DEMO.is_dir():
        raise fail(f"{DEMO}: the demo project is not there; run this from a checkout")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise fail(f"{folder}: exists already; name a new folder")
    with told_plainly():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(DEMO, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("var"))
    output = Output()
    output.note(f"Made {folder}. Next:")
    output.note(f"  frontdesk run {folder}      train it and serve it at http://localhost:5005")
    output.note(f"  frontdesk data validate {folder}   check it after every change")
