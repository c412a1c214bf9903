from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.search import Searcher
from tests.fakes.encoder import WordEncoder
from tests.retrieval.shop import PRODUCTS


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_every_product_is_found_by_id_and_by_name(searcher: Searcher, product: object) -> None:
    name, id = product.name, product.id  # type: ignore[attr-defined]
    written = (id, id.lower(), id.replace("-", ""), id.replace("-", " "), name, name.upper())
    for text in (*written, f"how much is the {name}?"):
        hits = searcher.find_product(text)
        assert hits[0].id == id, text
        assert hits[0].score == 1.0


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("the Col 2", "TNT-101"),
        ("col2", "TNT-101"),
        ("col 3 tent", "TNT-102"),
        ("the footprint of the col 2", "TNT-104"),
        ("polar night sleeping bag", "SLB-102"),
        ("polar night down jacket", "DWJ-101"),
        ("my Drover boots", "HKB-101"),
        ("the fjelll 2", "TNT-103"),
        ("morain col 2 tent", "TNT-101"),
        ("the haul backpack", "BKP-101"),
        ("Eastfell trail shoes", "TRS-101"),
        ("Juniper beanie", "HGL-101"),
    ],
)
def test_parts_of_names_and_slips_are_understood(
    searcher: Searcher, text: str, first: str
) -> None:
    hits = searcher.find_product(text)
    assert hits[0].id == first
    assert 0 < hits[0].score <= 1
    assert hits[0].matched == next(one.name for one in PRODUCTS if one.id == first)


@pytest.mark.parametrize(
    "text", ["", "tent", "the tents", "hiking boots", "Nordvik", "2", "hello", "\ud800", "-" * 999]
)
def test_what_names_no_product_finds_none(searcher: Searcher, text: str) -> None:
    assert searcher.find_product(text) == []


def test_two_products_named_are_both_found(searcher: Searcher) -> None:
    hits = searcher.find_product("Moraine Col 2 Tent or Nordvik Fjell 2 Tent?")
    assert [hit.id for hit in hits] == ["TNT-101", "TNT-103"]


def test_an_unclear_mention_gives_the_candidates_in_order(searcher: Searcher) -> None:
    hits = searcher.find_product("polar night")
    assert {hit.id for hit in hits} >= {"SLB-102", "DWJ-101"}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_vector_adds_the_cosine_and_keeps_the_order_of_scores(searcher: Searcher) -> None:
    vector = WordEncoder().encode(["polar night jacket"])[0]
    hits = searcher.find_product("polar night", vector)
    assert all(hit.cosine is not None for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@given(st.text())
@settings(deadline=None)
def test_any_text_is_looked_up(searcher: Searcher, text: str) -> None:
    for hit in searcher.find_product(text):
        assert hit.id in searcher.catalog.products
        assert 0 < hit.score <= 1
