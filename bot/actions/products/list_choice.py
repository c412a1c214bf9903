"""Which of the products just shown a customer means: "the second one", "the cheaper one"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from retrieval.types import Product

_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "last": -1, "middle": 1,
}  # fmt: skip
_CARDINALS = {"one": 0, "two": 1, "three": 2, "four": 3, "five": 4}
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"(?:number|no\.?|nr\.?|#|option|item|product)\s*(\d)\b|^\W*(\d)\W*$")
_NUMBERED = re.compile(r"\b(?:number|no|nr|option|item|product)\W+(one|two|three|four|five)\b")
# A number as a word is a place only where little else is said: "two please" is, "for two" is not.
_FEW_WORDS = 2
# "my second tent" and "the first time" point at nothing.
_ORDINAL = re.compile(
    r"(?:\b(?:the|that|this)\s+|^\W*)(?P<word>{})\b(?!\s+(?:time|day|night|week|month|year|trip))"
    .format("|".join(_ORDINALS))
)  # fmt: skip

Measure = Callable[[Product], float | None]


def choose(text: str, shown: Sequence[Product], *, superlatives: bool = True) -> Product | None:
    """Return the product of `shown` that `text` points at, None if it points at none or several.

    Own words (of name, brand, category, colours, material) are tried first, then superlatives,
    then places. Without `superlatives` "cheaper" is a wish and points at nothing.
    """
    if not shown:
        return None
    folded = text.casefold()
    words = _WORD.findall(folded)
    # a name counts before a category: of a jacket and its repair kit the jacket is "the jacket"
    named = _by_own_words(words, shown, _name_words) or _by_own_words(words, shown, _words_of)
    if named is not None:
        return named
    ranked = _by_superlative(folded, shown) if superlatives else None
    return ranked or _by_place(folded, words, shown)


def choose_several(text: str, shown: Sequence[Product]) -> list[Product]:
    """Return all products of `shown` that `text` points at, in the order they were shown."""
    folded = text.casefold()
    said = _told(_WORD.findall(folded))
    named = [
        one
        for one in shown
        if said & (_words_of(one) - set[str]().union(*(_words_of(b) for b in shown if b != one)))
    ]
    if named:
        return named
    places = {_ORDINALS[word] for word in _WORD.findall(folded) if word in _ORDINALS}
    places |= {int(digit) - 1 for digit in re.findall(r"(?<!\d)[1-9](?!\d)", folded)}
    return [one for place, one in enumerate(shown) if {place, place - len(shown)} & places]


def _by_own_words(
    words: Sequence[str], shown: Sequence[Product], words_of: Callable[[Product], set[str]]
) -> Product | None:
    """Return the product that alone shares the most of its own words with the text."""
    said = _told(words)
    own = [words_of(one) for one in shown]
    counts = []
    for place, mine in enumerate(own):
        others = set[str]().union(*(theirs for i, theirs in enumerate(own) if i != place))
        counts.append(len(said & (mine - others)))
    best = max(counts)
    return shown[counts.index(best)] if best > 0 and counts.count(best) == 1 else None


def _name_words(product: Product) -> set[str]:
    own = [product.name, product.brand, *product.colours, str(product.attributes.get("kind", ""))]
    return set(map(_singular, _WORD.findall(" ".join(own).casefold())))


def _words_of(product: Product) -> set[str]:
    more = " ".join([product.material, *product.category[-1:]])
    return _name_words(product) | set(map(_singular, _WORD.findall(more.casefold())))


def _told(words: Sequence[str]) -> set[str]:
    return {_singular(word) for word in words} - _ORDINALS.keys() - _CARDINALS.keys()


def _singular(word: str) -> str:
    """Return `boot` for `boots`; the same is done on both sides, so it need not be a word."""
    return word.removesuffix("s") if len(word) > 3 else word


def _price(product: Product) -> float | None:
    return product.price


def _weight(product: Product) -> float | None:
    return product.weight_g


def _rating(product: Product) -> float | None:
    return product.rating


def _room(product: Product) -> float | None:
    """Return how much a product holds: people or litres."""
    room = product.attributes.get("capacity", product.attributes.get("volume_l"))
    return float(room) if isinstance(room, int | float) else None


# What is compared, and whether the most of it is meant. "is it cheap?" asks and does not point.
_SUPERLATIVES: Sequence[tuple[re.Pattern[str], Measure, bool]] = [
    (re.compile(pattern), measure, most)
    for pattern, measure, most in (
        (r"\bcheap(?:er|est)\b|\b(?:less|least) expensive\b|\bthe cheap one\b", _price, False),
        (
            r"\b(?:dear|prici|price)(?:er|est)\b|\bmo(?:re|st) expensive\b|\bthe expensive one\b",
            _price,
            True,
        ),
        (r"\blight(?:er|est)\b|\bthe light one\b", _weight, False),
        (r"\bheavi(?:er|est)\b|\bthe heavy one\b", _weight, True),
        (r"\b(?:small|tini)(?:er|est)\b|\bthe small one\b", _room, False),
        (r"\b(?:bigg|larg|roomi)(?:er|est)\b|\bthe (?:big|large) one\b", _room, True),
        (r"\bbe(?:st|tter)\b|\b(?:top|highest)[ -]rated\b", _rating, True),
    )
]


def _by_superlative(text: str, shown: Sequence[Product]) -> Product | None:
    for pattern, measure, most in _SUPERLATIVES:
        if not pattern.search(text):
            continue
        measured = [(value, one) for one in shown if (value := measure(one)) is not None]
        if not measured:
            return None
        pick = max if most else min
        return pick(measured, key=lambda pair: pair[0])[1]
    return None


def _by_place(text: str, words: Sequence[str], shown: Sequence[Product]) -> Product | None:
    place = _place(text, words)
    if place is None:
        return shown[0] if len(shown) == 1 else None
    return shown[place] if -len(shown) <= place < len(shown) else None


def _place(text: str, words: Sequence[str]) -> int | None:
    """Return the place in the list that is named, counted from 0, -1 for the last."""
    digit = _DIGIT.search(text)
    if digit is not None:
        return int(digit.group(1) or digit.group(2)) - 1
    numbered = _NUMBERED.search(text)
    if numbered is not None:
        return _CARDINALS[numbered.group(1)]
    ordinal = _ORDINAL.search(text)
    if ordinal is not None:
        return _ORDINALS[ordinal.group("word")]
    if len(words) > _FEW_WORDS or words[-1:] == ["one"] != words:
        return None  # "that one" is anything
    return next((_CARDINALS[word] for word in words if word in _CARDINALS), None)
