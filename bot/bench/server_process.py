"""A real server in a process of its own, over a throw-away copy of a project."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.settings import read_environment

START_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 30.0
_ADDRESS = re.compile(r"at (http://[^ ]+) ")
# Large and never written to: linked instead of copied. The databases start anew.
_LINKED = ("models", "indexes")


class ServerDied(RuntimeError):
    """The server ended or did not come up; the text has the end of what it said."""


class ServerProcess:
    """`frontdesk run` as a child process."""

    def __init__(self, project: Path, environment: Mapping[str, str] | None = None) -> None:
        self.project = project
        self.url = ""
        self._environment = {**read_environment(), **(environment or {})}
        self._process: subprocess.Popen[str] | None = None
        self._said: list[str] = []
        self._heard = threading.Event()

    def start(self) -> None:
        """Start it and wait until it listens. Raises ServerDied."""
        command = [sys.executable, "-c", "from bot.commands.main import main; main()"]
        self._heard.clear()
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, "run", str(self.project), "--port", "0", "--log-json"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=self._environment,
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        if not self._heard.wait(START_TIMEOUT_S) or not self.url:
            self.kill()
            raise ServerDied("".join(self._said[-20:]) or "the server did not start")

    def _listen(self, process: subprocess.Popen[str]) -> None:
        self.url = ""
        for line in process.stderr or ():
            self._said.append(line)
            del self._said[:-500]
            match = _ADDRESS.search(line)
            if match and not self.url:
                self.url = match.group(1)
                self._heard.set()
        self._heard.set()

    @property
    def log(self) -> str:
        """The last lines it has said."""
        return "".join(self._said)

    @property
    def pid(self) -> int:
        """Its process id."""
        if self._process is None:
            raise ServerDied("the server was not started")
        return self._process.pid

    def kill(self) -> None:
        """End it the hard way, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(STOP_TIMEOUT_S)

    def stop(self) -> float:
        """Ask it to stop; return the seconds that took."""
        if self._process is None:
            return 0.0
        started = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_TIMEOUT_S)
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


@contextmanager
def throw_away_server(
    project: Path, environment: Mapping[str, str] | None = None
) -> Iterator[ServerProcess]:
    """Run a server over a copy of `project` and remove both at the end."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-", dir=project / "var") as folder:
        server = ServerProcess(copy_project(project, Path(folder) / "project"), environment)
        server.start()
        try:
            yield server
        finally:
            server.stop()
