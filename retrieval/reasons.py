"""Why a product is recommended, in words that are true of this customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from retrieval.types import Product


@dataclass(frozen=True, slots=True)
class Source:
    """A product that speaks for others: bought, put in the cart, viewed, or (kind "") shown now.

    `weight` says how much; `at` is when it happened and `now` the newest time that is known.
    """

    product: Product
    weight: float
    kind: str = ""
    at: datetime | None = None
    now: datetime | None = None

    @property
    def bought(self) -> bool:
        """Whether the customer owns it."""
        return self.kind == "purchase"


def goes_with(source: Source) -> str:
    """Return the reason for an accessory."""
    return f"goes with {described(source)}"


def bought_together(source: Source) -> str:
    """Return the reason for what several customers bought with the source."""
    return f"often bought together with {described(source)}"


def looked_together(source: Source) -> str:
    """Return the reason for what several customers looked at with the source."""
    return f"often looked at together with {described(source)}"


def like(source: Source) -> str:
    """Return the reason for something like the source."""
    return f"similar to {described(source)}"


def returned_to(source: Source) -> str:
    """Return the reason for the source itself, which the customer has not bought."""
    act = "put it in your cart" if source.kind == "cart" else "looked at it"
    return f"you {act}{when(source)}"


def popular(leaf: str) -> str:
    """Return the reason for what is among the most wanted of its category."""
    return f"popular in {leaf}"


def rated(product: Product) -> str:
    """Return the reason for a product with a rating."""
    return f"rated {product.rating:g} of 5 by {product.reviews} customers"


def available(leaf: str) -> str:
    """Return the reason for a product of which nothing else is known."""
    return f"in stock now in {leaf}"


def described(source: Source) -> str:
    """Return the source as the customer knows it: `the Col 2 Tent you bought in May`."""
    name = f"the {source.product.name}"
    if source.bought:
        return f"{name} you bought{when(source)}"
    if source.kind == "cart":
        return f"{name} from your cart"
    return f"{name} you looked at" if source.kind == "view" else name


def when(source: Source) -> str:
    """Return ` in May`, with the year if it is not the present one; nothing if unknown."""
    if source.at is None:
        return ""
    month = source.at.strftime("%B")
    this_year = source.now is not None and source.now.year == source.at.year
    return f" in {month}" if this_year else f" in {month} {source.at.year}"
