from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.answers.hours_text import day_text, days_phrase, hours_text
from bot.shop.facts import OpeningHours, Store

LONG = OpeningHours(
    days=("mon", "tue", "wed", "thu", "fri", "sat"), opens=time(9), closes=time(18, 30)
)
STORE = Store(city="Innsbruck", country="Austria", timezone="Europe/Vienna", hours=(LONG,))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        # Vienna is an hour ahead in winter
        (datetime(2026, 11, 24, 8, 0, tzinfo=UTC), "Mon-Sat 09:00-18:30. Open now."),
        (datetime(2026, 11, 24, 7, 59, tzinfo=UTC), "Closed now, opens today at 09:00."),
        (datetime(2026, 11, 24, 17, 30, tzinfo=UTC), "Closed now, opens tomorrow at 09:00."),
        (datetime(2026, 11, 28, 19, 0, tzinfo=UTC), "Closed now, opens Monday at 09:00."),
        (datetime(2026, 11, 29, 12, 0, tzinfo=UTC), "Closed now, opens tomorrow at 09:00."),
    ],
)
def test_whether_a_store_is_open(moment: datetime, said: str) -> None:
    assert hours_text(STORE, moment).endswith(said)


def test_one_day() -> None:
    today = date(2026, 11, 24)
    assert day_text(STORE, date(2026, 11, 29), today) == "Closed on Sunday 29 November."
    assert day_text(STORE, date(2026, 11, 25), today) == "Tomorrow: 09:00-18:30."


def test_days_in_a_row_and_others() -> None:
    some = OpeningHours(days=("mon", "wed"), opens=time(9), closes=time(12))
    assert days_phrase(LONG) == "Mon-Sat"
    assert days_phrase(some) == "Mon and Wed"


def test_a_store_without_hours_is_not_promised() -> None:
    shut = Store(city="X", country="Y", timezone="Europe/Vienna", hours=())
    assert hours_text(shut, datetime(2026, 11, 24, tzinfo=UTC)) == "closed until further notice."
