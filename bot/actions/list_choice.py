"""Which of the products just shown a customer means: "the second one", "the cheaper one"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.types import Product

ORDINALS = {
    "first": 0, "1st": 0, "one": 0, "second": 1, "2nd": 1, "two": 1, "third": 2, "3rd": 2,
    "three": 2, "fourth": 3, "4th": 3, "four": 3, "fifth": 4, "5th": 4, "five": 4, "last": -1,
    "middle": 1,
}  # fmt: skip
CHEAPEST = frozenset({"cheapest", "cheaper", "cheap", "least"})
DEAREST = frozenset({"dearest", "expensive", "pricier", "priciest", "premium"})
LIGHTEST = frozenset({"lightest", "lighter", "light"})
BEST_RATED = frozenset({"best", "better", "top"})
_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"(?:number|no\.?|nr\.?|#|option)\s*(\d)\b|^\W*(\d)\W*$")


def choose(text: str, shown: Sequence[Product]) -> Product | None:
    """Return the product of `shown` that `text` points at, None if it points at none or several.

    Names and brands and colours are tried first, then superlatives, then places in the list.
    """
    if not shown:
        return None
    words = _WORD.findall(text.casefold())
    named = _by_own_words(words, shown)
    if named is not None:
        return named
    ranked = _by_superlative(set(words), shown)
    if ranked is not None:
        return ranked
    return _by_place(text.casefold(), words, shown)


def _by_own_words(words: Sequence[str], shown: Sequence[Product]) -> Product | None:
    """Return the product that alone shares the most of its own words with the text."""
    said = set(words) - ORDINALS.keys()
    counts = []
    for product in shown:
        own = set(_WORD.findall(" ".join([product.name, *product.colours]).casefold()))
        others: set[str] = set()
        for other in shown:
            if other.id != product.id:
                others |= set(_WORD.findall(" ".join([other.name, *other.colours]).casefold()))
        counts.append(len(said & (own - others)))
    best = max(counts)
    return shown[counts.index(best)] if best > 0 and counts.count(best) == 1 else None


def _by_superlative(words: set[str], shown: Sequence[Product]) -> Product | None:
    if words & CHEAPEST:
        return min(shown, key=lambda one: one.price)
    if words & DEAREST:
        return max(shown, key=lambda one: one.price)
    if words & LIGHTEST:
        weighed = [one for one in shown if one.weight_g is not None]
        return min(weighed, key=lambda one: one.weight_g or 0) if weighed else None
    if words & BEST_RATED:
        return max(shown, key=lambda one: one.rating or 0)
    return None


def _by_place(text: str, words: Sequence[str], shown: Sequence[Product]) -> Product | None:
    number = _NUMBER.search(text)
    if number is not None:
        place = int(number.group(1) or number.group(2)) - 1
        return shown[place] if 0 <= place < len(shown) else None
    # "the first one": the ordinal counts, the pronoun "one" does not
    places = [ORDINALS[word] for word in words if word in ORDINALS and word != "one"]
    if not places and len(shown) == 1:
        return shown[0]
    if not places and words in (["one"], ["number", "one"]):
        places = [0]
    if not places:
        return None
    place = places[0]
    return shown[place] if -len(shown) <= place < len(shown) else None
