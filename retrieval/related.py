"""Products that belong together: by the catalogue's relations first, then by likeness."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from retrieval.dense import DenseIndex
from retrieval.filters import KIND, Facets, ProductTable
from retrieval.schema import leaf_of
from retrieval.types import Filters, Hit, ItemKind

REPLACES, REPLACED_BY = "replaces it", "replaced by it"
ACCESSORY, MAIN, COMPATIBLE = "accessory", "is its accessory", "compatible"
SIMILAR = "similar"

PRICE_PULL = 0.1
"""How much a price twice or half as high takes from a cosine: alternatives cost about the same."""
SAME_KIND_LEAD = 0.1
"""What the same kind of thing is ahead within a category."""


class RelatedProducts:
    """Relations of a catalogue, in both directions, and the vectors of its products."""

    def __init__(self, table: ProductTable, dense: DenseIndex) -> None:
        self._table = table
        self._dense = dense
        self._accessories: dict[str, list[str]] = {}
        self._replaced_by: dict[str, list[str]] = {}
        self._compatible: dict[str, list[str]] = {}
        for facets in table.facets:
            own, relations = facets.product.id, facets.product.relations
            for main in relations.accessory_of:
                self._accessories.setdefault(main, []).append(own)
            for old in relations.replaces:
                self._replaced_by.setdefault(old, []).append(own)
            for other in relations.compatible_with:
                self._compatible.setdefault(own, []).append(other)
                self._compatible.setdefault(other, []).append(own)

    def similar(self, product_id: str, top_k: int, filters: Filters) -> list[Hit]:
        """Return what replaces a product or is replaced by it, then its like in the category."""
        facets = self._facets(product_id)
        ids = [
            *((one, REPLACES) for one in self._replaced_by.get(product_id, ())),
            *((one, REPLACED_BY) for one in facets.product.relations.replaces),
        ]
        allowed = self._table.mask(filters)
        row = self._table.rows[product_id]
        cosines = self._dense.vectors @ self._dense.vectors[row]
        scored = [
            (self._likeness(facets, other, float(cosines[number])), other.product.id)
            for number, other in enumerate(self._table.facets)
            if allowed[number] and number != row and leaf_of(other) == leaf_of(facets)
        ]
        ids += [(one, SIMILAR) for _, one in sorted(scored, key=lambda pair: (-pair[0], pair[1]))]
        return self._hits(product_id, ids, top_k, filters)

    def accessories(self, product_id: str, top_k: int, filters: Filters) -> list[Hit]:
        """Return products that the catalogue calls accessories of this one."""
        self._facets(product_id)
        ids = [(one, ACCESSORY) for one in self._accessories.get(product_id, ())]
        return self._hits(product_id, ids, top_k, filters)

    def compatible(self, product_id: str, top_k: int, filters: Filters) -> list[Hit]:
        """Return products that the catalogue calls compatible, or whose accessory this one is."""
        mains = self._facets(product_id).product.relations.accessory_of
        ids = [
            *((one, COMPATIBLE) for one in self._compatible.get(product_id, ())),
            *((one, MAIN) for one in mains),
        ]
        return self._hits(product_id, ids, top_k, filters)

    def accessory_ids(self, product_id: str) -> tuple[str, ...]:
        """Return the ids of a product's accessories, none if it is unknown."""
        return tuple(self._accessories.get(product_id, ()))

    def _facets(self, product_id: str) -> Facets:
        return self._table.facets[self._table.rows[product_id]]

    @staticmethod
    def _likeness(facets: Facets, other: Facets, cosine: float) -> float:
        prices = sorted((max(facets.product.price, 0.01), max(other.product.price, 0.01)))
        octaves = float(np.log2(prices[1] / prices[0]))
        same = facets.attributes.get(KIND) == other.attributes.get(KIND)
        return cosine - PRICE_PULL * octaves + SAME_KIND_LEAD * same

    def _hits(
        self, product_id: str, ids: Iterable[tuple[str, str]], top_k: int, filters: Filters
    ) -> list[Hit]:
        """Return what the filters accept, each once, things in stock before sold-out ones."""
        row = self._table.rows[product_id]
        first: dict[str, str] = {}
        for one, relation in ids:
            facets = self._table.facets[self._table.rows[one]]
            if one != product_id and self._table.accepts(facets, filters):
                first.setdefault(one, relation)
        order = sorted(first, key=lambda one: not self._facets(one).product.in_stock)
        hits = []
        for place, one in enumerate(order[: max(top_k, 0)], start=1):
            cosine = float(self._dense.vectors[self._table.rows[one]] @ self._dense.vectors[row])
            hit = Hit(ItemKind.PRODUCT, one, 1.0 / place, cosine=cosine, matched=first[one])
            hits.append(hit)
        return hits
