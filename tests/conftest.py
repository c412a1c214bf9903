"""Options and settings of the whole test run."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

# By default structlog draws tracebacks with all variables, which takes seconds each.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(),
    ]
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pictures", type=Path, default=None, help="Write screenshots of the widget here."
    )


@pytest.fixture(autouse=True)
def fresh_logging() -> Iterator[None]:
    """Take back what a command under test has set up: its standard error is closed by now."""
    root = logging.getLogger()
    handlers, config = list(root.handlers), structlog.get_config()
    yield
    root.handlers[:] = handlers
    structlog.configure(**config)
