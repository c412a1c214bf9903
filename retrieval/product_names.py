"""Which product a mention means: by id, by name, by the telling part of a name, despite slips."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from retrieval.analyzer import Token, clean
from retrieval.filters import ProductTable
from retrieval.types import Hit, ItemKind

MIN_SCORE = 0.45
"""Below this a mention shares too little with a name to mean it."""
NEAR_BEST = 0.6
"""Products whose score is less than this share of the best are not meant beside it."""
MAX_HITS = 10
"""More products than this are no mention but a search."""
MIN_TYPO_CHARS = 5
SLIP_WEIGHT = 0.85
"""A word with a slip counts a little less than the word itself."""
ACCESSORY_SHARE = 0.85
"""Of a thing and its accessory with the same words the thing is meant: "the Col 2"."""
MAX_WORDS = 60
"""Words of a text that are looked at; a mention is at its beginning or short."""


class ProductNames:
    """The names and ids of all products, prepared for finding one of them in a text."""

    def __init__(self, table: ProductTable) -> None:
        self._table = table
        phrase = table.analyzer.phrase
        self._names = {facets.product.id: phrase(facets.product.name) for facets in table.facets}
        self._whole = {name: one for one, name in self._names.items()}
        self._ids = {one.casefold().replace("-", ""): one for one in self._names}
        self._brands = {
            facets.product.id: set(phrase(facets.product.brand)) for facets in table.facets
        }
        counts = Counter(stem for name in self._names.values() for stem in set(name))
        self._weight = {
            stem: math.log1p(len(self._names) / count) for stem, count in counts.items()
        }
        self._generic = self._generic_words()
        self._longest = max((len(name) for name in self._whole), default=0)

    def find(self, text: str) -> list[Hit]:
        """Return the products a text may mean, the likeliest first; none if it names none."""
        tokens = [one for one in self._table.analyzer.tokens(text) if one.kind != "sign"]
        tokens = tokens[:MAX_WORDS]
        named = [*self._by_code(text, tokens), *self._by_whole_name(tokens)]
        if named:
            return [
                Hit(ItemKind.PRODUCT, one, 1.0, matched=self._name_of(one))
                for one in dict.fromkeys(named)
            ]
        scored = self._by_words(tokens)
        best = max((score for _, score in scored), default=0.0)
        return [
            Hit(ItemKind.PRODUCT, one, score, matched=self._name_of(one))
            for one, score in scored[:MAX_HITS]
            if score >= max(MIN_SCORE, NEAR_BEST * best)
        ]

    def _by_code(self, text: str, tokens: Sequence[Token]) -> list[str]:
        """Return products whose id is written in the text: TNT-101, tnt101, TNT 101."""
        written = [token.text for token in tokens]
        pairs = [f"{a}{b}" for a, b in pairwise(written)]
        whole = clean(text).strip().casefold().replace("-", "")
        codes = [whole, *written, *pairs]
        return [self._ids[code] for code in codes if code in self._ids]

    def _by_whole_name(self, tokens: Sequence[Token]) -> list[str]:
        """Return products whose full name stands in the text; of nested names the longest."""
        stems = [token.stem for token in tokens]
        found = []
        at = 0
        while at < len(stems):
            for length in range(min(self._longest, len(stems) - at), 0, -1):
                one = self._whole.get(tuple(stems[at : at + length]))
                if one is not None:
                    found.append(one)
                    at += length - 1
                    break
            at += 1
        return found

    def _by_words(self, tokens: Sequence[Token]) -> list[tuple[str, float]]:
        """Score each product by the weight of the words that it shares with the text."""
        said = self._said(tokens)
        total = sum(self._weight[stem] * sure for stem, sure in said.items())
        scored = []
        for one, name in self._names.items():
            shared = {stem: said[stem] for stem in name if stem in said}
            if not self._is_telling(one, shared):
                continue
            weight = sum(self._weight[stem] * sure for stem, sure in shared.items())
            explained = weight / total
            complete = weight / sum(self._weight[stem] for stem in set(name))
            score = explained * (0.5 + 0.5 * complete)
            if self._table.facets[self._table.rows[one]].product.relations.accessory_of:
                score *= ACCESSORY_SHARE
            scored.append((one, score))
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def _said(self, tokens: Sequence[Token]) -> dict[str, float]:
        """Return the name words of a text with how sure they are; slips are less sure."""
        said: dict[str, float] = {}
        for token in tokens:
            if token.stem in self._weight:
                said[token.stem] = 1.0
            elif token.kind == "word" and len(token.text) >= MIN_TYPO_CHARS:
                near = self._nearest(token.stem)
                if near is not None:
                    said.setdefault(near, SLIP_WEIGHT)
            elif token.kind == "code":
                # "col2" for "Col 2"
                word = token.text.rstrip("0123456789")
                for part in (self._table.analyzer.stem(word), token.text[len(word) :]):
                    if part in self._weight:
                        said[part] = 1.0
        return said

    def _nearest(self, stem: str) -> str | None:
        near = [
            known
            for known in self._weight
            if known[0] == stem[0] and abs(len(known) - len(stem)) <= 1
            if OSA.distance(known, stem, score_cutoff=1) <= 1 and len(known) >= MIN_TYPO_CHARS - 1
        ]
        return near[0] if len(near) == 1 else None

    def _is_telling(self, one: str, shared: Mapping[str, float]) -> bool:
        """Whether shared words tell products apart: a name of its own, or brand and thing."""
        brand = self._brands[one]
        own = [stem for stem in shared if stem.isalpha() and stem not in brand | self._generic]
        things = [stem for stem in shared if stem in self._generic]
        return bool(own) or (bool(things) and not brand.isdisjoint(shared))

    def _generic_words(self) -> set[str]:
        """Return words that name categories and kinds: they alone mean no product."""
        phrase = self._table.analyzer.phrase
        return {
            stem
            for facets in self._table.facets
            for stem in (*facets.kind, *phrase(" ".join(facets.product.category)))
        }

    def _name_of(self, one: str) -> str:
        return self._table.facets[self._table.rows[one]].product.name
