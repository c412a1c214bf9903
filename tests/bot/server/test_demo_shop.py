from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.visitor import VisitorDesk, identity_jwt
from bot.domain.message import Identity
from bot.errors import NotReady
from bot.server.demo_shop import DemoShop
from retrieval.catalog import Catalog
from retrieval.types import Relations
from tests.fakes.hostile_markup import MARKUP
from tests.fakes.page_server import Client, serving
from tests.fakes.products import ALL, BOOT, COL, FELL

SECRET = "identity-secret-identity-secret-i"
NOW = 1_790_000_000.0
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><title>Tents</title></svg>'


class Shelf:
    """The catalogue of the moment."""

    def __init__(self) -> None:
        self.catalog: Catalog | None = Catalog.of(ALL)

    def current(self) -> Catalog:
        if self.catalog is None:
            raise NotReady("no model is loaded")
        return self.catalog


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def images(tmp_path: Path) -> Path:
    (tmp_path / "tents.svg").write_text(PICTURE)
    (tmp_path / "notes.txt").write_text("private")
    return tmp_path


@pytest.fixture
async def client(shelf: Shelf, images: Path) -> AsyncIterator[Client]:
    def sign(identity: Identity) -> str:
        return identity_jwt(SECRET, "default", identity, now=NOW)

    async with serving(DemoShop(shelf.current, images, sign).routes()) as client:
        yield client


async def page(client: Client, address: str, status: int = 200) -> str:
    answer = await client.get(address)
    assert answer.status == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return await answer.text()


async def test_the_front_page_shows_categories_products_and_the_widget(client: Client) -> None:
    html = await page(client, "/")
    assert "Demo shop." in html
    assert 'href="/categories/tents"' in html
    assert 'href="/categories/hiking-boots"' in html
    assert "Moraine Col 2 Tent" in html
    assert "€249.00" in html
    assert '<script src="/widget.js" data-widget="default"' in html
    assert "Mara Lindqvist" in html
    assert "Jonas Weber" in html
    # nothing inline: the page's own policy would not run it
    assert re.findall(r"<script(?![^>]*src=)|<style| on\w+=| style=", html) == []


async def test_a_category_shows_its_products(client: Client) -> None:
    html = await page(client, "/categories/tents")
    assert "Moraine Col 2 Tent" in html
    assert "Highmark Ridge Boot" not in html
    assert "2 products" in html
    assert "Sold out" in html


async def test_a_product_shows_its_facts(client: Client) -> None:
    html = await page(client, "/products/TNT-1")
    for part in ("Moraine Col 2 Tent", "€249.00", "1.89 kg", "3000 mm", "moss green, sand",
                 "4.6 of 5, 132 reviews", "TNT-1", 'href="/categories/tents"'):  # fmt: skip
        assert part in html
    boot = await page(client, "/products/HKB-1")
    assert 'data-state="out"><span>41</span> <small>sold out' in boot
    assert "2 left" in boot
    assert "no reviews yet" in boot


@pytest.mark.parametrize(
    "address",
    ["/products/NOPE", "/products/%3Cscript%3E", "/categories/nope", "/demo/nope.js",
     "/catalog/images/nope.svg", "/catalog/images/notes.txt", "/catalog/images/..%2Fsecret",
     "/demo/..%2f..%2fsettings.py", "/demo/home.html"],
)  # fmt: skip
async def test_what_is_not_there_is_said_in_the_shops_look(client: Client, address: str) -> None:
    html = await page(client, address, status=404)
    assert "This path ends here." in html
    assert "<script>" not in html


async def test_related_products_come_from_the_catalogue(client: Client, shelf: Shelf) -> None:
    fell = replace(FELL, stock={"one size": 1})
    col = replace(COL, relations=Relations(compatible_with=("HKB-1", "gone")))
    shelf.catalog = Catalog.of([col, fell, BOOT])
    html = await page(client, "/products/TNT-1")
    assert html.index("Highmark Ridge Boot") < html.index("Nordvik Fell 2 Tent")


async def test_the_page_follows_the_catalogue(client: Client, shelf: Shelf) -> None:
    await page(client, "/")
    shelf.catalog = Catalog.of([replace(COL, name="Moraine Pass 2 Tent")])
    assert "Moraine Pass 2 Tent" in await page(client, "/")
    shelf.catalog = None
    answer = await client.get("/")
    assert answer.status == 503
    assert (await answer.json())["message"] == "no model is loaded"


