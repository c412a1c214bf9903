from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.cooccurrence import Cooccurrence, decay, newest, read_time
from retrieval.types import Interaction

NOW = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ALL = frozenset({"view", "cart", "purchase"})


def act(customer: str, product: str, days_ago: float, kind: str = "purchase") -> Interaction:
    return Interaction(customer, product, kind, (NOW - days_ago * DAY).isoformat())


def count(acts: list[Interaction], gap: timedelta = DAY) -> Cooccurrence:
    return Cooccurrence(acts, ["A", "B", "C", "D"], kinds=ALL, gap=gap)


def test_products_of_one_basket_are_neighbours_by_how_many_customers() -> None:
    acts = [act(str(one), product, 1) for one in range(4) for product in "AB"]
    acts += [act("x", "A", 2), act("x", "C", 2)]
    first, second = count(acts).neighbours("A")
    assert (first.product_id, first.customers) == ("B", 4)
    assert (second.product_id, second.customers) == ("C", 1)
    assert first.strength > second.strength
    assert count(acts).neighbours("B")[0].strength == first.strength


def test_a_gap_parts_baskets() -> None:
    acts = [act("x", "A", 10), act("x", "B", 5)]
    assert count(acts, gap=2 * DAY).neighbours("A") == ()
    assert count(acts, gap=7 * DAY).neighbours("A")[0].product_id == "B"


def test_a_customer_counts_once_however_often_the_pair_comes() -> None:
    acts = [act("x", product, 3 * week) for week in range(5) for product in "AB"]
    assert count(acts).neighbours("A")[0].customers == 1


def test_newer_acts_and_purchases_are_more_demand() -> None:
    acts = [act("x", "A", 0), act("y", "B", 360), act("z", "C", 0, "view")]
    demand = count(acts)
    assert demand.demand_for("A") == pytest.approx(4 * demand.demand_for("B"))
    assert demand.demand_for("A") > demand.demand_for("C") > 0
    assert demand.demand_for("D") == demand.demand_for("unknown") == 0


def test_strange_interactions_are_passed_over() -> None:
    acts = [
        Interaction("x", "A", "purchase", "yesterday"),
        Interaction("x", "GONE", "purchase", NOW.isoformat()),
        Interaction("x", "A", "wink", NOW.isoformat()),
    ]
    assert count(acts).demand_for("A") == 0
    assert newest(acts) == NOW
    assert newest([]) is None


def test_times_without_a_zone_are_utc() -> None:
    assert read_time("2026-11-01T00:00:00") == NOW
    assert read_time("2026-11-01") == NOW
    assert read_time("") is None


@given(st.floats(0, 5000), st.floats(0, 5000))
@settings(deadline=None)
def test_what_is_older_counts_less(one: float, other: float) -> None:
    young, old = sorted((one, other))
    assert 0 < decay(NOW - old * DAY, NOW) <= decay(NOW - young * DAY, NOW) <= 1


def test_the_future_counts_as_now() -> None:
    assert decay(NOW + DAY, NOW) == 1
