"""The exact meaning of `Filters`: which products they accept. Pure.

A product is folded into `Facets` once, so that checking it is a matter of set lookups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from retrieval.analyzer import Analyzer, fold
from retrieval.types import Filters, Product, Range

KIND = "kind"
"""The attribute that says what a thing is within its category: "footprint" among the tents."""

_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ABSENT = ("none", "no")


@dataclass(frozen=True, slots=True)
class Facets:
    """What of a product filters look at; words are folded, word sets are stems."""

    product: Product
    categories: frozenset[str]
    brand: str
    colours: tuple[frozenset[str], ...]
    stock: Mapping[str, int]
    made_of: frozenset[str]
    told_of: frozenset[str]
    attributes: Mapping[str, Any]
    kind: tuple[str, ...]


def facets_of(product: Product, analyzer: Analyzer) -> Facets:
    """Fold a product."""
    attributes = {fold(key): _folded(value) for key, value in product.attributes.items()}
    texts = [text for value in attributes.values() for text in _texts(value)]
    named = [product.name, product.material, *product.category, *texts]
    return Facets(
        product=product,
        categories=frozenset(fold(part) for part in product.category),
        brand=fold(product.brand),
        colours=tuple(frozenset(analyzer.phrase(colour)) for colour in product.colours),
        stock={fold(size): product.stock.get(size, 0) for size in product.sizes},
        made_of=frozenset(analyzer.phrase(product.material)),
        told_of=frozenset(stem for text in named for stem in analyzer.phrase(text)),
        attributes=attributes,
        kind=analyzer.phrase(str(product.attributes.get(KIND, ""))),
    )


class ProductTable:
    """All products in a fixed order, with the rows that filters accept."""

    def __init__(self, products: Iterable[Product], analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self.facets = tuple(facets_of(product, analyzer) for product in products)
        self.rows = {facets.product.id: row for row, facets in enumerate(self.facets)}

    def mask(self, filters: Filters) -> NDArray[np.bool_]:
        """Return for each row whether the filters accept its product."""
        if filters == Filters():
            return np.ones(len(self.facets), dtype=np.bool_)
        checks = [self.accepts(facets, filters) for facets in self.facets]
        return np.array(checks, dtype=np.bool_)

    def accepts(self, facets: Facets, filters: Filters) -> bool:
        """Whether a product satisfies every constraint."""
        return (
            _in_numbers(facets.product, filters)
            and _is_wanted(facets, filters)
            and self._is_made_so(facets, filters)
            and _has_attributes(facets, filters)
            and _is_available(facets, filters)
        )

    def _is_made_so(self, facets: Facets, filters: Filters) -> bool:
        stems = self._stem_sets
        return (
            (not filters.colours or _any_within(stems(filters.colours), facets.colours))
            and not _any_within(stems(filters.not_colours), facets.colours)
            and (not filters.materials or _any_within(stems(filters.materials), [facets.made_of]))
            # of a refused material nothing may tell: not the name, not the filling
            and not _any_within(stems(filters.not_materials), [facets.told_of])
        )

    def _stem_sets(self, words: Sequence[str]) -> list[frozenset[str]]:
        return [frozenset(self.analyzer.phrase(word)) for word in words]


def _any_within(wanted: Sequence[frozenset[str]], given: Iterable[frozenset[str]]) -> bool:
    """Whether one of the wanted word sets lies within one of the given: green in moss green."""
    return any(words and words <= having for having in given for words in wanted)


def _in_numbers(product: Product, filters: Filters) -> bool:
    return (
        Range(filters.price_min, filters.price_max).holds(product.price)
        and (
            filters.weight_g is None
            or (product.weight_g is not None and filters.weight_g.holds(product.weight_g))
        )
        and (
            filters.rating_min is None
            or (product.rating is not None and product.rating >= filters.rating_min)
        )
    )


def _is_wanted(facets: Facets, filters: Filters) -> bool:
    return (
        (not filters.categories or not facets.categories.isdisjoint(filters.categories))
        and facets.categories.isdisjoint(filters.not_categories)
        and (not filters.brands or facets.brand in filters.brands)
        and facets.brand not in filters.not_brands
    )


def _has_attributes(facets: Facets, filters: Filters) -> bool:
    return all(
        has_attribute(facets, key, value) for key, value in filters.attributes.items()
    ) and not any(
        has_attribute(facets, key, value) for key, value in filters.not_attributes.items()
    )


def has_attribute(facets: Facets, key: str, wanted: Any) -> bool:
    """Whether an attribute of the product is as wanted.

    True means: it has it, be it a yes, a number above 0 or any text; if there is no such
    attribute, a number under that name with a unit (`waterproof_mm` for `waterproof`) counts.
    A `Range` takes numbers. A text must be the whole text or one of a list; of several texts one
    suffices.
    """
    value = facets.attributes.get(key)
    if wanted is True:
        return (
            _is_given(value)
            if value is not None
            else any(
                _is_number(measure) and measure > 0
                for name, measure in facets.attributes.items()
                if name.startswith(f"{key}_")
            )
        )
    if isinstance(wanted, Range):
        return _is_number(value) and wanted.holds(value)
    if isinstance(wanted, str):
        return fold(wanted) in _texts(value)
    if isinstance(wanted, tuple):
        return any(fold(one) in _texts(value) for one in wanted)
    return value is not None and bool(value == wanted)


def _is_available(facets: Facets, filters: Filters) -> bool:
    if filters.sizes:
        # a size that is sold out is no answer to somebody who needs that size
        return any(
            count > 0 and any(fits_size(wanted, label) for wanted in filters.sizes)
            for label, count in facets.stock.items()
        )
    return facets.product.in_stock or not filters.in_stock


def fits_size(wanted: str, label: str) -> bool:
    """Whether a wanted size is the label or lies in it: 42 in 39-42, m in s/m. Both folded."""
    if wanted == label or wanted in label.split("/"):
        return True
    span = _SPAN.fullmatch(label)
    if span is None or not _NUMBER.fullmatch(wanted):
        return False
    return float(span[1]) <= float(wanted) <= float(span[2])


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list | tuple):
        return tuple(fold(item) for item in value)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_given(value: Any) -> bool:
    return value > 0 if _is_number(value) else bool(value) and value not in _ABSENT
