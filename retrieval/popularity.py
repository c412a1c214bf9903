"""What is wanted by many, as a last resort for customers of whom little is known."""

from __future__ import annotations

from retrieval.catalog import Catalog
from retrieval.cooccurrence import Cooccurrence
from retrieval.reasons import available, popular, rated

TOP_OF_CATEGORY = 3
"""So many products of a category are called popular."""
GOOD_RATING = 4.0
MIN_REVIEWS = 5
"""Fewer reviews than this are no reason."""
RATED_SHARE = 0.5
AVAILABLE_SHARE = 0.01


class Popularity:
    """How much each product is wanted, and whether it is among the first of its category."""

    def __init__(self, catalog: Catalog, visited: Cooccurrence) -> None:
        self._catalog = catalog
        self._share: dict[str, float] = {}
        self._top: set[str] = set()
        leaves: dict[str, list[str]] = {}
        for product in catalog.products.values():
            leaves.setdefault(product.category[-1], []).append(product.id)
        wanted = {one: visited.demand_for(one) for one in catalog.products}
        most = max(wanted.values(), default=0.0) or 1.0
        for ids in leaves.values():
            ranked = sorted(ids, key=lambda one: (-wanted[one], one))
            self._top.update(one for one in ranked[:TOP_OF_CATEGORY] if wanted[one] > 0)
        self._share = {one: demand / most for one, demand in wanted.items()}

    def of(self, product_id: str) -> tuple[float, str]:
        """Return how much a product is wanted, in [0, 1], and the reason to recommend it."""
        product = self._catalog.products[product_id]
        share = self._share[product_id]
        if product_id in self._top:
            return share, popular(product.category[-1])
        if (product.rating or 0.0) >= GOOD_RATING and product.reviews >= MIN_REVIEWS:
            return max(share, AVAILABLE_SHARE) * RATED_SHARE, rated(product)
        return AVAILABLE_SHARE * share, available(product.category[-1])
