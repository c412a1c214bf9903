"""Search over one index: products under constraints, answers to questions, products by name.

A product search filters first and ranks afterwards: rows that the filters refuse take part in
no ranking, so no number of better matches can push an allowed product out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.catalog import Catalog
from retrieval.filters import KIND, Facets, ProductTable
from retrieval.fusion import fuse
from retrieval.index import Index
from retrieval.kinds import is_of_kind
from retrieval.lexical import LexicalIndex
from retrieval.product_names import ProductNames
from retrieval.query import QueryReader
from retrieval.related import RelatedProducts
from retrieval.relaxation import relax
from retrieval.schema import leaf_of
from retrieval.types import Filters, Hit, ItemKind, Need, Product, Query, Sort, Vectors1d

POOL = 100
"""Ranks that each index gives to fusion; beyond it a rank adds next to nothing."""
SORT_POOL = 20
"""Without constraints "the cheapest" is the cheapest of so many best matches."""
KIND_LEAD = 0.3
"""What a product of the kind asked for is ahead; a fused score lies in (0, 1]."""
NAME_LEAD = 0.3
"""What a product named in full is ahead; parts of names count as much of it as they tell."""
CODE_LEAD = 1.0
"""What a product is ahead whose id, name or description has the code asked for; beginnings of it
count in part. As much as the best match of all: whoever types a whole code means that product."""
AGREEING = 3
"""So many best hits of one category say that this category is meant; two would be too few, by
60 descriptions written for this purpose."""
COSINE_REACH = 0.1
"""How far below the best cosine a match of a mere description may be, by the same descriptions."""
SOLD_OUT_SHARE = 0.8
"""What remains of the score of a product that nobody can buy now."""


class Searcher:
    """Searches one index. Immutable; every method may be called from any thread.

    `synonyms` gives other words for the catalogue's own, see `QueryReader`.
    """

    def __init__(self, index: Index, synonyms: Mapping[str, str] | None = None) -> None:
        self.index = index
        self.catalog: Catalog = index.catalog
        self._table = ProductTable(index.catalog.products.values(), index.analyzer)
        self.reader = QueryReader(index.catalog, synonyms, self._table)
        self._names = ProductNames(self._table)
        self._meets = {
            (need.category, need.kind): self._meeting(need) for need in index.catalog.needs
        }
        self._related = RelatedProducts(self._table, index.products)
        # codes are few and counted anew at each start, so that no index has to be rebuilt for them
        self._codes = LexicalIndex.build(
            [
                index.analyzer.code_terms(f"{one.id} {one.name} {one.description}")
                for one in index.catalog.products.values()
            ]
        )

    def search_products(self, query: Query, vector: Vectors1d, top_k: int = 5) -> list[Hit]:
        """Return products that satisfy every constraint, best first or in the order asked for.

        A description that names no category, brand or kind finds what the shop says that such
        words need. If the shop says nothing, only near matches are returned, and only those of
        one category if the best ones agree on it.
        The result is empty if none does; `relaxed` then says what stands in the way. Raises
        ValueError if the vector does not fit the index.
        """
        allowed = self._table.mask(query.filters)
        if top_k <= 0 or not allowed.any():
            return []
        limits = query.filters
        describes = not (limits.categories or limits.brands or KIND in limits.attributes)
        named = self._names.find(query.text)
        needed = allowed & self._needed(vector, named) if describes else allowed
        rows = needed if needed.any() else allowed
        codes = self._codes.coverage(self.index.analyzer.code_terms(query.text))
        hits = self._ranked(query, vector, rows, named, codes)
        if query.sort is not Sort.RELEVANCE:
            hits = self._ordered(query, hits, rows)
        elif describes and rows is allowed:
            hits = self._agreed(self._near(hits, named, codes))
        return hits[:top_k]

    def wants_products(self, query: Query, vector: Vectors1d) -> bool:
        """Whether a message names things of the catalogue or clearly tells of a need for them."""
        return query.names_things or self.index.needs.tells(vector)

    def search_knowledge(
        self, text: str, vector: Vectors1d, top_k: int = 5, topics: Sequence[str] = ()
    ) -> list[Hit]:
        """Return FAQ entries and policy passages that may answer a question.

        `score` is the probability that an item is the right answer, comparable over questions;
        `matched` is the phrasing or sentence that was nearest. `topics` are expected ones: they
        settle near ties and refuse nothing.
        """
        return self.index.knowledge.search(text, vector, top_k, topics)

    def relaxed(self, query: Query) -> tuple[Query, str]:
        """Return the query without the constraint that leaves nothing, and which one that is.

        Two are dropped if no single one suffices. The words are empty, and the query unchanged,
        if it finds something as it is or if nothing helps.
        """
        return relax(query, self._table)

    def find_product(self, text: str, vector: Vectors1d | None = None) -> list[Hit]:
        """Return the products a mention may name, the likeliest first; none if it names none.

        `score` is 1 for an id or a full name and lower for parts and slips. The vector only
        settles ties.
        """
        hits = self._names.find(text)
        if vector is None or not hits:
            return hits
        cosines = self.index.products.cosines(vector)
        near = [replace(hit, cosine=float(cosines[self._table.rows[hit.id]])) for hit in hits]
        return sorted(near, key=lambda hit: (-hit.score, -(hit.cosine or 0.0), hit.id))

    def similar(
        self, product_id: str, top_k: int = 5, filters: Filters | None = None
    ) -> list[Hit]:
        """Return alternatives to a product within the filters: replacements, then its like.

        Raises KeyError if there is no such product.
        """
        return self._related.similar(product_id, top_k, filters or Filters())

    def accessories(
        self, product_id: str, top_k: int = 5, filters: Filters | None = None
    ) -> list[Hit]:
        """Return what belongs to a product, by the catalogue's relations and nothing else.

        Raises KeyError if there is no such product.
        """
        return self._related.accessories(product_id, top_k, filters or Filters())

    def compatible(
        self, product_id: str, top_k: int = 5, filters: Filters | None = None
    ) -> list[Hit]:
        """Return what the catalogue says is compatible with a product, in either direction.

        Raises KeyError if there is no such product.
        """
        return self._related.compatible(product_id, top_k, filters or Filters())

    def product_vector(self, product_id: str) -> Vectors1d:
        """Return the unit vector of a product. Raises KeyError if there is none."""
        vector: Vectors1d = self.index.products.vectors[self._table.rows[product_id]]
        return vector

    def _meeting(self, need: Need) -> NDArray[np.bool_]:
        return np.array(
            [
                need.category == facets.product.category[-1]
                and need.kind in ("", str(facets.product.attributes.get(KIND, "")))
                for facets in self._table.facets
            ],
            dtype=np.bool_,
        )

    def _needed(self, vector: Vectors1d, named: Sequence[Hit]) -> NDArray[np.bool_]:
        """Return for each row whether it is what the words ask for without naming it."""
        if any(hit.score >= 1.0 for hit in named):
            return np.zeros(len(self._table.facets), dtype=np.bool_)
        rows = np.zeros(len(self._table.facets), dtype=np.bool_)
        for need in self.index.needs.read(vector):
            rows |= self._meets[need.category, need.kind]
        return rows

    def _ranked(
        self,
        query: Query,
        vector: Vectors1d,
        allowed: NDArray[np.bool_],
        named: Sequence[Hit],
        codes: NDArray[np.float32],
    ) -> list[Hit]:
        cosines = dict(self.index.products.search(vector, max(POOL, SORT_POOL), allowed))
        words = self.index.product_words.scores(self.index.analyzer.terms(query.text))
        lexical, coded = _best(np.where(allowed, words, 0.0)), _best(np.where(allowed, codes, 0.0))
        telling = {hit.id: hit.score for hit in named}
        hits = []
        for one in fuse([list(cosines), lexical, coded], (1.0, 1.0, 0.0)):
            facets = self._table.facets[one.item]
            dense_rank, lexical_rank, _ = one.ranks
            hits.append(
                Hit(
                    kind=ItemKind.PRODUCT,
                    id=facets.product.id,
                    score=self._weighed(one.score, facets, query.kind, telling)
                    + CODE_LEAD * float(codes[one.item]),
                    cosine=cosines.get(one.item),
                    dense_rank=dense_rank,
                    lexical_rank=lexical_rank,
                )
            )
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))

    def _weighed(
        self, score: float, facets: Facets, kind: str, named: Mapping[str, float]
    ) -> float:
        score += NAME_LEAD * named.get(facets.product.id, 0.0)
        if is_of_kind(facets, self._table.analyzer.phrase(kind)):
            score += KIND_LEAD
        return score if facets.product.in_stock else score * SOLD_OUT_SHARE

    def _near(
        self, hits: list[Hit], named: Sequence[Hit], codes: NDArray[np.float32]
    ) -> list[Hit]:
        """Leave out what is clearly further than the best: three flasks need no filling up."""
        best = max((hit.cosine for hit in hits if hit.cosine is not None), default=0.0)
        coded = (self._table.facets[row].product.id for row in np.flatnonzero(codes))
        kept = {hit.id for hit in named}.union(coded)
        return [
            hit for hit in hits if hit.id in kept or (hit.cosine or -1.0) >= best - COSINE_REACH
        ]

    def _agreed(self, hits: list[Hit]) -> list[Hit]:
        """Keep to the category of the best hits if they have the same one.

        Whoever asks to keep tea hot gets flasks, and no percolator to fill the list.
        """
        leaves = [leaf_of(self._table.facets[self._table.rows[hit.id]]) for hit in hits]
        if len(set(leaves[:AGREEING])) != 1:
            return hits
        return [hit for hit, leaf in zip(hits, leaves, strict=True) if leaf == leaves[0]]

    def _ordered(self, query: Query, hits: Sequence[Hit], allowed: NDArray[np.bool_]) -> list[Hit]:
        """Put hits into the order asked for: what is of the kind and in stock comes first.

        Where categories or kinds limit the search, everything allowed takes part; else only the
        best matches do, or "the cheapest for a gift" would be the cheapest thing of the shop.
        """
        known = {hit.id: hit for hit in hits}
        if query.filters.categories or KIND in query.filters.attributes:
            rows = [int(row) for row in np.flatnonzero(allowed)]
        else:
            rows = [self._table.rows[hit.id] for hit in hits[:SORT_POOL]]
        kind = self._table.analyzer.phrase(query.kind)

        def key(row: int) -> tuple[bool, bool, float, str]:
            facets = self._table.facets[row]
            other = bool(kind) and not is_of_kind(facets, kind)
            product = facets.product
            return other, not product.in_stock, sort_value(product, query.sort), product.id

        ids = [self._table.facets[row].product.id for row in sorted(rows, key=key)]
        return [known.get(one) or Hit(ItemKind.PRODUCT, one, 0.0) for one in ids]


def _best(scores: NDArray[Any]) -> list[int]:
    """Return the rows with the highest scores above 0, best first."""
    order = np.argsort(-scores, kind="stable")[:POOL]
    return [int(row) for row in order if scores[row] > 0]


def sort_value(product: Product, sort: Sort) -> float:
    """Return the number that sorts ascending; products that lack it come last."""
    if sort is Sort.CHEAPEST:
        return product.price
    if sort is Sort.DEAREST:
        return -product.price
    if sort is Sort.LIGHTEST:
        return float("inf") if product.weight_g is None else float(product.weight_g)
    return float("inf") if product.rating is None else -product.rating
