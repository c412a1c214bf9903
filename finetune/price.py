"""Prices in a text: the amount, and whether it is a most, a least or about."""

from __future__ import annotations

import re
from dataclasses import replace

from finetune.types import EntitySpan

_CURRENCY = (
    r"(?:€|eur\b|euros?\b|£|gbp\b|pounds?\b|quid\b|\$|usd\b|dollars?\b|bucks?\b|chf\b|francs?\b)"
)
_NUMBER = (
    r"[0-9]{1,3}(?:[.,' ][0-9]{3})+(?:[.,][0-9]{1,2})?(?![0-9])"
    r"|[0-9]{1,9}(?:[.,][0-9]{1,2})?(?![0-9.,]*[0-9])"
)
_WITH_CURRENCY = re.compile(
    rf"{_CURRENCY}\s?(?P<after>{_NUMBER})(?:\s?{_CURRENCY})?"
    rf"|(?<![\w.,#-])(?P<before>{_NUMBER})(?:[.,]-+)?\s?{_CURRENCY}",
    re.IGNORECASE,
)
# Units that turn a bare number into something else than money.
_UNIT = (
    r"(?!\s?(?:%|°|[a-z]*gram|kg\b|g\b|lb|oz|l\b|lit|ml\b|cm\b|mm\b|m\b|km\b|inch|day|week|month|"
    r"year|hour|min|person|people|pax|season|degree|size|pair|piece|item|star|litre|liter|mah|lumen))"
)
_BARE = rf"(?P<bare>{_NUMBER}){_UNIT}(?![\w-])"
_MOST = (
    r"under|below|less than|cheaper than|up to|at most|not more than|no more than|within|until"
    r"|max(?:imum)?(?: of)?|(?:my )?(?:budget|limit)(?: is| of|:)?|lower than|beneath|not over"
)
_LEAST = (
    r"over|above|more than|at least|from|min(?:imum)?(?: of)?|starting at|higher than|no less than"
)
_ABOUT = r"around|about|approx(?:\.|imately)?|roughly|circa|ca\.?|some"
# "from" and "some" before a bare number are too often dates and counts.
_BARE_LEAST = r"over|above|more than|at least|min(?:imum)?(?: of)?|starting at|higher than"
_BARE_ABOUT = r"around|roughly|circa"
_BARE_BOUND = re.compile(
    rf"\b(?:(?P<max>{_MOST})|(?P<min>{_BARE_LEAST})|(?P<around>{_BARE_ABOUT}))\s+{_BARE}",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"\b(?:(?P<between>between)|from)\s+(?:{_CURRENCY}\s?)?(?P<low>{_NUMBER})(?:\s?{_CURRENCY})?"
    rf"\s*(?:and|to|-|–|until)\s*(?:{_CURRENCY}\s?)?(?P<high>{_NUMBER})(?:\s?{_CURRENCY})?"
    rf"{_UNIT}(?![\w-])",
    re.IGNORECASE,
)
_BOUND_BEFORE = {
    "max": re.compile(rf"\b(?:{_MOST})\s*$", re.IGNORECASE),
    "min": re.compile(rf"\b(?:{_LEAST})\s*$", re.IGNORECASE),
    "around": re.compile(rf"\b(?:{_ABOUT})\s*$", re.IGNORECASE),
}
_BOUND_WINDOW = 24
# Five digits without a currency are an order number or a postcode here, never a price.
_BARE_LIMIT = 10_000.0

ENTITY = "price"


def read_amount(text: str) -> float | None:
    """Return the number in "1,299.00 €", "49,90" or "80 euros"; None if there is none."""
    match = re.search(_NUMBER, text)
    return _value(match.group()) if match else None


def find_prices(text: str) -> list[EntitySpan]:
    """Return the prices of a text in order, the value as a number; ranges give min and max."""
    spans: dict[tuple[int, int], EntitySpan] = {}
    for match in _RANGE.finditer(text):
        low, high = _value(match["low"]), _value(match["high"])
        if low < high < _BARE_LIMIT and (match["between"] or _has_currency(match.group())):
            for name, role, value in (("low", "min", low), ("high", "max", high)):
                place = _with_currency(text, *match.span(name))
                spans[place] = _span(*place, value, role)
    for match in _WITH_CURRENCY.finditer(text):
        value = _value(match["after"] or match["before"])
        spans.setdefault(match.span(), _span(*match.span(), value, _role(text, match.start())))
    for match in _BARE_BOUND.finditer(text):
        value = _value(match["bare"])
        if value < _BARE_LIMIT:
            role = next(name for name in _BOUND_BEFORE if match[name])
            spans.setdefault(match.span("bare"), _span(*match.span("bare"), value, role))
    return _longest(list(spans.values()))


def _has_currency(text: str) -> bool:
    return re.search(_CURRENCY, text, re.IGNORECASE) is not None


def _value(number: str) -> float:
    """Return the value of a number with English or European separators."""
    digits = number.replace("'", "").replace(" ", "")
    decimal = re.search(r"[.,]([0-9]{1,2})$", digits)
    whole = re.sub(r"[.,]", "", digits[: decimal.start()] if decimal else digits)
    return float(f"{whole}.{decimal.group(1)}" if decimal else whole)


def _with_currency(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a number's place to the currency that stands beside it."""
    before = re.search(rf"{_CURRENCY}\s?$", text[:start], re.IGNORECASE)
    after = re.match(rf"\s?{_CURRENCY}", text[end:], re.IGNORECASE)
    return (before.start() if before else start), (end + after.end() if after else end)


def _role(text: str, start: int) -> str | None:
    before = text[max(0, start - _BOUND_WINDOW) : start]
    for role, pattern in _BOUND_BEFORE.items():
        if pattern.search(before):
            return role
    return None


def _span(start: int, end: int, value: float, role: str | None) -> EntitySpan:
    return EntitySpan(ENTITY, start, end, value, extractor="pattern", role=role)


def _longest(spans: list[EntitySpan]) -> list[EntitySpan]:
    """Drop spans inside longer ones; a dropped one's role goes to the longer if it has none."""
    kept: list[EntitySpan] = []
    for span in sorted(spans, key=lambda each: (each.start - each.end, each.start)):
        for place, other in enumerate(kept):
            if span.start < other.end and other.start < span.end:
                if other.role is None and span.role is not None:
                    kept[place] = replace(other, role=span.role)
                break
        else:
            kept.append(span)
    return sorted(kept, key=lambda each: each.start)
