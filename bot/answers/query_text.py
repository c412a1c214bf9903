"""The constraints of a product query, read back so that a customer sees what was understood."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.attribute_text import range_phrase, wish_phrase
from bot.answers.money import short_money
from bot.answers.phrase import listed, number_text
from retrieval.types import Filters, Query, Range, Sort

SORT_PHRASES = {
    Sort.CHEAPEST: "cheapest first",
    Sort.DEAREST: "dearest first",
    Sort.LIGHTEST: "lightest first",
    Sort.BEST_RATED: "best rated first",
}
KIND = "kind"
# A word of so few letters is a size like XL; longer ones are words like "regular".
LETTER_SIZE_CHARS = 4
GRAMS_A_KILO = 1000


def query_phrase(query: Query, currency: str) -> str:
    """Return ` in Tents (green, up to €300)`, or nothing if there are no constraints."""
    parts = list(_parts(query.filters, currency))
    if query.sort in SORT_PHRASES:
        parts.append(SORT_PHRASES[query.sort])
    place = listed([_titled(one) for one in query.filters.categories], "or")
    lead = f" in {place}" if place else ""
    return f"{lead} ({', '.join(parts)})" if parts else lead


def dropped_phrase(query: Query, relaxed: Query, currency: str) -> str:
    """Return which constraints of a query are no longer in its relaxed form."""
    kept = set(_parts(relaxed.filters, currency))
    gone = [part for part in _parts(query.filters, currency) if part not in kept]
    if query.filters.categories and not relaxed.filters.categories:
        gone.append(listed([_titled(one) for one in query.filters.categories], "or"))
    return listed(gone)


def _parts(filters: Filters, currency: str) -> Iterator[str]:
    """Yield each constraint in words, except the category."""
    for words in (filters.brands, filters.materials, filters.colours):
        if words:
            yield listed([_titled(one) if words is filters.brands else one for one in words], "or")
    if filters.sizes:
        yield f"size {listed([_size(one) for one in filters.sizes], 'or')}"
    yield from _numbers(filters, currency)
    yield from _attributes(filters)
    if filters.in_stock:
        yield "in stock"
    for unwanted in (filters.not_colours, filters.not_materials, filters.not_categories):
        yield from (f"not {one}" for one in unwanted)
    yield from (f"not {_titled(one)}" for one in filters.not_brands)


def _numbers(filters: Filters, currency: str) -> Iterator[str]:
    low, high = filters.price_min, filters.price_max
    if low is not None and high is not None:
        yield f"{short_money(low, currency)} to {short_money(high, currency)}"
    elif low is not None:
        yield f"from {short_money(low, currency)}"
    elif high is not None:
        yield f"up to {short_money(high, currency)}"
    if filters.weight_g is not None:
        yield _weight(filters.weight_g)
    if filters.rating_min is not None:
        yield f"rated {number_text(filters.rating_min)} or better"


def _attributes(filters: Filters) -> Iterator[str]:
    for key, value in filters.attributes.items():
        # "jackets" in Rain Jackets says nothing new
        if key != KIND or not any(str(value) in one for one in filters.categories):
            yield wish_phrase(key, value)
    for key, value in filters.not_attributes.items():
        yield f"not {wish_phrase(key, value)}"


def _weight(reach: Range) -> str:
    highest = reach.high if reach.high is not None else reach.low
    if highest is None or highest < GRAMS_A_KILO:
        return range_phrase(reach, "g")
    low = None if reach.low is None else reach.low / GRAMS_A_KILO
    high = None if reach.high is None else reach.high / GRAMS_A_KILO
    return range_phrase(Range(low, high), "kg")


def _size(size: str) -> str:
    letters = size.replace("/", "")
    is_letters = letters.isalpha() and len(letters) <= LETTER_SIZE_CHARS
    return size.upper() if is_letters else size


def _titled(words: str) -> str:
    """Return `Hats & Gloves` or `Women's Shoes` for the folded words of a category or brand."""
    return " ".join(word[:1].upper() + word[1:] for word in words.split())
