from __future__ import annotations

import json

import pytest

from retrieval.refinement import query_from_json, query_to_json, refine
from retrieval.types import Filters, Query, Range, Sort

BEFORE = Query("green tents", Filters(categories=("tents",), colours=("green",), price_max=300))


def test_new_constraints_join_and_replace() -> None:
    addition = Query("the blue ones under 200", Filters(colours=("blue",), price_max=200))
    after = refine(BEFORE, addition)
    assert after.filters.categories == ("tents",)
    assert after.filters.colours == ("blue",)
    assert after.filters.price_max == 200


def test_exclusions_add_up() -> None:
    once = refine(BEFORE, Query("not nylon", Filters(not_materials=("nylon",))))
    twice = refine(once, Query("no cotton", Filters(not_materials=("cotton",))))
    assert twice.filters.not_materials == ("nylon", "cotton")


@pytest.mark.parametrize("text", ["anything cheaper?", "that cost less", "more for less money"])
def test_cheaper_counts_from_what_was_shown(text: str) -> None:
    after = refine(BEFORE, Query(text), shown_prices=[250, 199])
    assert after.filters.price_max == pytest.approx(198.99)


def test_dearer_lifts_the_upper_limit() -> None:
    after = refine(BEFORE, Query("something more expensive"), shown_prices=[250, 199])
    assert (after.filters.price_min, after.filters.price_max) == (pytest.approx(250.01), None)


def test_show_more_leaves_the_query_as_it_was() -> None:
    assert refine(BEFORE, Query("show me more")) is BEFORE


def test_a_query_survives_being_kept_as_json() -> None:
    query = Query(
        "x",
        Filters(sizes=("42",), attributes={"capacity": Range(2, None)}, weight_g=Range(None, 900)),
        Sort.CHEAPEST,
    )
    assert query_from_json(json.loads(json.dumps(query_to_json(query)))) == query


def test_something_else_is_not_a_query() -> None:
    with pytest.raises(ValueError, match="not a product query"):
        query_from_json({"text": "x"})
