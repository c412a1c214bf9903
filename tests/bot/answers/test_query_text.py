from __future__ import annotations

import pytest

from bot.answers.query_text import dropped_phrase, query_phrase
from retrieval.types import Filters, Query, Range, Sort


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        (Filters(), ""),
        (Filters(categories=("tents",)), " in Tents"),
        (Filters(categories=("hats & gloves", "socks")), " in Hats & Gloves or Socks"),
        (Filters(price_max=300.0), " (up to €300)"),
        (Filters(price_max=248.99), " (up to €248.99)"),
        (Filters(price_min=20, price_max=1300.0), " (€20 to €1,300)"),
        (Filters(sizes=("xl", "s/m")), " (size XL or S/M)"),
        (Filters(sizes=("2-person",)), " (size 2-person)"),
        (Filters(brands=("juniper & stone",), colours=("blue",)), " (Juniper & Stone, blue)"),
        (Filters(materials=("merino wool",)), " (merino wool)"),
        (Filters(weight_g=Range(high=2000.0)), " (up to 2 kg)"),
        (Filters(weight_g=Range(high=899)), " (up to 899 g)"),
        (Filters(rating_min=4.0), " (rated 4 or better)"),
        (Filters(in_stock=True), " (in stock)"),
        (Filters(not_colours=("red",), not_brands=("nordvik",)), " (not red, not Nordvik)"),
        (
            Filters(categories=("tents",), attributes={"kind": "tents", "waterproof": True}),
            " in Tents (waterproof)",
        ),
        (
            Filters(categories=("tents",), attributes={"kind": "footprint"}),
            " in Tents (footprint)",
        ),
        (Filters(not_attributes={"fill": "down"}), " (not fill down)"),
    ],
)
def test_constraints_are_read_back(filters: Filters, text: str) -> None:
    assert query_phrase(Query("words", filters), "EUR") == text


def test_an_order_is_read_back() -> None:
    assert query_phrase(Query("x", sort=Sort.CHEAPEST), "EUR") == " (cheapest first)"


def test_what_was_given_up_is_said_in_the_same_words() -> None:
    query = Query("x", Filters(price_max=50.0, colours=("red",), attributes={"volume_l": 40}))
    relaxed = Query("x", Filters(colours=("red",)))
    assert dropped_phrase(query, relaxed, "EUR") == "up to €50 and volume 40 l"
    assert dropped_phrase(Query("x", Filters(categories=("tents",))), Query("x"), "EUR") == "Tents"
