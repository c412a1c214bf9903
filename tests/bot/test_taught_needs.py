"""Needs of the catalogue as training data."""

from __future__ import annotations

from bot.taught_needs import taught_examples
from retrieval.types import Need

NEEDS = [
    Need("Tents", "footprint", ("stones", "thorns", "gravel", "roots")),
    Need("Tents", "", ("rain at night",)),
    Need("", "", ("something cheap",)),
]


def test_some_examples_of_each_need_are_wishes_and_none_of_no_need() -> None:
    taught = taught_examples(NEEDS, "search_product")
    assert [one.text for one in taught] == ["stones", "thorns", "rain at night"]
    assert {one.intent for one in taught} == {"search_product"}
    assert taught[0].source == "catalog/needs: Tents footprint"
