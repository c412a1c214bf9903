"""The size that a signed customer usually takes."""

from __future__ import annotations

from bot.shop.records import Customer
from retrieval.filters import fits_size
from retrieval.types import Product


def own_size(product: Product, customer: Customer | None) -> str | None:
    """Return the product's label of the customer's own size, None if there is none.

    Shoe sizes are numbers and clothing sizes letters, so each only fits products that have it.
    """
    if customer is None:
        return None
    for size in (customer.shoe_size, customer.clothing_size):
        for label in product.sizes:
            if size and fits_size(size.casefold(), label.casefold()):
                return label
    return None
