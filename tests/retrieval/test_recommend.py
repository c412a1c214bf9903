from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.diversity import spread
from retrieval.recommend import Recommender, has_size
from retrieval.search import Searcher
from retrieval.types import Filters, Interaction, Recommendation
from tests.retrieval.shop import PRODUCTS, small_catalog

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
CATALOG = small_catalog()
IDS = [product.id for product in PRODUCTS]
NAMES = {product.id: product.name for product in PRODUCTS}


def act(customer: str, product: str, kind: str, days_ago: float) -> Interaction:
    return Interaction(customer, product, kind, (NOW - timedelta(days=days_ago)).isoformat())


def crowd() -> list[Interaction]:
    """Six customers who buy boots with socks; others who look at tents and sleeping bags."""
    acts = []
    for number in range(6):
        acts += [act(f"b{number}", one, "purchase", 20) for one in ("HKB-101", "SCK-101")]
        acts += [act(f"v{number}", one, "view", 3) for one in ("TNT-102", "SLB-101")]
    acts.append(act("late", "BKP-101", "view", 0))
    return acts


@pytest.fixture(scope="module")
def recommender(searcher: Searcher) -> Recommender:
    return Recommender(CATALOG, crowd(), searcher)


def recommend(
    recommender: Recommender,
    history: list[Interaction],
    session: list[str] | None = None,
    top_k: int = 5,
    filters: Filters | None = None,
    sizes: tuple[str, ...] = (),
) -> dict[str, str]:
    found = recommender.recommend(history, session or [], filters or Filters(), top_k, sizes=sizes)
    return {one.product_id: one.reason for one in found}


def test_an_accessory_goes_with_what_was_bought(recommender: Recommender) -> None:
    found = recommend(recommender, [act("me", "TNT-101", "purchase", 170)])
    assert found["TNT-104"] == "goes with the Moraine Col 2 Tent you bought in May"
    assert next(iter(found)) == "TNT-104"


def test_an_older_year_is_named(recommender: Recommender) -> None:
    found = recommend(recommender, [act("me", "TNT-101", "purchase", 400)])
    assert found["TNT-104"] == "goes with the Moraine Col 2 Tent you bought in September 2025"


def test_what_others_bought_with_it_is_said_to_be_so(recommender: Recommender) -> None:
    found = recommend(recommender, [act("me", "HKB-101", "purchase", 20)])
    reason = "often bought together with the Cairnwell Drover Mid Boots you bought in October"
    assert found["SCK-101"] == reason


def test_two_customers_are_no_habit(searcher: Searcher) -> None:
    acts = [act(str(one), product, "purchase", 5) for one in range(2) for product in
            ("HKB-101", "SCK-101")]  # fmt: skip
    few = Recommender(CATALOG, acts, searcher)
    found = recommend(few, [act("me", "HKB-101", "purchase", 2)], top_k=99)
    assert "often" not in found["SCK-101"]


def test_what_is_on_the_screen_speaks_too(recommender: Recommender) -> None:
    found = recommend(recommender, [], ["TNT-102"])
    assert "TNT-102" not in found
    assert found["SLB-101"] == "often looked at together with the Moraine Col 3 Tent"
    assert "similar to the Moraine Col 3 Tent" in found.values()


def test_what_was_left_in_the_cart_is_recalled(recommender: Recommender) -> None:
    found = recommend(recommender, [act("me", "DWJ-102", "cart", 10)])
    assert found["DWJ-102"] == "you put it in your cart in October"


def test_a_stranger_is_shown_what_is_popular(recommender: Recommender) -> None:
    found = recommend(recommender, [], top_k=3)
    assert set(found.values()) <= {f"popular in {one.category[-1]}" for one in PRODUCTS}
    assert "HKB-101" in found


def test_without_any_interactions_ratings_speak(searcher: Searcher) -> None:
    found = recommend(Recommender(CATALOG, [], searcher), [], top_k=3)
    assert all(reason.startswith("rated ") for reason in found.values())
    assert len(found) == 3


