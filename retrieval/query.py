"""A customer's words as a product query: constraints, order, and the text that is matched.

Everything is recognised by what the catalogue has: amounts first, then phrases, then sizes. What
means nothing there stays in the text, where the lexical and the dense index may still match it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from retrieval.amount import Amount, Mode, read_amounts
from retrieval.analyzer import Analyzer, Token, clean
from retrieval.catalog import Catalog
from retrieval.category_words import CategoryReading, CategoryWords, is_property
from retrieval.draft import Draft, Limit, with_limit
from retrieval.filters import KIND, ProductTable
from retrieval.measures import Measures
from retrieval.mentions import Mention, find_mentions
from retrieval.property_words import PropertyWords
from retrieval.schema import AttributeSchema
from retrieval.size_words import SizeWords
from retrieval.types import Filters, Query, Sort
from retrieval.vocabulary import Facet, Vocabulary, known_stems

MAX_READ_CHARS = 2000
"""No question is longer; what follows is matched but not read for constraints."""

_SORT_WORDS: Mapping[Sort, str] = {
    Sort.CHEAPEST: "cheapest|lowest price|lowest priced|least expensive|most affordable",
    Sort.DEAREST: "most expensive|priciest|dearest|highest price",
    Sort.LIGHTEST: "lightest|lowest weight|least heavy",
    Sort.BEST_RATED: "best rated|top rated|highest rated|best reviewed|best reviews|best rating"
    "|highest rating|best ratings|top reviews",
}
_SORTS = {
    tuple(words.split()): sort
    for sort, phrases in _SORT_WORDS.items()
    for words in phrases.split("|")
}
_STOCK = {
    tuple(words.split())
    for words in ("in stock", "on stock", "available", "available now", "ready to ship")
}
_GLUED = frozenset({"size", "eur", "max", "under", "sz", "eu", "below", "over", "min", "sub"})


class QueryReader:
    """Reads texts as product queries. Immutable once made; safe to share between threads.

    `synonyms` gives other words for what the catalogue calls by its own ("rucksack": "Backpacks");
    those whose value is nothing in the catalogue are ignored.
    """

    def __init__(
        self,
        catalog: Catalog,
        synonyms: Mapping[str, str] | None = None,
        table: ProductTable | None = None,
    ) -> None:
        self.table = table or ProductTable(catalog.products.values(), Analyzer())
        schema = AttributeSchema(self.table, synonyms)
        self._vocabulary = Vocabulary(self.table, schema, synonyms or {})
        self._categories = CategoryWords(self.table)
        self._sizes = SizeWords(self.table, synonyms)
        self._measures = Measures(self.table, schema, self._sizes)
        self._properties = PropertyWords(self.table, schema)
        self._known = known_stems(_texts_of(catalog), self.table.analyzer)

    def read(self, text: str) -> Query:
        """Return the query in a text. Never fails, whatever the text is."""
        analyzer = self.table.analyzer
        tokens = _split_codes(analyzer.tokens(text[:MAX_READ_CHARS]), analyzer)
        draft = Draft()
        used = _read_order(tokens, draft)
        amounts = [one for one in read_amounts(tokens) if used.isdisjoint(_places(one))]
        certain = {
            place
            for one in amounts
            if one.unit is not None or one.mode is not Mode.EXACT
            for place in _places(one)
        }
        mentions = find_mentions(tokens, self._vocabulary, self._known, certain | used)
        category = self._categories.read(tokens, mentions)
        draft.add("categories", *category.categories)
        for since, amount in zip([0, *(one.end for one in amounts)], amounts, strict=False):
            limits = self._measures.readings(amount, tokens, category.leaves, since)
            if limits:
                draft.limit(self._first_possible(limits, category))
                used.update(_places(amount))
        understood = {place for one in category.mentions for place in _places(one)}
        for mention in mentions:
            taken = mention in category.mentions and not is_property(mention)
            taken = taken or mention.start in category.aside
            if not taken and self._read_mention(mention, tokens, category, draft):
                understood.update(_places(mention))
                if mention.refused:
                    used.update(range(mention.no_start, mention.end))
        sizes, said = self._sizes.read(tokens, category.leaves, used | understood)
        draft.add("sizes", *sizes)
        self._narrow(category, draft)
        kind = "" if KIND in draft.filters().attributes else category.kind
        return Query(_remaining(tokens, used | said, text), draft.filters(), draft.sort, kind)

    def _read_mention(
        self,
        mention: Mention,
        tokens: Sequence[Token],
        category: CategoryReading,
        draft: Draft,
    ) -> bool:
        """Read a mention as a property, or as a category that is turned down."""
        named = [value for one in mention.of(Facet.CATEGORY) for value in one.values]
        # "walking shoes, not boots" are in one category: only the kind is turned down
        refused = [value for value in named if value not in category.categories]
        if mention.refused and refused:
            draft.add("not_categories", *refused)
        understood = self._properties.read(mention, tokens, category.leaves, draft)
        return understood or (mention.refused and bool(refused))

    def _first_possible(self, limits: Sequence[Limit], category: CategoryReading) -> Limit:
        """Return the strictest reading of an amount that some product of the category fits."""
        base = Filters(categories=category.categories)
        for limit in limits:
            if self.table.mask(with_limit(base, limit)).any():
                return limit
        return limits[-1]

    def _narrow(self, category: CategoryReading, draft: Draft) -> None:
        """Add what is only wished for as far as products are left: the kind, the activities.

        A kind that was asked for by its full name is no wish: nothing else will do.
        """
        kinds = [Limit("attributes", one_or_all(names), KIND) for names in category.kinds]
        chosen = next((one for one in kinds if self._leaves_some(draft, one)), None)
        if chosen is None and category.demanded:
            chosen = kinds[0]
        if chosen is not None:
            draft.limit(chosen)
        for hope in draft.hopes:
            if self._leaves_some(draft, hope):
                draft.limit(hope)

    def _leaves_some(self, draft: Draft, limit: Limit) -> bool:
        return bool(self.table.mask(with_limit(draft.filters(), limit)).any())


def one_or_all(names: tuple[str, ...]) -> str | tuple[str, ...]:
    """Return the value of a filter on a text: the one name, or all that will do."""
    return names[0] if len(names) == 1 else names


def _places(part: Amount | Mention) -> range:
    return range(part.start, part.end)


def _read_order(tokens: Sequence[Token], draft: Draft) -> set[int]:
    """Read "cheapest", "in stock" and their like; return the tokens that say so."""
    used: set[int] = set()
    texts = [token.text for token in tokens]
    for place in range(len(texts)):
        for length in (3, 2, 1):
            words = tuple(texts[place : place + length])
            if place in used or len(words) < length:
                continue
            if words in _SORTS:
                draft.sort = _SORTS[words]
            elif words in _STOCK:
                draft.limit(Limit("in_stock", True))
            else:
                continue
            used.update(range(place, place + length))
    return used


def _split_codes(tokens: Sequence[Token], analyzer: Analyzer) -> tuple[Token, ...]:
    """Write "size42" and "max80" as two words; "TNT-101" stays one."""
    split: list[Token] = []
    for token in tokens:
        parts = re.fullmatch(r"([a-z]+)(\d+(?:[.,]\d+)?)", token.text)
        if token.kind == "code" and parts and parts[1] in _GLUED:
            split.extend(analyzer.tokens(f"{parts[1]} {parts[2]}"))
        else:
            split.append(token)
    return tuple(split)


def _remaining(tokens: Sequence[Token], used: Collection[int], text: str) -> str:
    """Return the words that are still to be matched; all of them if nothing else is left."""
    left = [token for place, token in enumerate(tokens) if place not in used]
    if not any(token.kind != "sign" for token in left):
        return clean(text).strip()
    return " ".join(token.raw for token in left if token.kind != "sign")


def _texts_of(catalog: Catalog) -> Iterator[str]:
    """Yield the texts whose words are known to be words."""
    for product in catalog.products.values():
        yield from (product.name, product.description, product.material)
    for entry in catalog.faqs.values():
        yield from (*entry.questions, entry.answer)
    for passage in catalog.passages.values():
        yield passage.text
