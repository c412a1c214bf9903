"""Logging: one JSON object a line in production, coloured lines in a terminal."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web import RequestPayloadError

# Values under these keys never reach a log, whoever passes them.
HIDDEN_KEYS = frozenset(
    {"text", "token", "secret", "password", "email", "authorization", "api_token", "signature"}
)


def hide_personal(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace values that may be personal or secret by a mark."""
    for key in HIDDEN_KEYS & event.keys():
        event[key] = "[hidden]"
    return event


class _ClientFaults(logging.Filter):
    """Drops what aiohttp says of broken HTTP: it has been answered already, or nobody waits.

    RequestPayloadError: the rest of a body that nobody wanted was not what its headers said.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep everything but clients' own faults."""
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, HttpProcessingError | RequestPayloadError | ConnectionError)


def configure_logging(*, json: bool, level: int = logging.INFO) -> None:
    """Set up structlog on standard error; standard-library loggers warn and above."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    logging.getLogger("aiohttp.server").addFilter(_ClientFaults())
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=True)
        if json
        # no variables in tracebacks: they hold customers' words
        else structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            hide_personal,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.format_exc_info] if json else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
