"""What products are within their category: the `kind` attribute, by its full and last words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from retrieval.filters import KIND, Facets, ProductTable
from retrieval.schema import leaf_of

MIN_OF_A_KIND = 2
"""So many products make the last word of their kinds a kind: one chair's feet do not."""
MAIN_SHARE = 0.4
"""A category's own name means its main kind if so many of its products are of that kind.

Most trekking poles end in "poles", but few travel bags end in "bag": those are duffels."""


class Kinds:
    """The kinds of a catalogue with the categories they occur in."""

    def __init__(self, table: ProductTable) -> None:
        self._table = table
        self._counts: Counter[tuple[str, tuple[str, ...], str]] = Counter()
        for facets in table.facets:
            value = facets.attributes.get(KIND)
            if isinstance(value, str) and facets.kind:
                self._counts[value, facets.kind, leaf_of(facets)] += 1

    def exact(self, stems: Sequence[str], leaves: Collection[str] = ()) -> tuple[str, ...]:
        """Return the kinds that are exactly these words, in these leaves or anywhere."""
        words = tuple(stems)
        return self._named(leaves, lambda kind: kind == words)

    def ending(self, stems: Sequence[str], leaves: Collection[str] = ()) -> tuple[str, ...]:
        """Return the kinds that end with these words: camp chair and folding chair."""
        words = tuple(stems)
        return self._named(leaves, lambda kind: kind[-len(words) :] == words) if words else ()

    def parts(self, stem: str, leaf: str) -> tuple[str, ...]:
        """Return the kinds of a leaf that end with a word, unless the leaf is mostly of them.

        The "straps" for sandals are its spare straps.
        """
        found = self.ending((stem,), [leaf])
        return () if not found or self.is_main(found, [leaf]) else found

    def count(self, kinds: Collection[str], leaves: Collection[str] = ()) -> int:
        """Return how many products are of these kinds."""
        return sum(
            count
            for (value, _, leaf), count in self._counts.items()
            if value in kinds and (not leaves or leaf in leaves)
        )

    def leaves(self, kinds: Collection[str]) -> set[str]:
        """Return the leaf categories in which these kinds occur."""
        return {leaf for value, _, leaf in self._counts if value in kinds}

    def is_kind(self, stems: Sequence[str]) -> bool:
        """Whether products are called by these words, in full or several by their last words."""
        return bool(self.exact(stems)) or self.count(self.ending(stems)) >= MIN_OF_A_KIND

    def is_main(self, kinds: Collection[str], leaves: Collection[str]) -> bool:
        """Whether so many products of the leaves are of these kinds that the name means them."""
        total = sum(leaf_of(facets) in leaves for facets in self._table.facets)
        return self.count(kinds, leaves) >= MAIN_SHARE * total

    def _named(
        self, leaves: Collection[str], fits: Callable[[tuple[str, ...]], bool]
    ) -> tuple[str, ...]:
        found = {
            value
            for value, kind, leaf in self._counts
            if (not leaves or leaf in leaves) and fits(kind)
        }
        return tuple(sorted(found))


def is_of_kind(facets: Facets, stems: Sequence[str]) -> bool:
    """Whether a product's kind ends with these words."""
    words = tuple(stems)
    return bool(words) and facets.kind[-len(words) :] == words
