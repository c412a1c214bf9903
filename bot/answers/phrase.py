"""Words around facts: lists, counts, numbers, dates, texts cut short."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

_SENTENCE_END = re.compile(r"[.!?](?=\s)")


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return `1 item` or `3 items`."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def number_text(value: float) -> str:
    """Return `2`, `2.5` or `10,000`: no more digits than the number has."""
    if float(value).is_integer():
        return f"{int(value):,}" if abs(value) >= 10_000 else str(int(value))
    return f"{value:.3f}".rstrip("0").rstrip(".")


def shortened(text: str, most: int) -> str:
    """Return the text, cut at the end of a sentence if it is longer than `most` characters."""
    if len(text) <= most:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, most)]
    if ends:
        return f"{text[: ends[-1]]} …"
    return f"{text[:most].rsplit(' ', 1)[0]} …"


def spoken_date(day: date | datetime, today: date) -> str:
    """Return `today`, `tomorrow`, `yesterday`, `Friday 27 November` or `5 March 2024`."""
    plain = day.date() if isinstance(day, datetime) else day
    distance = (plain - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if distance in near:
        return near[distance]
    text = f"{plain:%A} {plain.day} {plain:%B}"
    return text if plain.year == today.year else full_date(plain)


def full_date(day: date) -> str:
    """Return `5 March 2024`."""
    return f"{day.day} {day:%B %Y}"


def on_day(day: date | datetime, today: date) -> str:
    """Return `today`, `yesterday` or `on Friday 27 November`, as it stands in a sentence."""
    said = spoken_date(day, today)
    return f"on {said}" if any(char.isdigit() for char in said) else said
