"""The console script: settles how threads wait, then runs a command."""

from __future__ import annotations

import os

# Read once by libraries as they load, so they must be there before the first import of torch.
# What the caller has set stays.
_THREADS = {
    # A thread that waits for its next share of a product spins shortly, then sleeps. By default it
    # spins long, and takes the cores from whoever has work. Never spinning costs a wake-up for
    # each of the many small products: on two cores a training step takes 0.20 s then, not 0.11.
    "GOMP_SPINCOUNT": "10000",
    # The threads of numpy's library always spin, and its matrices here are small.
    "OPENBLAS_NUM_THREADS": "1",
}


def main() -> None:
    """Run the command line."""
    for name, value in _THREADS.items():
        os.environ.setdefault(name, value)  # noqa: TID251 - set for libraries, never read
    from bot.commands.main import app

    app()
