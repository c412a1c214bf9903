"""A small shop database with the demo shop's tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_TABLES = """
CREATE TABLE customers (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, first_name TEXT NOT NULL,
    last_name TEXT NOT NULL, street TEXT NOT NULL, postcode TEXT NOT NULL, city TEXT NOT NULL,
    country TEXT NOT NULL, phone TEXT NOT NULL, joined TEXT NOT NULL,
    loyalty_points INTEGER NOT NULL, newsletter INTEGER NOT NULL CHECK (newsletter IN (0, 1)),
    shoe_size TEXT, clothing_size TEXT
) WITHOUT ROWID;
CREATE TABLE orders (
    number TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers (id),
    placed_at TEXT NOT NULL,
    status TEXT NOT NULL CHECK (
        status IN ('processing', 'packed', 'shipped', 'delivered', 'cancelled', 'returned')
    ),
    total REAL NOT NULL, currency TEXT NOT NULL, shipping_street TEXT NOT NULL,
    shipping_postcode TEXT NOT NULL, shipping_city TEXT NOT NULL, shipping_country TEXT NOT NULL,
    payment_method TEXT NOT NULL, shipping_cost REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE order_items (
    order_number TEXT NOT NULL REFERENCES orders (number), product_id TEXT NOT NULL,
    size TEXT NOT NULL, colour TEXT NOT NULL, quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price REAL NOT NULL
);
CREATE TABLE shipments (
    order_number TEXT NOT NULL REFERENCES orders (number), carrier TEXT NOT NULL,
    tracking_number TEXT NOT NULL, shipped_at TEXT NOT NULL, expected_at TEXT NOT NULL,
    delivered_at TEXT
);
CREATE TABLE returns (
    id TEXT PRIMARY KEY, order_number TEXT NOT NULL REFERENCES orders (number),
    product_id TEXT NOT NULL, reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (
        status IN ('requested', 'label_sent', 'received', 'refunded', 'rejected')
    ),
    requested_at TEXT NOT NULL, refunded_at TEXT, amount REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE interactions (
    id INTEGER PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers (id),
    product_id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('view', 'cart', 'purchase')),
    at TEXT NOT NULL
);
CREATE TABLE service_requests (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, order_number TEXT, customer_id TEXT,
    payload TEXT NOT NULL, created_at TEXT NOT NULL, idempotency_key TEXT NOT NULL UNIQUE
) WITHOUT ROWID;
CREATE TABLE writes (
    idempotency_key TEXT PRIMARY KEY, result TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX order_items_by_order ON order_items (order_number);
CREATE INDEX shipments_by_order ON shipments (order_number);
CREATE INDEX returns_by_order ON returns (order_number);
CREATE INDEX interactions_by_customer ON interactions (customer_id);
CREATE INDEX service_requests_by_customer ON service_requests (customer_id);
CREATE INDEX service_requests_by_order ON service_requests (order_number);
"""
_CUSTOMERS = [
    ("C1001", "mara.lindqvist@example.com", "Mara", "Lindqvist", "Hauptstrasse 1", "6020",
     "Innsbruck", "AT", "+43 1", "2021-05-01", 120, 0, "42", "M"),
    ("C1002", "jonas.weber@example.com", "Jonas", "Weber", "Ring 2", "79098", "Freiburg", "DE",
     "+49 1", "2022-01-01", 0, 1, None, None),
]  # fmt: skip
_ADDRESS = ("Hauptstrasse 1", "6020", "Innsbruck", "AT")
_ORDERS = [
    ("10042", "C1001", "2026-11-18T10:00:00+00:00", "shipped", 338.0),
    ("10077", "C1001", "2026-11-20T09:00:00+00:00", "processing", 189.9),
    ("10101", "C1001", "2026-11-05T10:00:00+00:00", "delivered", 199.0),
    ("10130", "C1001", "2024-03-01T10:00:00+00:00", "delivered", 149.0),
    ("10155", "C1001", "2026-10-01T10:00:00+00:00", "cancelled", 79.0),
    ("10188", "C1002", "2026-11-08T10:00:00+00:00", "delivered", 89.0),
    ("10240", "C1002", "2026-10-08T10:00:00+00:00", "returned", 129.0),
    ("10250", "C1002", "2026-11-19T10:00:00+00:00", "packed", 59.0),
]
_ITEMS = [
    ("10042", "TNT-101", "2-person", "sand", 1, 249.0),
    ("10042", "SLB-104", "", "", 1, 89.0),
    ("10077", "HKB-103", "42", "brown", 1, 189.9),
    ("10101", "RNJ-102", "M", "blue", 1, 165.0),
    ("10101", "SCK-101", "", "grey", 2, 17.0),
    ("10130", "BKP-105", "", "", 1, 149.0),
    ("10155", "STV-101", "", "", 1, 79.0),
    ("10188", "TRP-101", "", "", 1, 89.0),
    ("10240", "TRS-101", "39", "", 1, 129.0),
    ("10250", "HDL-101", "", "", 1, 59.0),
]
_SHIPMENTS = [
    ("10042", "Nordpost", "NP400100420EU", "2026-11-19", "2026-11-27", None),
    ("10101", "Nordpost", "NP1", "2026-11-06", "2026-11-10", "2026-11-10"),
    ("10130", "Nordpost", "NP2", "2024-03-02", "2024-03-05", "2024-03-05T12:00:00+00:00"),
    ("10188", "Nordpost", "NP3", "2026-11-09", "2026-11-12", "2026-11-12"),
]
_RETURNS = [
    ("R5001", "10240", "TRS-101", "too small", "refunded", "2026-10-20", "2026-11-02", 129.0)
]
_INTERACTIONS = [
    (1, "C1001", "TNT-101", "view", "2026-11-17T10:00:00+00:00"),
    (2, "C1002", "TRP-101", "purchase", "2026-11-08T10:00:00+00:00"),
    (3, "C1001", "TNT-101", "cart", "2026-11-17T10:00:00+00:00"),
]


def make_shop(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as shop:
        shop.executescript(_TABLES)
        for table, rows in (
            ("customers", _CUSTOMERS),
            ("orders", [(*order, "EUR", *_ADDRESS, "card", 4.9) for order in _ORDERS]),
            ("order_items", _ITEMS),
            ("shipments", _SHIPMENTS),
            ("returns", _RETURNS),
            ("interactions", _INTERACTIONS),
        ):
            marks = ", ".join("?" * len(rows[0]))
            shop.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        shop.commit()
    return path
