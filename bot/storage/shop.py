"""The demo shop's SQLite database behind the ShopStore protocol, reached through threads."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bot.shop.errors import ShopUnavailable
from bot.shop.records import (
    Address,
    AddressChange,
    Cancellation,
    Customer,
    NewsletterChange,
    Order,
    RequestKind,
    ReturnRequest,
    ServiceRequest,
)
from bot.shop.store import ShopStore
from bot.storage import shop_rows, shop_writes
from bot.storage.json_text import checked_id, clean_text
from bot.storage.shop_writes import R
from retrieval.types import Interaction

T = TypeVar("T")

# As long as another process may hold the write lock before a call gives up.
_BUSY_TIMEOUT_S = 5.0
# A call's limit: above the busy timeout, so that the clearer error wins.
_TIMEOUT_S = 10.0
# Between two tries to switch a fresh file to WAL.
_SWITCH_PAUSE_S = 0.005
_THREADS = 4
_KEY_LENGTH = 200


def copy_seed(seed: Path, target: Path) -> None:
    """Copy the shop's first state to `target` unless that is there; raises ShopUnavailable."""
    if target.exists():
        return
    beside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(seed, beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise ShopUnavailable(f"{seed} cannot be copied to {target}: {error}") from error


class ShopDatabase(ShopStore):
    """ShopStore over a SQLite file; opened at the first call, ended by `close`.

    `clock` gives the time with its zone: return windows are counted from it.
    """

    def __init__(
        self, path: Path, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._path = path
        self._clock = clock
        self._executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="shop")
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []

    async def close(self) -> None:
        """Finish what is under way and close the connections."""
        await asyncio.to_thread(self._executor.shutdown, cancel_futures=True)
        for connection in self._opened:
            connection.close()
        self._opened.clear()

    async def customer_by_id(self, customer_id: str) -> Customer | None:
        """Return the customer, or None."""
        wanted = clean_text(customer_id)
        return await self._run(lambda db: shop_rows.customer_by_id(db, wanted))

    async def customer_by_email(self, email: str) -> Customer | None:
        """Return the customer with this address (case does not matter), or None."""
        wanted = clean_text(email)
        return await self._run(lambda db: shop_rows.customer_by_email(db, wanted))

    async def order(self, number: str) -> Order | None:
        """Return the order with its items and shipments, or None."""
        wanted = clean_text(number)
        return await self._run(lambda db: shop_rows.order(db, wanted))

    async def orders_of(self, customer_id: str) -> list[Order]:
        """Return the customer's orders, newest first."""
        wanted = clean_text(customer_id)
        return await self._run(lambda db: shop_rows.orders_of(db, wanted))

    async def returns_of(self, order_number: str) -> list[ReturnRequest]:
        """Return the order's returns, oldest first."""
        wanted = clean_text(order_number)
        return await self._run(lambda db: shop_rows.returns_of(db, wanted))

    async def interactions(self) -> list[Interaction]:
        """Return every view, cart and purchase in time order."""
        return await self._run(shop_rows.interactions)

    async def interactions_of(self, customer_id: str) -> list[Interaction]:
        """Return one customer's views, carts and purchases in time order."""
        wanted = clean_text(customer_id)
        return await self._run(lambda db: shop_rows.interactions(db, wanted))

    async def cancel_order(self, number: str, idempotency_key: str) -> Cancellation:
        """Call an order off; raises OrderStateError once it is packed, UnknownOrderError."""
        wanted, at = clean_text(number), self._now()
        return await self._once(
            idempotency_key,
            {"cancel_order": wanted},
            at,
            lambda db: shop_writes.cancel_order(db, wanted, at),
            lambda stored: Cancellation(**stored),
        )

    async def change_address(
        self, number: str, address: Address, idempotency_key: str
    ) -> AddressChange:
        """Deliver an order elsewhere; raises OrderStateError once packed, UnknownOrderError."""
        wanted, at = clean_text(number), self._now()
        place = Address(**{name: clean_text(text) for name, text in asdict(address).items()})
        return await self._once(
            idempotency_key,
            {"change_address": wanted, "address": asdict(place)},
            at,
            lambda db: shop_writes.change_address(db, wanted, place, idempotency_key, at),
            shop_writes.read_address_change,
        )

    async def create_return(
        self, order_number: str, product_id: str, reason: str, idempotency_key: str
    ) -> ReturnRequest:
        """Ask for a return of one product; raises OrderStateError, UnknownOrderError."""
        number, product, why = map(clean_text, (order_number, product_id, reason))
        at = self._now()
        return await self._once(
            idempotency_key,
            {"create_return": number, "product_id": product, "reason": why},
            at,
            lambda db: shop_writes.create_return(db, number, product, why, at),
            shop_writes.read_return,
        )

    async def create_service_request(
        self,
        kind: RequestKind,
        payload: Mapping[str, Any],
        idempotency_key: str,
        *,
        order_number: str | None = None,
        customer_id: str | None = None,
    ) -> ServiceRequest:
        """Leave a claim, complaint, problem or invoice wish; raises UnknownOrderError."""
        number = None if order_number is None else clean_text(order_number)
        customer = None if customer_id is None else clean_text(customer_id)
        at = self._now()
        wish = {
            "service_request": kind.value,
            "payload": dict(payload),
            "order_number": number,
            "customer_id": customer,
        }
        return await self._once(
            idempotency_key,
            wish,
            at,
            lambda db: shop_writes.add_request(
                db, kind, number, customer, payload, idempotency_key, at
            ),
            shop_writes.read_request,
        )

    async def subscribe_newsletter(self, email: str, idempotency_key: str) -> NewsletterChange:
        """Put an address on the newsletter's list."""
        return await self._newsletter(email, True, idempotency_key)

    async def unsubscribe_newsletter(self, email: str, idempotency_key: str) -> NewsletterChange:
        """Take an address off the newsletter's list."""
        return await self._newsletter(email, False, idempotency_key)

    async def _newsletter(self, email: str, subscribed: bool, key: str) -> NewsletterChange:
        address, at = clean_text(email).strip(), self._now()
        return await self._once(
            key,
            {"newsletter": address, "subscribed": subscribed},
            at,
            lambda db: shop_writes.set_newsletter(db, address, subscribed, key, at),
            lambda stored: NewsletterChange(**stored),
        )

    async def _once(
        self,
        key: str,
        wish: Mapping[str, Any],
        at: str,
        act: Callable[[sqlite3.Connection], R],
        read: Callable[[Mapping[str, Any]], R],
    ) -> R:
        checked_id("idempotency_key", key, _KEY_LENGTH)

        def work(db: sqlite3.Connection) -> R:
            with db:  # commits, or rolls back what was refused
                db.execute("BEGIN IMMEDIATE")
                return shop_writes.run_once(db, key, wish, at, partial(act, db), read)

        return await self._run(work)

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            call = loop.run_in_executor(self._executor, self._call, work)
        except RuntimeError as error:  # the executor is shut down
            raise ShopUnavailable("the shop's database is closed") from error
        done, _ = await asyncio.wait({call}, timeout=_TIMEOUT_S)
        if not done:
            call.cancel()
            raise ShopUnavailable(f"the shop's database gave no answer within {_TIMEOUT_S} s")
        return call.result()

    def _call(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return work(self._connection())
        except sqlite3.Error as error:
            raise ShopUnavailable(f"{self._path}: {error}") from error

    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is not None:
            return known
        connection = _open(self._path)
        self._local.connection = connection
        self._opened.append(connection)
        return connection

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise ShopUnavailable(f"there is no shop database at {path}")
    connection = sqlite3.connect(
        path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        missing = shop_rows.missing_tables(connection)
    except sqlite3.Error:
        connection.close()
        raise
    if missing:
        connection.close()
        raise ShopUnavailable(f"{path} is no shop database: it has no table {missing[0]!r}")
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Put the file into WAL mode, whoever else is opening it.

    Two connections that both want the switch refuse each other at once: SQLite's own busy timeout
    does not cover it, since waiting could never end while both hold the file.
    """
    until = time.monotonic() + _BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_SWITCH_PAUSE_S)
        else:
            return
