"""Why the shop refuses.

ShopError
├── OrderStateError       the order's state forbids it; `reason` may be told to the customer
├── UnknownOrderError     no such order, or no such product in it (LookupError)
├── KeyReuseError         the idempotency key was used for another wish
└── ShopUnavailable       the shop's database cannot be read or written now
"""

from __future__ import annotations


class ShopError(Exception):
    """Anything the shop refuses or fails to do."""


class OrderStateError(ShopError):
    """The order's state forbids the operation; `reason` is a sentence a customer may read."""

    def __init__(self, order_number: str, status: str, reason: str) -> None:
        super().__init__(f"order {order_number} is {status}: {reason}")
        self.order_number = order_number
        self.status = status
        self.reason = reason


class UnknownOrderError(ShopError, LookupError):
    """There is no such order, or the order has no such product."""


class KeyReuseError(ShopError, ValueError):
    """One idempotency key was given for two different wishes: nothing was written."""


class ShopUnavailable(ShopError):
    """The shop's database is missing, broken, or did not answer in time."""
