"""Sizes in a query: "size 42", "in M", "boots 42 or 43", "XL", "extra large"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from retrieval.analyzer import Token, fold
from retrieval.filters import ProductTable, fits_size
from retrieval.schema import leaf_of

_ASKED = frozenset({"size", "sizes", "sized", "sz"})
_BETWEEN = frozenset(
    {"a", "an", "eu", "eur", "is", "of", "the", "my", "in", ":", "=", "men", "women"}
)
_LISTING = frozenset({"or", "and", "/", ","})
_WORD_SIZES: Mapping[str, str] = {
    "small": "s",
    "medium": "m",
    "large": "l",
    "extra small": "xs",
    "extra large": "xl",
}
_LETTERS = re.compile(r"(?:x{0,3}s|m|x{0,4}l|\dxl)")
_PLAIN_LETTERS = frozenset({"s", "m", "l"})
MAX_SIZE_CHARS = 12
MIN_WORD_CHARS = 4
"""Labels that are words ("long", "wide") have at least so many letters."""


class SizeWords:
    """The size labels of a catalogue, by leaf category."""

    def __init__(self, table: ProductTable, synonyms: Mapping[str, str] | None = None) -> None:
        self._labels: dict[str, set[str]] = {}
        for facets in table.facets:
            self._labels.setdefault(leaf_of(facets), set()).update(facets.stock)

        known = self.labels(())
        self._words = dict(_WORD_SIZES) | {
            fold(surface): fold(label)
            for surface, label in (synonyms or {}).items()
            if fold(label) in known and not surface.isdigit()
        }

    def labels(self, leaves: Collection[str]) -> frozenset[str]:
        """Return the labels in these leaves, or all if none are given."""
        chosen = [found for leaf, found in self._labels.items() if not leaves or leaf in leaves]
        return frozenset().union(*chosen)

    def read(
        self, tokens: Sequence[Token], leaves: Collection[str], taken: Collection[int]
    ) -> tuple[list[str], set[int]]:
        """Return the sizes that a text asks for, folded, and the tokens that say so.

        A number is a size after "size" or "in", or if the category has such a size; a lone
        letter only if it was written large or after "size" or "in".
        """
        labels = self.labels(leaves)
        sizes: list[str] = []
        used: set[int] = set()
        for place, token in enumerate(tokens):
            if place in taken or place in used:
                continue
            asked = self._context(tokens, place, used)
            size, end = self._size_at(tokens, place)
            if size is None or any(at in taken for at in range(place, end)):
                continue
            offered = any(fits_size(size, label) for label in labels)
            named = asked == "size" and (token.kind != "word" or offered)
            if named or (offered and _is_meant(token, size, asked, leaves)):
                sizes.append(size)
                used.update(range(place, end))
                used.update(_lead(tokens, place))
        return list(dict.fromkeys(sizes)), used

    def _size_at(self, tokens: Sequence[Token], place: int) -> tuple[str | None, int]:
        """Return what could be a size at a token, and where it ends."""
        for length in (2, 1):
            said = " ".join(token.text for token in tokens[place : place + length])
            if said in self._words and place + length <= len(tokens):
                return self._words[said], place + length
        return _label_at(tokens, place)

    @staticmethod
    def _context(tokens: Sequence[Token], place: int, used: Collection[int]) -> str:
        """Return "size" or "in" if the words before a token announce a size, else nothing."""
        at = place - 1
        if at >= 0 and tokens[at].text in _LISTING and at - 1 in used:
            return "size"
        lead = ""
        while at >= 0 and tokens[at].text in _BETWEEN:
            lead = "in" if tokens[at].text == "in" else lead
            at -= 1
        if at >= 0 and tokens[at].text in _ASKED:
            return "size"
        after = place + 1
        return "size" if after < len(tokens) and tokens[after].text in _ASKED else lead


def _label_at(tokens: Sequence[Token], place: int) -> tuple[str | None, int]:
    """Return what is written like a size label at a token, and where it ends."""
    token = tokens[place]
    span = tokens[place : place + 3]
    if len(span) == 3 and span[1].text == "-" and span[0].kind == span[2].kind == "number":
        return f"{span[0].text}-{span[2].text}", place + 3
    if len(token.text) >= MIN_WORD_CHARS and token.text.isalpha():
        return token.text[:MAX_SIZE_CHARS], place + 1
    if token.kind == "number" or _LETTERS.fullmatch(token.text):
        return token.text[:MAX_SIZE_CHARS], place + 1
    return None, place + 1


def _is_meant(token: Token, size: str, asked: str, leaves: Collection[str]) -> bool:
    """Whether a label of the catalogue is meant as a size where nobody said "size"."""
    if token.kind == "number":
        # a bare number needs a category; two digits at least, names have small ones ("Col 2")
        return bool(asked) or (bool(leaves) and len(size) > 1)
    if token.kind == "word" and len(size) >= MIN_WORD_CHARS:
        return bool(leaves)
    if token.text in _WORD_SIZES or size in _PLAIN_LETTERS:
        return bool(asked) or token.raw == fold(token.raw).upper()
    return True


def _lead(tokens: Sequence[Token], place: int) -> set[int]:
    """Return the tokens before a size that only announce it."""
    used: set[int] = set()
    at = place - 1
    while at >= 0 and (tokens[at].text in _BETWEEN or tokens[at].text in _ASKED):
        used.add(at)
        if tokens[at].text in _ASKED:
            return used
        at -= 1
    after = place + 1
    return {after} if after < len(tokens) and tokens[after].text in _ASKED else set()
