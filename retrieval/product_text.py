"""The words of a product: the text that is turned into its vector, and its lexical terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from retrieval.analyzer import Analyzer
from retrieval.types import Product

# How often a field's terms count. What names a product says more of it than what describes it.
NAME_REPEATS = 3
CATEGORY_REPEATS = 2
FIELD_REPEATS = 1


def product_text(product: Product) -> str:
    """Return what an encoder reads: name and category first, it cuts long texts at the end."""
    described = ", ".join(attribute_phrases(product.attributes))
    colours = ", ".join(product.colours)
    parts = (
        f"{product.name}, {' > '.join(product.category)} by {product.brand}.",
        product.description,
        f"{product.material}." if product.material else "",
        f"{described}." if described else "",
        f"{colours}." if colours else "",
    )
    return " ".join(part for part in parts if part)


def product_terms(product: Product, analyzer: Analyzer) -> list[str]:
    """Return the terms by which a product is found by words, its id among them."""
    terms = analyzer.terms(f"{product.name} {product.brand}") * NAME_REPEATS
    terms += analyzer.terms(" ".join(product.category)) * CATEGORY_REPEATS
    fields = (
        product.id,
        product.description,
        product.material,
        *product.colours,
        *product.sizes,
        *attribute_phrases(product.attributes),
    )
    return terms + analyzer.terms(" ; ".join(fields)) * FIELD_REPEATS


def attribute_phrases(attributes: Mapping[str, Any]) -> Iterator[str]:
    """Yield attributes as words: `rain_cover: true` is "rain cover", a no is nothing."""
    for key, value in attributes.items():
        name = key.replace("_", " ")
        if value is True:
            yield name
        elif isinstance(value, list | tuple):
            yield f"{name} {' '.join(str(item) for item in value)}"
        elif value is not False:
            yield f"{name} {value}"
