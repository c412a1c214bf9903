"""The demo shop's database: fixed orders, sums, dates that agree, and habits one can learn."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from retrieval.types import Product
from scripts.demo_shop.__main__ import (
    CUSTOMERS,
    INTERACTIONS,
    ORDERS,
    SEED,
    as_product,
)
from scripts.demo_shop.catalogue import CATALOGUE
from scripts.demo_shop.delivery import shipping_cost
from scripts.demo_shop.products import rows
from scripts.demo_shop.shop import REFERENCE, Shop, draw_shop
from scripts.demo_shop.shop_database import write_database

DATABASE = Path(__file__).parents[2] / "config" / "catalog" / "shop.sqlite"
MEGABYTE = 1_000_000
TABLES = [
    "customers",
    "orders",
    "order_items",
    "shipments",
    "returns",
    "interactions",
    "service_requests",
    "writes",
]
# Customer and status of an order, and product, size and pieces of each of its lines.
KNOWN = {
    "10042": ("C1001", "shipped", {("TNT-101", "2-person", 1), ("SLB-104", "regular", 1)}),
    "10077": ("C1001", "processing", {("HKB-103", "42", 1)}),
    "10101": ("C1001", "delivered", {("RNJ-102", "M", 1), ("SCK-101", "39-42", 2)}),
    "10130": ("C1001", "delivered", {("BKP-105", "40 l", 1)}),
    "10155": ("C1001", "cancelled", {("STV-101", "", 1)}),
    "10188": ("C1002", "delivered", {("TRP-101", "", 1)}),
    "10203": ("C1002", "processing", {("DWJ-101", "L", 1)}),
    "10240": ("C1003", "returned", {("TRS-101", "39", 1)}),
    "10250": ("C1003", "packed", {("HDL-101", "", 1)}),
}


@pytest.fixture(scope="module")
def products() -> dict[str, Product]:
    return {row["id"]: as_product(row) for row in rows(CATALOGUE, SEED)}


@pytest.fixture(scope="module")
def shop(products: dict[str, Product]) -> Shop:
    return draw_shop(list(products.values()), CUSTOMERS, ORDERS, INTERACTIONS, SEED)


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


def test_the_committed_database_is_what_the_generator_writes(shop: Shop, tmp_path: Path) -> None:
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    write_database(shop, first)
    write_database(shop, second)
    assert first.read_bytes() == second.read_bytes()
    assert _dump(first) == _dump(DATABASE)
    assert DATABASE.stat().st_size < 4 * MEGABYTE


def test_the_same_seed_draws_the_same_shop_and_another_does_not(
    products: dict[str, Product],
) -> None:
    catalogue = list(products.values())
    small = draw_shop(catalogue, 40, 260, 5000, SEED)
    assert small == draw_shop(catalogue, 40, 260, 5000, SEED)
    assert small != draw_shop(catalogue, 40, 260, 5000, SEED + 1)


def test_more_orders_than_events_are_refused(products: dict[str, Product]) -> None:
    with pytest.raises(ValueError, match="more than 100"):
        draw_shop(list(products.values()), 40, 260, 100, SEED)


def test_sizes_of_the_tables(database: sqlite3.Connection) -> None:
    counts = {
        table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in TABLES
    }
    assert (counts["customers"], counts["orders"]) == (300, 1000)
    assert counts["interactions"] == 20_000
    assert counts["service_requests"] == counts["writes"] == 0
    numbers = database.execute("SELECT number FROM orders ORDER BY number")
    assert [row[0] for row in numbers] == [str(number) for number in range(10001, 11001)]


def test_references_hold_and_lookups_are_indexed(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for wanted in (
        "orders WHERE customer_id = 'C1001'",
        "order_items WHERE order_number = '10042'",
        "shipments WHERE order_number = '10042'",
        "customers WHERE email = 'mara.lindqvist@example.com'",
        "interactions WHERE customer_id = 'C1001'",
    ):
        plan = database.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {wanted}")  # noqa: S608
        assert "SEARCH" in plan.fetchone()["detail"], wanted


@pytest.mark.parametrize("number", KNOWN)
def test_fixed_orders_are_exactly_as_agreed(database: sqlite3.Connection, number: str) -> None:
    customer, status, items = KNOWN[number]
    order = database.execute("SELECT * FROM orders WHERE number = ?", (number,)).fetchone()
    assert (order["customer_id"], order["status"]) == (customer, status)
    lines = database.execute("SELECT * FROM order_items WHERE order_number = ?", (number,))
    found = {(line["product_id"], line["size"], line["quantity"]) for line in lines}
    assert found == items


def test_fixed_parcels_returns_and_customers(database: sqlite3.Connection) -> None:
    parcels = {row["order_number"]: row for row in database.execute("SELECT * FROM shipments")}
    assert parcels["10042"]["carrier"] == "Nordpost"
    assert parcels["10042"]["tracking_number"] == "NP400100420EU"
    assert parcels["10042"]["expected_at"] == "2026-11-27"
    assert parcels["10042"]["delivered_at"] is None
    for number, day in (("10101", "2026-11-10"), ("10130", "2024-03-05"), ("10188", "2026-11-12")):
        assert parcels[number]["delivered_at"].startswith(day)
    back = database.execute("SELECT * FROM returns WHERE id = 'R5001'").fetchone()
    assert (back["order_number"], back["status"], back["amount"]) == ("10240", "refunded", 129.0)
    assert back["refunded_at"].startswith("2026-11-02")
    mails = [
        row["email"] for row in database.execute("SELECT email FROM customers ORDER BY id LIMIT 3")
    ]
    assert mails == [
        "mara.lindqvist@example.com",
        "jonas.weber@example.com",
        "aylin.demir@example.com",
    ]
    own = database.execute("SELECT number FROM orders WHERE customer_id = 'C1001'").fetchall()
    assert sorted(row[0] for row in own) == ["10042", "10077", "10101", "10130", "10155"]


def test_customers_are_distinct_invented_people(database: sqlite3.Connection) -> None:
    customers = database.execute("SELECT * FROM customers").fetchall()
    assert len({one["email"] for one in customers}) == len(customers)
    assert all(one["email"].endswith("@example.com") for one in customers)
    assert all(one["email"].isascii() for one in customers)
    assert len({one["country"] for one in customers}) >= 8


def test_totals_add_up_and_shipping_follows_the_tariff(database: sqlite3.Connection) -> None:
    goods: dict[str, float] = defaultdict(float)
    for line in database.execute("SELECT * FROM order_items"):
        goods[line["order_number"]] += line["quantity"] * line["unit_price"]
    for order in database.execute("SELECT * FROM orders"):
        value = round(goods[order["number"]], 2)
        assert order["total"] == pytest.approx(value + order["shipping_cost"], abs=0.001)
        country = order["shipping_country"]
        tariffs = {shipping_cost(country, value, express) for express in (False, True)}
        assert order["shipping_cost"] in tariffs


def test_lines_name_sizes_and_colours_that_exist(
    database: sqlite3.Connection, products: dict[str, Product]
) -> None:
    for line in database.execute("SELECT * FROM order_items"):
        product = products[line["product_id"]]
        assert line["size"] in (product.sizes or ("",)), dict(line)
        assert line["colour"] in (product.colours or ("",)), dict(line)
        assert 0 < line["unit_price"] <= product.price


def test_status_parcel_and_dates_agree(database: sqlite3.Connection) -> None:
    parcels = {row["order_number"]: row for row in database.execute("SELECT * FROM shipments")}
    seen: Counter[str] = Counter()
    for order in database.execute("SELECT * FROM orders"):
        parcel = parcels.get(order["number"])
        placed = datetime.fromisoformat(order["placed_at"])
        assert placed < REFERENCE
        seen[order["status"]] += 1
        if order["status"] in ("processing", "packed", "cancelled"):
            assert parcel is None
            if order["status"] != "cancelled":
                assert (REFERENCE - placed).days <= 7
            continue
        assert parcel is not None
        _check_parcel(order, parcel, placed)
    assert set(seen) == {"processing", "packed", "shipped", "delivered", "cancelled", "returned"}
    assert seen["delivered"] > 700
    assert seen["processing"] >= 5


def _check_parcel(order: sqlite3.Row, parcel: sqlite3.Row, placed: datetime) -> None:
    shipped = datetime.fromisoformat(parcel["shipped_at"])
    assert placed < shipped <= REFERENCE
    assert date.fromisoformat(parcel["expected_at"]) > shipped.date()
    if order["status"] == "shipped":
        assert parcel["delivered_at"] is None
        assert (REFERENCE - shipped).days <= 21
    else:
        assert shipped < datetime.fromisoformat(parcel["delivered_at"]) <= REFERENCE


def test_returns_come_after_delivery_within_the_window(database: sqlite3.Connection) -> None:
    arrived = {
        row["order_number"]: datetime.fromisoformat(row["delivered_at"])
        for row in database.execute("SELECT * FROM shipments WHERE delivered_at IS NOT NULL")
    }
    lines = {
        (row["order_number"], row["product_id"])
        for row in database.execute("SELECT * FROM order_items")
    }
    stages = set()
    for back in database.execute("SELECT * FROM returns"):
        asked = datetime.fromisoformat(back["requested_at"])
        assert 0 <= (asked - arrived[back["order_number"]]).days <= 30
        assert (back["order_number"], back["product_id"]) in lines
        assert (back["refunded_at"] is not None) == (back["status"] == "refunded")
        assert back["amount"] >= 0
        stages.add(back["status"])
    assert {"requested", "label_sent", "received", "refunded", "rejected"} == stages


def test_purchases_are_the_lines_of_the_orders(database: sqlite3.Connection) -> None:
    bought = database.execute(
        "SELECT customer_id, product_id, at FROM interactions WHERE kind = 'purchase'"
    )
    ordered = database.execute(
        "SELECT customer_id, product_id, placed_at FROM order_items "
        "JOIN orders ON number = order_number"
    )
    assert sorted(map(tuple, bought)) == sorted(map(tuple, ordered))


def test_every_purchase_follows_a_look_and_a_cart(database: sqlite3.Connection) -> None:
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    kinds: Counter[str] = Counter()
    for event in database.execute("SELECT * FROM interactions ORDER BY at, id"):
        key = (event["customer_id"], event["product_id"])
        if event["kind"] == "purchase":
            assert {"view", "cart"} <= before[key], key
        before[key].add(event["kind"])
        kinds[event["kind"]] += 1
    assert kinds["view"] > 5 * kinds["cart"] > 5 * kinds["purchase"] > 0


def _months(database: sqlite3.Connection, prefix: str) -> Counter[int]:
    found = database.execute(
        "SELECT at FROM interactions WHERE product_id LIKE ?", (f"{prefix}-%",)
    )
    return Counter(int(row["at"][5:7]) for row in found)


def test_down_jackets_are_winter_things_and_sandals_summer_things(
    database: sqlite3.Connection,
) -> None:
    down, sandals = _months(database, "DWJ"), _months(database, "SND")
    winter, summer = (11, 12, 1), (5, 6, 7)
    assert sum(down[month] for month in winter) > 5 * sum(down[month] for month in summer)
    assert sum(sandals[month] for month in summer) > 3 * sum(sandals[month] for month in winter)


def test_accessories_are_bought_more_by_owners_of_the_main_thing(
    database: sqlite3.Connection, products: dict[str, Product]
) -> None:
    owned: dict[str, set[str]] = defaultdict(set)
    for event in database.execute("SELECT * FROM interactions WHERE kind = 'purchase'"):
        owned[event["customer_id"]].add(event["product_id"])
    owners, with_accessory, others, others_with = 0, 0, 0, 0
    for product in products.values():
        mains = set(product.relations.accessory_of)
        for things in owned.values() if mains else ():
            has_main, has_it = bool(mains & things), product.id in things
            owners += has_main
            with_accessory += has_main and has_it
            others += not has_main
            others_with += has_it and not has_main
    assert with_accessory / owners > 5 * others_with / others


def test_popularity_has_a_long_tail(database: sqlite3.Connection) -> None:
    views = database.execute(
        "SELECT count(*) AS n FROM interactions GROUP BY product_id ORDER BY n DESC"
    ).fetchall()
    counts = [row["n"] for row in views]
    assert len(counts) > 320
    fifth = len(counts) // 5
    assert sum(counts[:fifth]) > 0.4 * sum(counts)
    assert sum(counts[:10]) < 0.3 * sum(counts)
