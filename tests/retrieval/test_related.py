from __future__ import annotations

import pytest

from retrieval.search import Searcher
from retrieval.types import Filters, Hit


def pairs(hits: list[Hit]) -> list[tuple[str, str]]:
    return [(hit.id, hit.matched) for hit in hits]


def test_a_replacement_comes_first_then_the_like(searcher: Searcher) -> None:
    assert pairs(searcher.similar("STV-104", 2)) == [
        ("STV-102", "replaces it"),
        ("STV-101", "similar"),
    ]


def test_what_it_replaces_is_known_but_sold_out_comes_last(searcher: Searcher) -> None:
    hits = searcher.similar("STV-102", 9)
    assert pairs(hits)[-1] == ("STV-104", "replaced by it")
    assert "STV-102" not in [hit.id for hit in hits]


def test_the_like_are_of_the_same_category_and_kind(searcher: Searcher) -> None:
    hits = searcher.similar("TNT-101", 9)
    assert {hit.id for hit in hits} == {"TNT-102", "TNT-103", "TNT-104"}
    assert hits[-1].id == "TNT-104"


def test_filters_bind_alternatives_too(searcher: Searcher) -> None:
    hits = searcher.similar("TNT-103", 9, filters=Filters(price_max=300))
    assert {hit.id for hit in hits} == {"TNT-101", "TNT-104"}
    assert searcher.similar("TNT-103", 9, filters=Filters(price_max=1)) == []


def test_accessories_are_those_of_the_catalogue(searcher: Searcher) -> None:
    assert pairs(searcher.accessories("TNT-101")) == [("TNT-104", "accessory")]
    assert searcher.accessories("TNT-103") == []
    assert searcher.accessories("TNT-101", filters=Filters(price_max=1)) == []


def test_compatibility_holds_both_ways_and_names_the_main_thing(searcher: Searcher) -> None:
    assert pairs(searcher.compatible("STV-101")) == [("STV-103", "compatible")]
    assert pairs(searcher.compatible("STV-103")) == [("STV-101", "compatible")]
    assert pairs(searcher.compatible("TNT-104")) == [("TNT-101", "is its accessory")]


@pytest.mark.parametrize("relation", ["similar", "accessories", "compatible"])
def test_an_unknown_product_is_an_error(searcher: Searcher, relation: str) -> None:
    with pytest.raises(KeyError):
        getattr(searcher, relation)("NONE", 3)
