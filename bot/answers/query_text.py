"""The constraints of a product query, read back so that a customer sees what was understood."""

from __future__ import annotations

from bot.answers.phrase import listed
from retrieval.types import Filters, Query, Sort

SORT_PHRASES = {
    Sort.CHEAPEST: "cheapest first",
    Sort.DEAREST: "dearest first",
    Sort.LIGHTEST: "lightest first",
    Sort.BEST_RATED: "best rated first",
}


def query_phrase(query: Query) -> str:
    """Return ` in Tents, green, up to 300`, or nothing if there are no constraints."""
    parts = [*_positive(query.filters), *_negative(query.filters)]
    if query.sort in SORT_PHRASES:
        parts.append(SORT_PHRASES[query.sort])
    place = listed([one.title() for one in query.filters.categories], "or")
    lead = f" in {place}" if place else ""
    return f"{lead}{' (' if parts else ''}{', '.join(parts)}{')' if parts else ''}"


def _positive(filters: Filters) -> list[str]:
    parts = []
    if filters.brands:
        parts.append(listed([one.title() for one in filters.brands], "or"))
    if filters.colours:
        parts.append(listed(filters.colours, "or"))
    if filters.sizes:
        parts.append(f"size {listed([one.upper() for one in filters.sizes], 'or')}")
    if filters.price_min is not None:
        parts.append(f"from {filters.price_min:g}")
    if filters.price_max is not None:
        parts.append(f"up to {filters.price_max:g}")
    if filters.in_stock:
        parts.append("in stock")
    return parts


def _negative(filters: Filters) -> list[str]:
    unwanted = (*filters.not_colours, *filters.not_materials, *filters.not_brands)
    return [f"not {one}" for one in unwanted]
