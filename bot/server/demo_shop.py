"""The demo shop at `/`: pages made of the catalogue, where the widget can be tried.

GET  /                        categories and some products
GET  /categories/{slug}       the products of one category
GET  /products/{id}           one product with its facts
GET  /demo/products.json      products as JSON; `?category=Tents` gives one category
POST /demo/sign-in            {"customer_id": "C1001"} -> {"identity": {"jwt": "..."}}
GET  /demo/{name}             the shop's own style, script and icon
GET  /catalog/images/{name}   the catalogue's pictures, which pages of any shop may show

Only the customers of a given list can be signed in: whoever opens the demo may choose among them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from bot.answers.money import format_money
from bot.domain.message import Identity
from bot.errors import Invalid, Refused
from bot.server.assets import CROSS_ORIGIN, Asset, web_file
from bot.server.demo_page import TEMPLATES, DemoPages, leaf_of, related_products, slug
from retrieval.types import Product

DEMO_CUSTOMERS = (
    Identity("C1001", email="mara.lindqvist@example.com", name="Mara Lindqvist"),
    Identity("C1002", email="jonas.weber@example.com", name="Jonas Weber"),
)
OWN_FILES = ("shop.css", "shop.js", "icon.svg")
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types frontdesk"
    ),
    "Cache-Control": "no-cache",
}
# A drawing that somebody opens by its address shows and does nothing else.
IMAGE_HEADERS = {
    **CROSS_ORIGIN,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
MAX_SIGN_IN_BYTES = 1024


class ShopCatalog(Protocol):
    """What the pages are made of."""

    @property
    def products(self) -> Mapping[str, Product]:
        """The products by id."""
        ...

    @property
    def content_hash(self) -> str:
        """Differs when the content differs."""
        ...


class DemoShop:
    """Serves the demo shop.

    `catalog` gives the catalogue of this moment and may raise a FrontdeskError;
    `sign_identity` signs for a customer as the shop's own server would.
    """

    def __init__(
        self,
        catalog: Callable[[], ShopCatalog],
        images_dir: Path,
        sign_identity: Callable[[Identity], str],
        customers: Sequence[Identity] = DEMO_CUSTOMERS,
    ) -> None:
        """Read templates, style, script and pictures; raises OSError when one is missing."""
        self._catalog = catalog
        self._sign_identity = sign_identity
        self._customers = {customer.customer_id: customer for customer in customers}
        self._files = {name: Asset.read(web_file(f"demo/{name}")) for name in OWN_FILES}
        self._images = {
            path.name: Asset.read(path, IMAGE_HEADERS) for path in sorted(images_dir.glob("*.svg"))
        }
        self._pages = DemoPages(
            {name: web_file(f"demo/{name}.html") for name in TEMPLATES},
            {customer.customer_id: customer.name for customer in customers},
        )
        self._home: tuple[str, str] = ("", "")

    def routes(self) -> list[web.RouteDef]:
        """Return the shop's routes."""
        return [
            web.get("/", self.home),
            web.get("/categories/{slug}", self.category),
            web.get("/products/{id}", self.product),
            web.get("/demo/products.json", self.products_json),
            web.post("/demo/sign-in", self.sign_in),
            web.get("/demo/{name}", self.own_file),
            web.get("/catalog/images/{name}", self.image),
        ]

    async def home(self, _: web.Request) -> web.Response:
        """Answer with the front page."""
        catalog = self._catalog()
        if self._home[0] != catalog.content_hash:
            html = self._pages.home(tuple(catalog.products.values()))
            self._home = (catalog.content_hash, html)
        return _page(self._home[1])

    async def category(self, request: web.Request) -> web.Response:
        """Answer with the products of one category."""
        wanted = request.match_info["slug"]
        found = [
            product
            for product in self._catalog().products.values()
            if slug(leaf_of(product)) == wanted
        ]
        if not found:
            return self._missing("This category does not exist.")
        return _page(self._pages.category(leaf_of(found[0]), found))

    async def product(self, request: web.Request) -> web.Response:
        """Answer with one product."""
        products = self._catalog().products
        product = products.get(request.match_info["id"])
        if product is None:
            return self._missing("We have no product of this number.")
        return _page(self._pages.product(product, related_products(product, products)))

    async def products_json(self, request: web.Request) -> web.Response:
        """Answer with what a list of products shows of each."""
        wanted = request.query.get("category", "").lower()
        products = [
            _product_json(product)
            for product in self._catalog().products.values()
            if not wanted or wanted in {name.lower() for name in product.category}
        ]
        return web.json_response({"products": products}, headers={"Cache-Control": "no-cache"})

    async def sign_in(self, request: web.Request) -> web.Response:
        """Answer with the signed identity of a demo customer; raises Invalid and Refused."""
        customer_id = await _customer_id(request)
        customer = self._customers.get(customer_id)
        if customer is None:
            raise Refused("only the demo's own customers can be signed in here")
        return web.json_response(
            {"identity": {"jwt": self._sign_identity(customer)}},
            headers={"Cache-Control": "no-store"},
        )

    async def own_file(self, request: web.Request) -> web.Response:
        """Answer with one of the shop's own files."""
        return self._file(self._files, request)

    async def image(self, request: web.Request) -> web.Response:
        """Answer with a picture of the catalogue."""
        return self._file(self._images, request)

    def _file(self, assets: Mapping[str, Asset], request: web.Request) -> web.Response:
        asset = assets.get(request.match_info["name"])
        return self._missing("There is no such file.") if asset is None else asset.answer(request)

    def _missing(self, what: str) -> web.Response:
        return _page(self._pages.missing(what), status=404)


async def _customer_id(request: web.Request) -> str:
    # pages of other origins cannot send JSON without asking first, and are never allowed
    if request.content_type != "application/json":
        raise Invalid("send the customer as JSON")
    if request.content_length is None or request.content_length > MAX_SIGN_IN_BYTES:
        raise Invalid("the body is too long")
    try:
        body = json.loads(await request.read())
    except (ValueError, RecursionError):
        raise Invalid("the body is not JSON") from None
    customer_id = body.get("customer_id") if isinstance(body, dict) else None
    if not isinstance(customer_id, str):
        raise Invalid("'customer_id' must be a text")
    return customer_id


def _product_json(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "name": product.name,
        "brand": product.brand,
        "category": list(product.category),
        "price": format_money(product.price, product.currency),
        "image": product.image,
        "url": product.url or f"/products/{product.id}",
        "in_stock": product.in_stock,
    }


def _page(html: str, *, status: int = 200) -> web.Response:
    return web.Response(
        text=html, content_type="text/html", charset="utf-8", status=status, headers=PAGE_HEADERS
    )
