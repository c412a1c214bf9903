from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from bot.shop.errors import KeyReuseError, OrderStateError, ShopUnavailable, UnknownOrderError
from bot.shop.records import Address, OrderStatus, RequestKind, ReturnStatus
from bot.shop.store import ShopStore
from bot.storage.shop import ShopDatabase, copy_seed
from tests.bot.shop.shop_file import make_shop

NOW = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)
NEW_ADDRESS = Address("Weg 5", "79100", "Freiburg", "DE")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_shop(tmp_path / "shop.sqlite")


@pytest.fixture
async def shop(path: Path) -> AsyncIterator[ShopStore]:
    opened = ShopDatabase(path, clock=lambda: NOW)
    yield opened
    await opened.close()


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


async def test_a_customer_is_found_by_id_and_by_address_in_any_case(shop: ShopStore) -> None:
    mara = await shop.customer_by_id("C1001")

    assert mara is not None
    assert (mara.name, mara.shoe_size, mara.newsletter) == ("Mara Lindqvist", "42", False)
    assert mara.address == Address("Hauptstrasse 1", "6020", "Innsbruck", "AT")
    assert await shop.customer_by_email(" Mara.Lindqvist@Example.com ") == mara
    assert await shop.customer_by_id("C9") is None
    assert await shop.customer_by_email("mara@example.com") is None


async def test_an_order_comes_with_items_and_shipments(shop: ShopStore) -> None:
    order = await shop.order("10042")

    assert order is not None
    assert order.status is OrderStatus.SHIPPED
    assert [(item.product_id, item.size, item.colour) for item in order.items] == [
        ("TNT-101", "2-person", "sand"),
        ("SLB-104", "", ""),
    ]
    assert order.shipments[0].tracking_number == "NP400100420EU"
    assert order.delivered_at is None
    assert await shop.order("99999") is None


async def test_a_customers_orders_come_newest_first(shop: ShopStore) -> None:
    orders = await shop.orders_of("C1001")

    assert [order.number for order in orders] == ["10077", "10042", "10101", "10155", "10130"]
    assert await shop.orders_of("C9") == []


async def test_returns_and_interactions_are_read_in_time_order(shop: ShopStore) -> None:
    [known] = await shop.returns_of("10240")
    assert (known.id, known.status, known.amount) == ("R5001", ReturnStatus.REFUNDED, 129.0)
    assert await shop.returns_of("10042") == []

    everything = await shop.interactions()
    assert [(i.customer_id, i.kind) for i in everything] == [
        ("C1002", "purchase"),
        ("C1001", "view"),
        ("C1001", "cart"),
    ]
    assert await shop.interactions_of("C1001") == everything[1:]


@pytest.mark.parametrize("hostile", ["", "\ud800", "\x00", "' OR 1=1 --", "x" * 100_000])
async def test_hostile_keys_find_nothing(shop: ShopStore, hostile: str) -> None:
    assert await shop.order(hostile) is None
    assert await shop.customer_by_id(hostile) is None
    assert await shop.customer_by_email(hostile) is None
    assert await shop.orders_of(hostile) == []
    assert await shop.returns_of(hostile) == []


async def test_cancelling_changes_the_order_once(shop: ShopStore, path: Path) -> None:
    first = await shop.cancel_order("10077", "k1")
    again = await shop.cancel_order("10077", "k1")

    assert first == again
    assert (first.refund, first.currency) == (189.9, "EUR")
    assert first.cancelled_at == "2026-11-20T12:00:00+00:00"
    order = await shop.order("10077")
    assert order is not None
    assert order.status is OrderStatus.CANCELLED
    assert rows(path, "SELECT count(*) FROM writes") == [(1,)]
    with pytest.raises(OrderStateError, match="cancelled"):
        await shop.cancel_order("10077", "k2")


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("10042", "shipped"),
        ("10101", "delivered"),
        ("10155", "cancelled"),
        ("10240", "returned"),
        ("10250", "packed"),
    ],
)
async def test_what_left_the_shop_cannot_be_changed(
    shop: ShopStore, path: Path, number: str, status: str
) -> None:
    with pytest.raises(OrderStateError, match=status) as refused:
        await shop.cancel_order(number, "k1")
    assert refused.value.reason.endswith(".")
    with pytest.raises(OrderStateError, match=status):
        await shop.change_address(number, NEW_ADDRESS, "k2")
    assert rows(path, "SELECT count(*) FROM writes") == [(0,)]
    assert rows(path, "SELECT count(*) FROM service_requests") == [(0,)]
    order = await shop.order(number)
    assert order is not None
    assert order.status.value == status


