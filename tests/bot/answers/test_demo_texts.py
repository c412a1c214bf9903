"""Every sentence about every product and order of the demo shop, looked over by rule."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bot.answers.comparison_text import comparison_text
from bot.answers.order_text import order_line, order_summary, refund_text, status_text
from bot.answers.product_text import (
    card_subtitle,
    details_text,
    price_sentence,
    sizes_sentence,
    stock_sentence,
)
from bot.storage import shop_rows
from retrieval.catalog import load_catalog
from retrieval.types import Product

DEMO = Path(__file__).parents[3] / "config" / "catalog"
TODAY = date(2026, 11, 20)
# No word of None, no key of the catalogue, no 2.0 where 2 is meant, nothing left out.
WRONG = re.compile(r"\bNone\b|\b[a-z]+_[a-z_]+\b|\d\.0\b|\(\)|  | ,|\.\.(?!\.)|: $", re.M)


@pytest.fixture(scope="module")
def products() -> dict[str, Product]:
    return dict(load_catalog(DEMO).products)


def wrong_in(texts: Iterator[str], products: dict[str, Product]) -> list[str]:
    # names may have a 2.0 in them, and a rating of 4.0 says how exact it is
    names = sorted((re.escape(one.name) for one in products.values()), key=len, reverse=True)
    allowed = re.compile(rf"{'|'.join(names)}|★ \d\.\d|\d\.\d of 5")
    return [text for text in texts if WRONG.search(allowed.sub("N", text))][:5]


def test_products(products: dict[str, Product]) -> None:
    def texts() -> Iterator[str]:
        for one in products.values():
            yield from (details_text(one), price_sentence(one), card_subtitle(one))
            yield from (stock_sentence(one), sizes_sentence(one))
            yield from (stock_sentence(one, size) for size in one.sizes)
        for first, second in pairwise(products.values()):
            yield comparison_text(first, second)

    assert wrong_in(texts(), products) == []


def test_orders(products: dict[str, Product]) -> None:
    def texts() -> Iterator[str]:
        with closing(sqlite3.connect(DEMO / "shop.sqlite")) as rows:
            rows.row_factory = sqlite3.Row
            for (number,) in rows.execute("SELECT number FROM orders").fetchall():
                order = shop_rows.order(rows, number)
                assert order is not None
                yield status_text(order, products, TODAY)
                yield order_line(order, products, TODAY)
                yield order_summary(order, products)
                for request in shop_rows.returns_of(rows, number):
                    name = products[request.product_id].name
                    yield refund_text(order, request, name, TODAY)

    assert wrong_in(texts(), products) == []
