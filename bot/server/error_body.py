"""Every error of every route in one shape: Rasa's error body, with the right status."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import structlog
from aiohttp import web
from aiohttp.web_exceptions import HTTPException

from bot.errors import FrontdeskError
from bot.metrics import Metrics
from bot.storage.errors import StoreUnavailable

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
log = structlog.get_logger(__name__)

# The version that Rasa's clients expect in an error body: the last open line.
RASA_VERSION = "3.6.21"
RETRY_AFTER_S = 2.0


def error_response(
    status: int, reason: str, message: str, *, retry_after_s: float | None = None
) -> web.Response:
    """Return Rasa's error body with `status`, and Retry-After when the caller may come back."""
    body: dict[str, Any] = {
        "version": RASA_VERSION,
        "status": "failure",
        "message": message,
        "reason": reason,
        "details": {},
        "help": None,
        "code": status,
    }
    headers = {}
    if retry_after_s is not None:
        headers["Retry-After"] = str(max(1, math.ceil(retry_after_s)))
    return web.json_response(body, status=status, headers=headers)


def error_middleware(metrics: Metrics) -> Any:
    """Return the outermost middleware: no request ends in a bare error or a traceback."""

    @web.middleware
    async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except FrontdeskError as error:
            metrics.refused.labels(error.reason).inc()
            return error_response(
                error.status, error.reason, error.message, retry_after_s=error.retry_after_s
            )
        except HTTPException as error:
            if error.status < 400:
                raise
            metrics.refused.labels(f"HTTP {error.status}").inc()
            reason = "NotFound" if error.status == 404 else error.reason.replace(" ", "")
            return error_response(error.status, reason, error.text or error.reason)
        except StoreUnavailable as error:
            metrics.errors.labels("store").inc()
            log.warning("store_unavailable", error=str(error), path=request.path)
            return error_response(
                503, "Busy", "the database does not answer; try again", retry_after_s=RETRY_AFTER_S
            )
        except (web.RequestPayloadError, UnicodeDecodeError):
            # a body that is cut, or not what its headers say
            metrics.refused.labels("payload").inc()
            return error_response(400, "BadRequest", "the body cannot be read as its headers say")
        except ConnectionResetError:
            raise
        except Exception:
            incident = uuid4().hex[:12]
            log.exception("request_failed", incident=incident, path=request.path)
            metrics.errors.labels("request").inc()
            return error_response(
                500, "ServerError", f"something went wrong on our side; incident {incident}"
            )

    return errors


SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


async def add_security_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Add what every answer carries (for `on_response_prepare`)."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