def test_it_works_without_a_searcher() -> None:
    found = recommend(Recommender(CATALOG, crowd()), [act("me", "TNT-101", "view", 1)])
    assert found
    assert not any(reason.startswith("similar") for reason in found.values())


def test_new_products_are_reached_by_likeness(recommender: Recommender) -> None:
    found = recommend(recommender, [act("me", "SLB-101", "view", 1)], top_k=9)
    assert found["SLB-102"] == "similar to the Larkspur Dusk 10 Sleeping Bag you looked at"


def test_the_customers_size_must_be_in_stock(recommender: Recommender) -> None:
    shown = recommend(recommender, [], filters=Filters(categories=("hiking boots",)))
    assert "HKB-101" in shown
    for size, there in (("42", True), ("43", False), ("46", False)):
        found = recommend(
            recommender, [], filters=Filters(categories=("hiking boots",)), sizes=(size, "M")
        )
        assert ("HKB-101" in found) is there, size


@pytest.mark.parametrize(
    ("id", "sizes", "fits"),
    [
        ("RNJ-101", ("S",), False),
        ("RNJ-101", ("M",), True),
        ("RNJ-101", ("42",), True),
        ("TNT-101", ("42", "M"), True),
        ("SCK-101", ("42",), True),
        ("SCK-101", ("38",), False),
        ("STV-101", ("M",), True),
        ("HKB-101", ("what?", ""), True),
    ],
)
def test_sizes_apply_to_what_comes_in_such_sizes(
    id: str, sizes: tuple[str, ...], fits: bool
) -> None:
    assert has_size(CATALOG.products[id], sizes) is fits


acts = st.builds(
    act,
    st.just("me"),
    st.sampled_from([*IDS, "GONE"]),
    st.sampled_from(["view", "cart", "purchase", "wink"]),
    st.floats(0, 900),
)


@given(
    st.lists(acts, max_size=25),
    st.lists(st.sampled_from([*IDS, "GONE"]), max_size=4),
    st.builds(
        Filters,
        price_max=st.none() | st.floats(0, 700),
        categories=st.sampled_from([(), ("clothing",), ("tents",)]),
        not_brands=st.sampled_from([(), ("nordvik",)]),
        in_stock=st.booleans(),
    ),
    st.integers(0, 12),
)
@settings(max_examples=100, deadline=None)
def test_hard_rules_hold_and_reasons_are_true(
    recommender: Recommender,
    history: list[Interaction],
    session: list[str],
    filters: Filters,
    top_k: int,
) -> None:
    found = recommender.recommend(history, session, filters, top_k)
    bought = {one.product_id for one in history if one.kind == "purchase"}
    touched = {one.product_id for one in history} | set(session)
    assert len(found) <= top_k
    assert len({one.product_id for one in found}) == len(found)
    table = Recommender(CATALOG, [])._table
    for one in found:
        product = CATALOG.products[one.product_id]
        assert product.in_stock
        assert one.product_id not in bought | set(session)
        assert table.accepts(table.facets[table.rows[product.id]], filters)
        assert one.reason
        _check_reason(one, bought, touched)


def _check_reason(one: Recommendation, bought: set[str], touched: set[str]) -> None:
    product = CATALOG.products[one.product_id]
    named = [id for id, name in NAMES.items() if f"the {name}" in one.reason]
    if "you bought" in one.reason:
        assert set(named) & bought
    if one.reason.startswith("goes with"):
        assert set(named) & set(product.relations.accessory_of)
    if one.reason.startswith("you "):
        assert one.product_id in touched
    elif named:
        assert set(named) & touched
    if one.reason.startswith("popular in"):
        assert one.reason == f"popular in {product.category[-1]}"


def test_the_same_thing_is_not_recommended_five_times() -> None:
    candidates = [
        Recommendation(product.id, 1.0 if product.id.startswith("TNT") else 0.7, "x")
        for product in PRODUCTS
    ]
    picked = spread(candidates, CATALOG.products, 6)
    leaves = Counter(CATALOG.products[one.product_id].category[-1] for one in picked)
    assert leaves["Tents"] < 4
    assert len(leaves) >= 3
    assert picked[0].score == 1.0
    assert spread(candidates, CATALOG.products, 0) == []
