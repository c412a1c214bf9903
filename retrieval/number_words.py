"""Numbers as customers write them: "45", "1.5", "1k", "twenty-five", "two hundred and ten"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retrieval.analyzer import Token

MAX_DIGITS = 12
"""Longer numbers are no amount of anything (card numbers, attacks)."""

_MINUS = ("minus", "-")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: Mapping[str, int] = (
    {word: number for number, word in enumerate(_SMALL.split())}
    | {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
    | {"fourty": 40}
)


def number_at(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """Return the number written at `place` and where it ends, in digits or words."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.kind == "number":
        number = _digits(token.text)
        if number is None:
            return None
        thousands = place + 1 < len(tokens) and tokens[place + 1].text == "k"
        return (1000 * number, place + 2) if thousands else (number, place + 1)
    if token.text in _MINUS and place + 1 < len(tokens):
        # one sign only, however many a hostile text has
        doubled = tokens[place + 1].text in _MINUS
        after = None if doubled else number_at(tokens, place + 1)
        joined = token.text == "minus" or token.end == tokens[place + 1].start
        return (-after[0], after[1]) if after and joined and after[0] >= 0 else None
    return _number_in_words(tokens, place)


def _digits(text: str) -> float | None:
    if len(text) > MAX_DIGITS or text.count(".") > 1:
        return None
    return float(text)


def _number_in_words(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    hundreds, after = 0, place
    if tokens[place].text == "hundred":
        hundreds, after = 100, place + 1
    elif place + 1 < len(tokens) and tokens[place + 1].text == "hundred":
        hundreds, after = (
            100 * _WORDS.get(tokens[place].text, tokens[place].text == "a"),
            place + 2,
        )
    if hundreds and after < len(tokens) and tokens[after].text in ("and", "&"):
        rest = _below_hundred(tokens, after + 1)
    else:
        rest = _below_hundred(tokens, after)
    if rest is not None:
        return float(hundreds + rest[0]), rest[1]
    return (float(hundreds), after) if hundreds else None


def _below_hundred(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    texts = [token.text for token in tokens[place : place + 3]]
    number = _WORDS.get(texts[0]) if texts else None
    if number is None:
        return None
    at = 2 if texts[1:2] == ["-"] else 1  # "twenty-five" or "twenty five"
    digit = _WORDS.get(texts[at], 0) if len(texts) > at else 0
    if number >= 20 and 0 < digit < 10:
        return number + digit, place + at + 1
    return number, place + 1
