"""What commands print: tables and lines for people, or one JSON object on standard output.

With `--json` everything that is not the object goes to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

# `stage, done, total`: how work of over two seconds says how far it is.
ProgressCallback = Callable[[str, int, int], None]


class Output:
    """Where a command's results and notes go."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._people = Console(stderr=as_json, highlight=False, emoji=False)

    def note(self, text: str) -> None:
        """Print a line for people."""
        self._people.print(text, markup=False, soft_wrap=True)

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Print a table for people."""
        table = Table(title=title, title_justify="left")
        for column in columns:
            table.add_column(column)
        for row in rows:
            table.add_row(*(_cell(value) for value in row))
        self._people.print(table)

    def result(self, value: Mapping[str, Any]) -> None:
        """With --json print the command's one object; otherwise nothing."""
        if self.as_json:
            json.dump(value, sys.stdout, ensure_ascii=False, default=str)
            sys.stdout.write("\n")
            sys.stdout.flush()

    @contextmanager
    def progress(self) -> Iterator[ProgressCallback]:
        """Show a bar for each stage that reports itself, on standard error."""
        console = Console(stderr=True, emoji=False)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=console) as bars:
            tasks: dict[str, Any] = {}

            def report(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(stage, total=total)
                bars.update(tasks[stage], completed=done, total=total)

            yield report


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "" if value is None else str(value)


def fail(message: str, code: int = 1) -> typer.Exit:
    """Print what is wrong on standard error and return the exit to raise."""
    console = Console(stderr=True, highlight=False, emoji=False)
    console.print(message, markup=False, style="red", soft_wrap=True)
    return typer.Exit(code)


def counted(number: int, name: str) -> str:
    """Return a number of things as people write it: "1 error", "2 errors"."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
