"""What to recommend to a customer, and why: every reason given is true.

Candidates come from what the customer bought (accessories, what others bought with it), looked at
(what others looked at with it, what is like it, the thing itself) and, if little is known, from
what is popular. Each candidate gathers the votes of its sources; the strongest gives the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Protocol

from retrieval.analyzer import Analyzer, fold
from retrieval.catalog import Catalog
from retrieval.cooccurrence import KIND_WEIGHTS, Cooccurrence, decay, newest, read_time
from retrieval.diversity import spread
from retrieval.filters import ProductTable, fits_size
from retrieval.popularity import Popularity
from retrieval.reasons import (
    Source,
    bought_together,
    goes_with,
    like,
    looked_together,
    returned_to,
)
from retrieval.types import Filters, Hit, Interaction, Product, Recommendation

BASKET_GAP = timedelta(days=30)
"""Purchases of one customer within this belong to one plan, as a tent and its pegs."""
VISIT_GAP = timedelta(hours=1)
"""Looking around is one visit until an hour passes without a click."""
MIN_CUSTOMERS = 3
"""Fewer customers than this are no "often"."""
RECENT = 30
"""Newest products of a history that count; older ones say little that these do not."""

# Weights of the sources. From recommending to the demo shop's customers what they bought in its
# last three months, knowing only what came before; flat to a factor of two.
ACCESSORY_VOTE = 0.6
TOGETHER_VOTE = 1.5
VISIT_VOTE = 0.7
LIKE_VOTE = 0.08
RETURN_VOTE = 0.25
POPULAR_VOTE = 0.15
SESSION_WEIGHT = 1.5
"""What is on the screen now says more than any one thing of the past."""
SAME_LEAF_SHARE = 0.3
"""Whoever has bought a tent needs no other: its like counts so much of a vote."""
LIKE_TOP = 10
KIDS_CM = 70.0
"""Numbers from here on are body heights of children, not shoe sizes."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?=$|-\d)")
_LETTERS = re.compile(r"x{0,3}s|m|x{0,4}l|\dxl")


class Likeness(Protocol):
    """What recommending needs of a searcher."""

    def similar(
        self, product_id: str, top_k: int = 5, filters: Filters | None = None
    ) -> list[Hit]:
        """Return products like another one."""
        ...


@dataclass(frozen=True, slots=True)
class _Vote:
    product_id: str
    strength: float
    reason: str