async def test_a_catalogue_with_little_in_it(client: Client, shelf: Shelf) -> None:
    shelf.catalog = Catalog.of()
    await page(client, "/")
    bare = replace(COL, category=(), image="", rating=None, stock={}, description="", url="")
    shelf.catalog = Catalog.of([bare])
    assert "Other things" in await page(client, "/")
    await page(client, "/categories/other-things")
    await page(client, "/products/TNT-1")


@pytest.mark.parametrize("text", MARKUP)
async def test_whatever_the_catalogue_says_is_text(
    client: Client, shelf: Shelf, text: str
) -> None:
    product = replace(
        COL, name=text, brand=text, description=text, material=text, colours=(text,),
        category=("Top", "Tents"), stock={text: 1}, sizes=(text,), image=text, url=text,
    )  # fmt: skip
    shelf.catalog = Catalog.of([product])
    for address in ("/", "/categories/tents", "/products/TNT-1"):
        html = await page(client, address)
        assert text not in html or not re.search("[<>&\"']", text)
        assert html.count("<script") == 2


async def test_products_as_json(client: Client) -> None:
    everything = await (await client.get("/demo/products.json")).json()
    assert len(everything["products"]) == 3
    tents = await (await client.get("/demo/products.json", params={"category": "tents"})).json()
    assert tents["products"][0] == {
        "id": "TNT-1",
        "name": "Moraine Col 2 Tent",
        "brand": "Moraine",
        "category": ["Camping", "Tents"],
        "price": "€249.00",
        "image": "/catalog/images/tents.svg",
        "url": "/products/TNT-1",
        "in_stock": True,
    }
    assert [product["id"] for product in tents["products"]] == ["TNT-1", "TNT-2"]
    none = await (await client.get("/demo/products.json", params={"category": "x"})).json()
    assert none == {"products": []}


async def test_a_demo_customer_is_signed_in_for_the_widget(client: Client) -> None:
    answer = await client.post("/demo/sign-in", json={"customer_id": "C1001"})
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    identity = (await answer.json())["identity"]
    desk = VisitorDesk("default", secrets_=["x"], identity_secrets=[SECRET], clock=lambda: NOW + 5)
    assert desk.admit(None, identity).identity == Identity(
        "C1001", email="mara.lindqvist@example.com", name="Mara Lindqvist"
    )


@pytest.mark.parametrize("customer", ["C1003", "c1001", "", "C1001 ", "../C1001", "*"])
async def test_nobody_else_can_be_signed_in(client: Client, customer: str) -> None:
    answer = await client.post("/demo/sign-in", json={"customer_id": customer})
    assert answer.status == 403
    assert "identity" not in await answer.text()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "application/json"),
        ("{", "application/json"),
        ("[]", "application/json"),
        ('{"customer_id": 1001}', "application/json"),
        ('{"customer_id": null}', "application/json"),
        ('{"customer_id": ["C1001"]}', "application/json"),
        ('"C1001"', "application/json"),
        ("[" * 1000, "application/json"),
        (json.dumps({"customer_id": "C" * 2000}), "application/json"),
        ("customer_id=C1001", "application/x-www-form-urlencoded"),
        ('{"customer_id": "C1001"}', "text/plain"),
        ("\ud800".encode("utf-8", "surrogatepass"), "application/json"),
    ],
)
async def test_a_malformed_sign_in_is_a_400(client: Client, body: str | bytes, kind: str) -> None:
    answer = await client.post("/demo/sign-in", data=body, headers={"Content-Type": kind})
    assert answer.status == 400
    assert (await answer.json())["reason"] == "BadRequest"


async def test_pictures_can_be_shown_by_every_shop_and_run_nothing(client: Client) -> None:
    answer = await client.get("/catalog/images/tents.svg")
    assert await answer.text() == PICTURE
    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["ETag"]


@pytest.mark.parametrize("name", ["shop.css", "shop.js", "icon.svg"])
async def test_the_shops_own_files(client: Client, name: str) -> None:
    answer = await client.get(f"/demo/{name}")
    assert answer.status == 200
    assert len(await answer.read()) > 200
