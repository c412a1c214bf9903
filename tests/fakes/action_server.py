"""rasa-sdk's own action server, unmodified, in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.settings import read_environment

START_S = 50.0
FRONTDESK = (sys.executable, "-c", "from bot.commands.entry import main; main()")


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def action_server(folder: Path, command: Sequence[str] = ()) -> Iterator[str]:
    """Serve the actions of a project; yield the address of the webhook."""
    port = free_port()
    rasa = (sys.executable, "-m", "rasa_sdk", "--actions", "actions")
    log = folder / "actions.log"
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own server
            [*(command or rasa), "--port", str(port)],
            cwd=folder,
            env={
                **read_environment(),
                "SANIC_HOST": "127.0.0.1",
                "PYTHONPATH": str(Path.cwd()),
            },
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait(f"http://127.0.0.1:{port}/health", process, log)
        yield f"http://127.0.0.1:{port}/webhook"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the action server does not come up:\n{log.read_text()[-3000:]}")