class Recommender:
    """Recommends products of a catalogue. Immutable; safe to share between threads."""

    def __init__(
        self,
        catalog: Catalog,
        interactions: Iterable[Interaction],
        searcher: Likeness | None = None,
    ) -> None:
        acts = list(interactions)
        ids = list(catalog.products)
        self._catalog = catalog
        self._like = lru_cache(maxsize=len(ids) + 1)(_likes(searcher))
        self._table = ProductTable(catalog.products.values(), Analyzer())
        self._bought = Cooccurrence(acts, ids, kinds=frozenset({"purchase"}), gap=BASKET_GAP)
        self._visited = Cooccurrence(acts, ids, kinds=frozenset(KIND_WEIGHTS), gap=VISIT_GAP)
        self._popularity = Popularity(catalog, self._visited)
        self._newest = newest(acts)
        self._accessories: dict[str, list[str]] = {}
        for product in catalog.products.values():
            for main in product.relations.accessory_of:
                self._accessories.setdefault(main, []).append(product.id)

    def recommend(
        self,
        history: Sequence[Interaction],
        session_products: Sequence[str],
        filters: Filters,
        top_k: int,
        *,
        sizes: Collection[str] = (),
    ) -> list[Recommendation]:
        """Return up to `top_k` products within the filters, best first, each with its reason.

        Owned, sold-out and currently shown products are left out. `sizes` are the customer's: of
        a product that comes in such sizes one must be in stock.
        """
        sources = self._sources(history, session_products)
        owned = {one.product_id for one in history if one.kind == "purchase"}
        taken = owned | set(session_products)
        allowed = {
            facets.product.id
            for facets, accepted in zip(self._table.facets, self._table.mask(filters), strict=True)
            if accepted
            and facets.product.id not in taken
            and facets.product.in_stock
            and has_size(facets.product, sizes)
        }
        votes: dict[str, list[_Vote]] = {}
        for source in sources:
            for vote in self._votes(source):
                if vote.product_id in allowed and vote.strength > 0:
                    votes.setdefault(vote.product_id, []).append(vote)
        for one in sorted(allowed):
            share, reason = self._popularity.of(one)
            if reason:
                votes.setdefault(one, []).append(_Vote(one, POPULAR_VOTE * share, reason))
        return spread(
            [_joined(found) for found in votes.values()], self._catalog.products, max(top_k, 0)
        )

    def _sources(self, history: Sequence[Interaction], session: Sequence[str]) -> list[Source]:
        """Return the products that speak for a customer, newest first, each with its weight."""
        products = self._catalog.products
        now = max(filter(None, (self._newest, newest(history))), default=None)
        sources = [
            Source(products[one], SESSION_WEIGHT, "", None, now)
            for one in dict.fromkeys(session)
            if one in products
        ]
        strongest: dict[str, tuple[float, Interaction, datetime]] = {}
        for act in history:
            at = read_time(act.at)
            if at is None or act.product_id not in products or act.kind not in KIND_WEIGHTS:
                continue
            weight = KIND_WEIGHTS[act.kind] / KIND_WEIGHTS["purchase"] * decay(at, now or at)
            have = strongest.get(act.product_id)
            if have is None or _rank(act, at) > _rank(have[1], have[2]):
                strongest[act.product_id] = (weight, act, at)
        recent = sorted(strongest.values(), key=lambda entry: entry[2], reverse=True)
        shown = set(session)
        sources += [
            Source(products[act.product_id], weight, act.kind, at, now)
            for weight, act, at in recent[:RECENT]
            if act.product_id not in shown
        ]
        return sources

    def _votes(self, source: Source) -> Iterator[_Vote]:
        """Yield the products a source speaks for."""
        if source.kind in ("", "purchase"):
            for one in self._accessories.get(source.product.id, ()):
                yield _Vote(one, ACCESSORY_VOTE * source.weight, goes_with(source))
        yield from self._of_bought(source) if source.bought else self._of_seen(source)

    def _of_bought(self, source: Source) -> Iterator[_Vote]:
        """Yield what others bought with a product, things of another sort first."""
        own = source.product
        for near in self._bought.neighbours(own.id):
            if near.customers >= MIN_CUSTOMERS:
                strength = TOGETHER_VOTE * near.strength * self._apart(own, near.product_id)
                yield _Vote(near.product_id, strength * source.weight, bought_together(source))

    def _of_seen(self, source: Source) -> Iterator[_Vote]:
        """Yield what others looked at with a product, what is like it, and itself."""
        own = source.product
        for near in self._visited.neighbours(own.id):
            if near.customers >= MIN_CUSTOMERS:
                strength = VISIT_VOTE * near.strength * source.weight
                yield _Vote(near.product_id, strength, looked_together(source))
        for hit in self._like(own.id):
            strength = LIKE_VOTE * max(hit.cosine or 0.0, 0.0) * source.weight
            yield _Vote(hit.id, strength, like(source))
        if source.kind:
            yield _Vote(own.id, RETURN_VOTE * source.weight, returned_to(source))

    def _apart(self, bought: Product, other_id: str) -> float:
        same = self._catalog.products[other_id].category[-1] == bought.category[-1]
        return SAME_LEAF_SHARE if same else 1.0


def _likes(searcher: Likeness | None) -> Callable[[str], Sequence[Hit]]:
    """Return how to find the like of a product; without a searcher nothing is alike."""

    def find(product_id: str) -> Sequence[Hit]:
        return searcher.similar(product_id, LIKE_TOP) if searcher is not None else ()

    return find


def has_size(product: Product, sizes: Collection[str]) -> bool:
    """Whether a product can be had in one of a customer's sizes, as far as they apply to it.

    A shoe size says nothing of a jacket, nor a clothing size of a tent.
    """
    own = [
        size
        for size in map(fold, sizes)
        if any(_same_sort(size, label) for label in product.sizes)
    ]
    if not own:
        return True
    return any(
        count > 0 and any(fits_size(size, fold(label)) for size in own)
        for label, count in product.stock.items()
    )


def _same_sort(size: str, label: str) -> bool:
    """Whether two sizes are of one system: numbers (shoes) or letters (clothes)."""
    own, other = _NUMBER.match(size), _NUMBER.match(fold(label))
    if own or other:
        return bool(own and other and max(float(own[0]), float(other[0])) < KIDS_CM)
    return bool(_LETTERS.fullmatch(size) and _LETTERS.fullmatch(fold(label).split("/")[0]))


def _joined(votes: Sequence[_Vote]) -> Recommendation:
    """Return a candidate with the sum of its votes and the reason of the strongest."""
    best = max(votes, key=lambda vote: (vote.strength, vote.reason))
    return Recommendation(best.product_id, sum(vote.strength for vote in votes), best.reason)


def _rank(act: Interaction, at: datetime) -> tuple[float, datetime]:
    return KIND_WEIGHTS[act.kind], at