async def test_a_changed_address_is_kept_and_noted(shop: ShopStore, path: Path) -> None:
    first = await shop.change_address("10077", NEW_ADDRESS, "k1")
    again = await shop.change_address("10077", NEW_ADDRESS, "k1")

    assert first == again
    assert first.address == NEW_ADDRESS
    order = await shop.order("10077")
    assert order is not None
    assert order.address == NEW_ADDRESS
    [(kind, customer, payload)] = rows(
        path, "SELECT kind, customer_id, payload FROM service_requests"
    )
    assert (kind, customer) == ("address_change", "C1001")
    assert json.loads(payload)["from"]["street"] == "Hauptstrasse 1"


async def test_a_return_is_registered_once(shop: ShopStore) -> None:
    first = await shop.create_return("10101", "SCK-101", "too warm", "k1")
    again = await shop.create_return("10101", "SCK-101", "too warm", "k1")

    assert first == again
    assert (first.id, first.amount, first.status) == ("R5002", 34.0, ReturnStatus.REQUESTED)
    assert await shop.returns_of("10101") == [first]
    with pytest.raises(OrderStateError, match="already"):
        await shop.create_return("10101", "SCK-101", "too warm", "k2")
    second = await shop.create_return("10101", "RNJ-102", "too small", "k3")
    assert second.id == "R5003"


