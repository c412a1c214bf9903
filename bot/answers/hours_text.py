"""Sentences about opening hours, made of the shop's facts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers.phrase import listed, on_day, spoken_date
from bot.shop.facts import WEEKDAYS, OpeningHours, Store


def hours_text(store: Store, now: datetime) -> str:
    """Return a store's hours and whether it is open at an aware moment."""
    spans = "; ".join(f"{days_phrase(hours)} {_span(hours)}" for hours in store.hours)
    if store.is_open(now):
        return f"{spans}. Open now."
    opens = _opens_next(store, now)
    return f"{spans}. Closed now{opens}." if spans else "closed until further notice."


def day_text(store: Store, day: date, today: date) -> str:
    """Return a store's hours on one day."""
    hours = store.hours_on(day)
    if hours is None:
        return f"Closed {on_day(day, today)}."
    when = spoken_date(day, today)
    return f"{when[:1].upper()}{when[1:]}: {_span(hours)}."


def days_phrase(hours: OpeningHours) -> str:
    """Return `Mon-Sat` for days in a row, else each of them."""
    places = sorted(WEEKDAYS.index(day) for day in hours.days)
    names = [WEEKDAYS[place].capitalize() for place in places]
    in_a_row = len(places) > 2 and places == list(range(places[0], places[-1] + 1))
    return f"{names[0]}-{names[-1]}" if in_a_row else listed(names)


def _span(hours: OpeningHours) -> str:
    return f"{hours.opens:%H:%M}-{hours.closes:%H:%M}"


def _opens_next(store: Store, now: datetime) -> str:
    local = now.astimezone(ZoneInfo(store.timezone))
    for ahead in range(len(WEEKDAYS) + 1):
        day = local.date() + timedelta(days=ahead)
        hours = store.hours_on(day)
        if hours is not None and (ahead > 0 or local.time() < hours.opens):
            when = {0: "today", 1: "tomorrow"}.get(ahead, f"{day:%A}")
            return f", opens {when} at {hours.opens:%H:%M}"
    return ""
