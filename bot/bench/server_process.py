"""A real server in a process of its own, over a throw-away copy of a project."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.settings import read_environment

START_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 30.0
LOOK_EVERY_S = 0.05
TOLD_LINES = 20
LOG_NAME = "server.log"
_ADDRESS = re.compile(rb"at\s+(http://\S+)\s")
# Large and never written to: linked instead of copied. The databases start anew.
_LINKED = ("models", "indexes")


class ServerDied(RuntimeError):
    """The server ended or did not come up; the text has the end of what it said."""


class ServerProcess:
    """`frontdesk run` as a child process; what it says is kept in a file beside the project."""

    def __init__(
        self,
        project: Path,
        environment: Mapping[str, str] | None = None,
        *,
        options: tuple[str, ...] = ("--port", "0", "--log-json"),
    ) -> None:
        self.project = project
        self.url = ""
        self.log_path = project.parent / LOG_NAME
        self._options = options
        self._environment = {**read_environment(), **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it, wait until it listens and return the seconds that took. Raises ServerDied."""
        started = time.monotonic()
        self.launch()
        while not self._has_said_where(started):
            time.sleep(LOOK_EVERY_S)
        return time.monotonic() - started

    def launch(self) -> None:
        """Start it without waiting."""
        command = [sys.executable, "-c", "from bot.commands.entry import main; main()"]
        self.url = ""
        with self.log_path.open("ab") as log:
            self._begin = log.tell()
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [*command, "run", str(self.project), *self._options],
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=self._environment,
            )

    def _has_said_where(self, started: float) -> bool:
        ended = self._process is None or self._process.poll() is not None
        with self.log_path.open("rb") as log:
            log.seek(self._begin)
            found = _ADDRESS.search(log.read())
        if found:
            self.url = found[1].decode()
        elif ended or time.monotonic() - started > START_TIMEOUT_S:
            self.kill()
            raise ServerDied("\n".join(self.lines()[-TOLD_LINES:]) or "it said nothing")
        return bool(found)

    @property
    def log(self) -> str:
        """What it has said since its first start."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def lines(self) -> list[str]:
        """Return the lines it has said."""
        return self.log.splitlines()

    @property
    def pid(self) -> int:
        """Its process id."""
        if self._process is None:
            raise ServerDied("the server was not started")
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Its exit code, None while it runs."""
        return None if self._process is None else self._process.poll()

    def kill(self) -> None:
        """End it the hard way, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(STOP_TIMEOUT_S)

    def ask_to_stop(self) -> None:
        """Send what an operator or a container sends."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)

    def wait(self, timeout_s: float = STOP_TIMEOUT_S) -> int:
        """Wait for its end and return its exit code. Raises subprocess.TimeoutExpired."""
        return 0 if self._process is None else self._process.wait(timeout_s)

    def stop(self) -> float:
        """Ask it to stop; return the seconds that took."""
        started = time.monotonic()
        self.ask_to_stop()
        try:
            self.wait()
        except subprocess.TimeoutExpired:
            self.kill()
        return time.monotonic() - started


def copy_project(project: Path, target: Path) -> Path:
    """Copy a project with its live version but without conversations; return the copy."""
    shutil.copytree(project, target, ignore=shutil.ignore_patterns("var"))
    source, var = project / "var", target / "var"
    var.mkdir()
    for name in _LINKED:
        if (source / name).is_dir():
            shutil.copytree(source / name, var / name, copy_function=os.link)
    if (source / "CURRENT").exists():
        shutil.copyfile(source / "CURRENT", var / "CURRENT")
    return target


def configure(
    project: Path,
    *,
    frontdesk: Mapping[str, Mapping[str, Any]] | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> None:
    """Change keys of a project's `frontdesk:` sections, and channels of its credentials.yml."""
    yaml = YAML()
    config = yaml.load(project / "config.yml") or {}
    sections = config.setdefault("frontdesk", {})
    for name, changes in (frontdesk or {}).items():
        sections.setdefault(name, {}).update(changes)
    yaml.dump(config, project / "config.yml")
    if credentials:
        named = project / "credentials.yml"
        channels = (yaml.load(named) if named.exists() else None) or {}
        channels.update(credentials)
        yaml.dump(channels, named)


@contextmanager
def throw_away_project(project: Path) -> Iterator[Path]:
    """Copy `project` and remove the copy at the end."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-", dir=project / "var") as folder:
        yield copy_project(project, Path(folder) / "project")


@contextmanager
def throw_away_server(
    project: Path,
    environment: Mapping[str, str] | None = None,
    *,
    frontdesk: Mapping[str, Mapping[str, Any]] | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> Iterator[ServerProcess]:
    """Run a server over a copy of `project`, with changed settings, and remove both at the end."""
    with throw_away_project(project) as copy:
        configure(copy, frontdesk=frontdesk, credentials=credentials)
        server = ServerProcess(copy, environment)
        server.start()
        try:
            yield server
        finally:
            server.stop()
