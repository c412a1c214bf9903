"""The console script: threads are set before the numerical libraries load."""

from __future__ import annotations

import json
import subprocess
import sys

LOOK = """
import json, os, sys
sys.argv = ["frontdesk", "--help"]
from bot.commands.entry import main
try:
    main()
except SystemExit:
    import numpy, threadpoolctl
    pools = [p for p in threadpoolctl.threadpool_info() if p.get("threading_layer") == "pthreads"]
    print(json.dumps([os.environ["GOMP_SPINCOUNT"], [pool["num_threads"] for pool in pools]]))
"""


def look(**environment: str) -> tuple[str, list[int]]:
    done = subprocess.run(  # noqa: S603 - this interpreter, a constant text
        [sys.executable, "-c", LOOK],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=50,
    )
    spins, threads = json.loads(done.stdout.splitlines()[-1])
    return spins, threads


def test_waiting_threads_soon_sleep_and_numpy_takes_one() -> None:
    spins, threads = look()
    assert spins == "10000"
    assert threads
    assert set(threads) == {1}


def test_what_the_caller_has_set_stays() -> None:
    spins, _ = look(GOMP_SPINCOUNT="7")
    assert spins == "7"
