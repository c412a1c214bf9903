"""The demo shop's pages as HTML: templates of `bot/web/demo/` filled with the catalogue.

Whatever goes into a template is escaped, unless it is `Markup` that was itself made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources.abc import Traversable
from string import Template
from urllib.parse import quote

from bot.answers.money import format_money
from bot.answers.product_text import facts
from retrieval.types import Product

TEMPLATES = (
    "layout", "home", "aisle", "category", "product", "missing", "card", "tile", "row",
    "option", "size",
)  # fmt: skip
FEATURED = 8
NO_PICTURE = "/demo/icon.svg"
RELATED = 4
MAX_STARS = 5
# What no table row tells better than the page's own parts: shown elsewhere on it.
SHOWN_ELSEWHERE = frozenset({"price", "sizes", "rating"})


class Markup(str):
    """HTML that is safe to put into a page as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ShopNames:
    """The names of a shop's categories: the top ones, largest first, each with its leaves."""

    aisles: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, products: Iterable[Product]) -> ShopNames:
        """Collect the names in the order of the products."""
        aisles: dict[str, dict[str, None]] = {}
        for product in products:
            leaf = leaf_of(product)
            top = product.category[0] if product.category else leaf
            aisles.setdefault(top, {})[leaf] = None
        ranked = sorted(aisles.items(), key=lambda aisle: -len(aisle[1]))
        return cls({top: tuple(names) for top, names in ranked})


class DemoPages:
    """Renders the pages of the demo shop."""

    def __init__(self, read: Mapping[str, Traversable], customers: Mapping[str, str]) -> None:
        """Take the template files by name and the customers (id to name) to shop as."""
        self._templates = {
            name: Template(file.read_text(encoding="utf-8")) for name, file in read.items()
        }
        guest = [("", "Guest"), *customers.items()]
        self._options = self._joined(
            self._fill("option", value=key, label=label) for key, label in guest
        )

    def home(self, products: Sequence[Product]) -> str:
        """Return the front page: all categories, and what customers like best."""
        names = ShopNames.of(products)
        pictures = {leaf_of(product): product.image or NO_PICTURE for product in products}
        aisles = self._joined(
            self._fill(
                "aisle",
                name=top,
                tiles=self._joined(
                    self._fill("tile", slug=slug(leaf), name=leaf, image=pictures[leaf])
                    for leaf in leaves
                ),
            )
            for top, leaves in names.aisles.items()
        )
        return self._page(
            "Alderpeak - gear for days outside",
            self._fill("home", aisles=aisles, cards=self._cards(_featured(products))),
        )

    def category(self, name: str, products: Sequence[Product]) -> str:
        """Return the page of one category."""
        top = (*products[0].category, name)[0]
        main = self._fill(
            "category", name=name, top=top, count=len(products), cards=self._cards(products)
        )
        return self._page(f"{name} - Alderpeak", main)

    def product(self, product: Product, related: Sequence[Product]) -> str:
        """Return the page of one product with its facts."""
        rows = self._joined(
            self._fill("row", name=name.capitalize(), value=value)
            for name, value in facts(product).items()
            if name not in SHOWN_ELSEWHERE
        )
        sizes = self._joined(
            self._fill("size", size=size, state="in" if left else "out", note=_stock_note(left))
            for size, left in product.stock.items()
        )
        main = self._fill(
            "product",
            name=product.name,
            brand=product.brand,
            id=product.id,
            leaf=leaf_of(product),
            leaf_slug=slug(leaf_of(product)),
            description=product.description,
            price=format_money(product.price, product.currency),
            image=product.image or NO_PICTURE,
            stars=_stars(product),
            rating=_rating(product),
            sizes=sizes,
            rows=rows,
            related=self._cards(related),
            related_state="" if related else "hidden",
        )
        return self._page(f"{product.name} - Alderpeak", main)

    def missing(self, what: str) -> str:
        """Return the page that says there is no such thing."""
        return self._page("Not found - Alderpeak", self._fill("missing", what=what))

    def _cards(self, products: Iterable[Product]) -> Markup:
        return self._joined(
            self._fill(
                "card",
                id=quote(product.id, safe=""),
                name=product.name,
                brand=product.brand,
                image=product.image or NO_PICTURE,
                price=format_money(product.price, product.currency),
                stars=_stars(product),
                rating=_rating(product),
                state="in" if product.in_stock else "out",
                note="" if product.in_stock else "Sold out",
            )
            for product in products
        )

    def _page(self, title: str, main: Markup) -> str:
        return self._fill("layout", title=title, main=main, options=self._options)

    def _fill(self, template: str, **values: object) -> Markup:
        return Markup(
            self._templates[template].substitute(
                {
                    name: value if isinstance(value, Markup) else escape(str(value), quote=True)
                    for name, value in values.items()
                }
            )
        )

    @staticmethod
    def _joined(parts: Iterable[Markup]) -> Markup:
        return Markup("".join(parts))


def slug(name: str) -> str:
    """Return a category's name as it stands in an address: `hats-and-gloves`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", "and")).strip("-")


def leaf_of(product: Product) -> str:
    """Return the category that a product is shelved in."""
    return product.category[-1] if product.category else "Other things"


def related_products(product: Product, products: Mapping[str, Product]) -> list[Product]:
    """Return what the catalogue says goes with a product, else its neighbours on the shelf."""
    links = product.relations
    linked = (*links.compatible_with, *links.accessory_of, *links.replaces)
    named = [products[one] for one in dict.fromkeys(linked) if one in products]
    shelf = [
        other
        for other in products.values()
        if other.category == product.category
        and other.in_stock
        and other.id != product.id
        and other not in named
    ]
    nearest = sorted(shelf, key=lambda other: (abs(other.price - product.price), other.id))
    return (named + nearest)[:RELATED]


def _featured(products: Sequence[Product]) -> list[Product]:
    """Return the best loved products that can be bought, one of a category."""
    ranked = sorted(products, key=lambda one: (-(one.rating or 0) * one.reviews, one.id))
    best: dict[str, Product] = {}
    for product in ranked:
        if product.in_stock:
            best.setdefault(leaf_of(product), product)
    return list(best.values())[:FEATURED]


def _stock_note(left: int) -> str:
    if left <= 0:
        return "sold out"
    return f"{left} left" if left <= 3 else "in stock"


def _stars(product: Product) -> str:
    full = round(product.rating or 0)
    return "★" * full + "☆" * (MAX_STARS - full) if product.rating is not None else ""


def _rating(product: Product) -> str:
    if product.rating is None:
        return "no reviews yet"
    noun = "review" if product.reviews == 1 else "reviews"
    return f"{product.rating:.1f} of 5, {product.reviews} {noun}"
