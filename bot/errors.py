"""What can go wrong in the service, with the status and the words a caller may see.

FrontdeskError
├── Busy            503, with Retry-After: a bounded queue is full
├── RateLimited     429, with Retry-After: this sender writes too fast
├── Overdue         504: a wait reached its limit
├── TurnFailed      500: the turn ended in an error; the message is kept and the reply says so
├── Refused         403: not allowed (origin, signature, foreign conversation)
├── Invalid         400: the request is malformed
└── NotReady        503: no model is loaded, or the database cannot be written
"""

from __future__ import annotations


class FrontdeskError(Exception):
    """Base of all errors that a caller may be told about."""

    status = 500
    reason = "ServerError"

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after_s = retry_after_s


class Busy(FrontdeskError):
    """A bounded queue is full; try again later."""

    status = 503
    reason = "Busy"


class RateLimited(FrontdeskError):
    """One sender writes faster than allowed."""

    status = 429
    reason = "RateLimited"


class Overdue(FrontdeskError):
    """A wait reached its limit; the work may still be done later."""

    status = 504
    reason = "Overdue"


class TurnFailed(FrontdeskError):
    """The turn ended in an error; what the customer was told is in `message`."""

    status = 500
    reason = "ConversationError"


class Refused(FrontdeskError):
    """The caller may not do this."""

    status = 403
    reason = "NotAuthorized"


class Invalid(FrontdeskError):
    """The request is malformed."""

    status = 400
    reason = "BadRequest"


class NotReady(FrontdeskError):
    """The service cannot serve now."""

    status = 503
    reason = "NotReady"