@pytest.mark.parametrize(
    ("number", "product", "error", "said"),
    [
        ("10042", "TNT-101", OrderStateError, "on its way"),
        ("10077", "HKB-103", OrderStateError, "not been sent"),
        ("10130", "BKP-105", OrderStateError, "2024-04-04"),
        ("10101", "TNT-101", UnknownOrderError, "no product"),
        ("99999", "TNT-101", UnknownOrderError, "no order"),
    ],
)
async def test_what_cannot_be_returned_is_refused_with_the_reason(
    shop: ShopStore, number: str, product: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        await shop.create_return(number, product, "x", "k1")
    assert [r.id for r in await shop.returns_of(number)] == []


async def test_the_window_is_counted_from_the_clock(path: Path) -> None:
    zone = timezone(timedelta(hours=2))
    late = ShopDatabase(path, clock=lambda: datetime(2026, 12, 11, 3, 0, tzinfo=zone))
    with pytest.raises(OrderStateError, match="2026-12-10"):
        await late.create_return("10101", "RNJ-102", "x", "k1")
    await late.close()


async def test_a_service_request_is_left_once(shop: ShopStore, path: Path) -> None:
    wish = {"problem": "zip broke \ud800", "photos": ["a.jpg"]}
    kind = RequestKind.WARRANTY_CLAIM
    first = await shop.create_service_request(kind, wish, "k1", order_number="10130")
    again = await shop.create_service_request(kind, wish, "k1", order_number="10130")
    other = await shop.create_service_request(
        RequestKind.COMPLAINT, {"text": "slow"}, "k2", customer_id="C1002"
    )

    assert first == again
    assert first.payload["problem"] == "zip broke \ufffd"
    assert (first.kind, first.customer_id) == (kind, "C1001")
    assert first.id != other.id
    assert (other.order_number, other.customer_id) == (None, "C1002")
    assert rows(path, "SELECT count(*) FROM service_requests") == [(2,)]
    with pytest.raises(UnknownOrderError):
        await shop.create_service_request(kind, {}, "k3", order_number="99999")


async def test_a_customers_newsletter_is_switched(shop: ShopStore) -> None:
    address = "mara.lindqvist@example.com"
    on = await shop.subscribe_newsletter(address, "k1")
    again = await shop.subscribe_newsletter(address, "k1")
    still = await shop.subscribe_newsletter(address, "k2")
    off = await shop.unsubscribe_newsletter(address, "k3")

    assert on == again
    assert [change.changed for change in (on, still, off)] == [True, False, True]
    mara = await shop.customer_by_id("C1001")
    assert mara is not None
    assert not mara.newsletter


async def test_a_strangers_newsletter_is_remembered(shop: ShopStore) -> None:
    changes = [
        await shop.unsubscribe_newsletter("new@example.com", "k1"),
        await shop.subscribe_newsletter("new@example.com", "k2"),
        await shop.subscribe_newsletter("NEW@example.com", "k3"),
        await shop.unsubscribe_newsletter("new@example.com", "k4"),
    ]

    assert [change.changed for change in changes] == [False, True, False, True]


async def test_a_key_belongs_to_one_wish(shop: ShopStore, path: Path) -> None:
    await shop.cancel_order("10077", "k1")

    for other in (
        shop.cancel_order("10042", "k1"),
        shop.create_return("10101", "SCK-101", "x", "k1"),
        shop.subscribe_newsletter("a@example.com", "k1"),
    ):
        with pytest.raises(KeyReuseError):
            await other
    assert rows(path, "SELECT count(*) FROM writes") == [(1,)]


@pytest.mark.parametrize("key", ["", "k" * 201, "\ud800"])
async def test_a_key_is_checked(shop: ShopStore, key: str) -> None:
    with pytest.raises(ValueError, match="idempotency_key"):
        await shop.cancel_order("10077", key)


async def test_a_refused_wish_may_be_tried_again_with_its_key(shop: ShopStore, path: Path) -> None:
    with pytest.raises(OrderStateError):
        await shop.cancel_order("10250", "k1")
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE orders SET status = 'processing' WHERE number = '10250'")
        other.commit()

    assert (await shop.cancel_order("10250", "k1")).order_number == "10250"


async def test_many_repeats_at_once_write_once(shop: ShopStore, path: Path) -> None:
    results = await asyncio.gather(*(shop.cancel_order("10077", "k1") for _ in range(50)))
    returns = await asyncio.gather(
        *(shop.create_return("10101", "RNJ-102", "x", f"r{n}") for n in range(30)),
        return_exceptions=True,
    )

    assert len({result.cancelled_at for result in results}) == 1
    assert sum(not isinstance(result, Exception) for result in returns) == 1
    assert rows(path, "SELECT count(*) FROM writes") == [(2,)]


async def test_two_processes_share_the_file(path: Path) -> None:
    one = ShopDatabase(path, clock=lambda: NOW)
    two = ShopDatabase(path, clock=lambda: NOW + timedelta(hours=1))

    results = await asyncio.gather(
        *(shop.cancel_order("10077", "k1") for _ in range(10) for shop in (one, two))
    )

    assert len({result.cancelled_at for result in results}) == 1
    await one.close()
    await two.close()


async def test_many_may_open_a_fresh_file_at_once(path: Path) -> None:
    """Each wants to switch the file to WAL, which SQLite refuses while another has it open."""
    for _ in range(40):
        with closing(sqlite3.connect(path)) as fresh:
            fresh.execute("PRAGMA journal_mode = DELETE")
        openers = [ShopDatabase(path, clock=lambda: NOW) for _ in range(4)]

        found = await asyncio.gather(*(shop.order("10042") for _ in range(4) for shop in openers))

        assert None not in found
        await asyncio.gather(*(shop.close() for shop in openers))


async def test_readers_do_not_wait_for_writers(shop: ShopStore, path: Path) -> None:
    await shop.cancel_order("10077", "k1")

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await asyncio.wait_for(shop.order("10042"), 1) is not None
        other.execute("ROLLBACK")


async def test_a_missing_or_broken_file_is_said(tmp_path: Path) -> None:
    missing = ShopDatabase(tmp_path / "none.sqlite")
    with pytest.raises(ShopUnavailable, match="there is no shop database"):
        await missing.order("10042")
    assert not (tmp_path / "none.sqlite").exists()
    await missing.close()

    (tmp_path / "text.sqlite").write_text("this is not a database" * 100)
    broken = ShopDatabase(tmp_path / "text.sqlite")
    with pytest.raises(ShopUnavailable, match="not a database"):
        await broken.order("10042")
    await broken.close()

    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as other:
        other.execute("CREATE TABLE customers (id TEXT)")
    foreign = ShopDatabase(tmp_path / "other.sqlite")
    with pytest.raises(ShopUnavailable, match="no table 'orders'"):
        await foreign.order("10042")
    await foreign.close()


async def test_a_closed_shop_says_so(path: Path) -> None:
    shop = ShopDatabase(path)
    await shop.order("10042")
    await shop.close()

    with pytest.raises(ShopUnavailable, match="closed"):
        await shop.order("10042")


async def test_the_seed_is_copied_once(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "var" / "shop.sqlite"
    copy_seed(path, target)
    shop = ShopDatabase(target, clock=lambda: NOW)
    await shop.cancel_order("10077", "k1")
    await shop.close()

    copy_seed(path, target)

    assert rows(target, "SELECT status FROM orders WHERE number = '10077'") == [("cancelled",)]
    assert rows(path, "SELECT status FROM orders WHERE number = '10077'") == [("processing",)]
    assert [entry.name for entry in target.parent.iterdir() if "tmp" in entry.name] == []
    with pytest.raises(ShopUnavailable, match="cannot be copied"):
        copy_seed(tmp_path / "none", tmp_path / "other")
