"""The real thing: the demo project trained once, and a server process over a copy of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bench.server_process import ServerProcess, throw_away_server
from finetune.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "config"
TRAIN_TIMEOUT_S = 900


@pytest.fixture(scope="session")
def demo() -> Path:
    """Return the demo project with a live version; trains it if there is none yet."""
    if Registry(DEMO / "var").current() is None:
        command = [sys.executable, "-c", "from bot.commands.entry import main; main()"]
        subprocess.run(  # noqa: S603 - our own command
            [*command, "train", str(DEMO)], check=True, timeout=TRAIN_TIMEOUT_S, cwd=ROOT
        )
    return DEMO


@pytest.fixture(scope="session")
def server(demo: Path) -> Iterator[ServerProcess]:
    """Run a server for all tests of this folder; its conversations are thrown away."""
    with throw_away_server(demo) as process:
        yield process
