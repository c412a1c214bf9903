"""Small pieces of English: lists, counts, dates and days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return `1 item` or `3 items`."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def spoken_date(day: date | datetime, today: date) -> str:
    """Return `today`, `tomorrow`, `yesterday`, `Friday 27 November` or `5 March 2024`."""
    plain = day.date() if isinstance(day, datetime) else day
    distance = (plain - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if distance in near:
        return near[distance]
    text = f"{plain:%A} {plain.day} {plain:%B}"
    return text if plain.year == today.year else f"{plain.day} {plain:%B %Y}"
