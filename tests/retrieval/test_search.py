from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.build import build_index
from retrieval.catalog import Catalog
from retrieval.index import Index
from retrieval.search import POOL, Searcher
from retrieval.types import Filters, Hit, ItemKind, Query, Range, Sort
from tests.fakes.encoder import WordEncoder
from tests.retrieval.shop import PRODUCTS, product

ENCODER = WordEncoder()


def search(searcher: Searcher, text: str, top_k: int = 5) -> list[Hit]:
    return searcher.search_products(searcher.reader.read(text), ENCODER.encode([text])[0], top_k)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


filters = st.builds(
    Filters,
    price_min=maybe(st.floats(0, 300)),
    price_max=maybe(st.floats(0, 700)),
    colours=some("green", "red", "black", "navy", "pink"),
    not_colours=some("black", "red", "grey"),
    sizes=some("42", "m", "l", "2-person", "45 l"),
    categories=some("tents", "clothing", "footwear", "hiking boots"),
    not_categories=some("tents", "socks"),
    brands=some("moraine", "nordvik", "juniper & stone"),
    not_brands=some("nordvik", "cairnwell"),
    materials=some("nylon", "wool", "recycled"),
    not_materials=some("down", "leather", "polyester"),
    attributes=st.dictionaries(
        st.sampled_from(["kind", "waterproof", "season", "capacity"]),
        st.sampled_from([True, False, "winter", "tent", Range(low=1), Range(high=3)]),
        max_size=1,
    ),
    weight_g=maybe(st.builds(Range, low=st.none(), high=st.floats(10, 3000))),
    rating_min=maybe(st.floats(3, 5)),
    in_stock=st.booleans(),
)


@given(filters, st.text(max_size=30), st.sampled_from(Sort), st.integers(1, 40))
@settings(max_examples=200, deadline=None)
def test_no_filter_is_ever_violated(
    searcher: Searcher, given_filters: Filters, text: str, sort: Sort, top_k: int
) -> None:
    query = Query(text, given_filters, sort)
    hits = searcher.search_products(query, ENCODER.encode([text])[0], top_k)
    table = searcher.reader.table
    allowed = {
        facets.product.id for facets in table.facets if table.accepts(facets, given_filters)
    }
    assert set(ids(hits)) <= allowed
    assert len(hits) == len(set(ids(hits)))
    assert bool(hits) == bool(allowed)
    if given_filters.categories or given_filters.brands:
        assert len(hits) == min(top_k, len(allowed))


@given(filters, st.sampled_from(Sort))
@settings(max_examples=50, deadline=None)
def test_ranks_explain_the_order(searcher: Searcher, given_filters: Filters, sort: Sort) -> None:
    vector = ENCODER.encode(["green tent for two"])[0]
    hits = searcher.search_products(Query("green tent for two", given_filters, sort), vector, 99)
    dense = [hit for hit in hits if hit.dense_rank is not None]
    by_rank = sorted(dense, key=lambda hit: hit.dense_rank or 0)
    assert len({hit.dense_rank for hit in by_rank}) == len(by_rank)
    cosines = [hit.cosine or 0.0 for hit in by_rank]
    assert cosines == sorted(cosines, reverse=True)
    lexical = [hit.lexical_rank for hit in hits if hit.lexical_rank is not None]
    assert len(set(lexical)) == len(lexical)
    if sort is Sort.RELEVANCE:
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)


def test_without_a_filter_the_dense_ranks_are_those_of_brute_force(
    searcher: Searcher, index: Index
) -> None:
    vector = ENCODER.encode(["larkspur merino red stove"])[0]
    hits = searcher.search_products(Query("xyzzy"), vector, len(PRODUCTS))
    cosines = index.products.vectors @ vector
    best = [list(index.catalog.products)[row] for row in np.argsort(-cosines, kind="stable")]
    assert hits
    assert all(best[(hit.dense_rank or 0) - 1] == hit.id for hit in hits)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("green tent for two", "TNT-101"),
        ("winter sleeping bag filled with down", "SLB-102"),
        ("waterproof leather boots in 42", "HKB-101"),
        ("Moraine Col 2", "TNT-101"),
        ("TNT-103", "TNT-103"),
        ("rain cover for my backpack", "BKP-103"),
        ("merino socks", "SCK-101"),
    ],
)
def test_the_right_product_comes_first(searcher: Searcher, text: str, first: str) -> None:
    assert ids(search(searcher, text))[0] == first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cheapest tent", ["TNT-101", "TNT-102", "TNT-103"]),
        ("most expensive tent", ["TNT-103", "TNT-102", "TNT-101"]),
        ("lightest stove", ["STV-101", "STV-102", "STV-104"]),
        ("best rated boots", ["HKB-101", "HKB-102"]),
    ],
)
def test_the_order_asked_for_is_kept_and_sold_out_comes_last(
    searcher: Searcher, text: str, expected: list[str]
) -> None:
    assert ids(search(searcher, text)) == expected


def test_where_the_best_agree_on_a_category_the_list_keeps_to_it(tmp_path: Path) -> None:
    words = "zephyr quill marble lantern copper velvet ember willow harbour thistle orchid pebble"
    near = [
        product(one, f"Moraine {name}", 10.0, description=5 * f"{words} ")
        for one, name in (("TNT-1", "Ash"), ("TNT-2", "Elm"), ("TNT-3", "Oak"))
    ]
    other = product("BKP-1", "Nordvik Yew", 10.0, description=5 * f"{words} ")
    index = Index.open(tmp_path / build_index(Catalog.of([*near, other]), ENCODER, tmp_path))
    text = f"{words} moraine tents"
    vector = ENCODER.encode([text])[0]
    cosines = index.products.vectors @ vector
    assert cosines.max() - cosines.min() < 0.1
    hits = Searcher(index).search_products(Query(text), vector, 9)
    assert set(ids(hits)) == {"TNT-1", "TNT-2", "TNT-3"}


def test_a_description_is_not_filled_up_with_what_is_far(searcher: Searcher) -> None:
    text = "goose down winter sleeping"
    hits = searcher.search_products(Query(text), ENCODER.encode([text])[0], 99)
    cosines = [hit.cosine or 0.0 for hit in hits]
    assert len(hits) < len(PRODUCTS)
    assert min(cosines) >= max(cosines) - 0.1


def test_the_cheapest_of_anything_is_the_cheapest_of_what_matches(index: Index) -> None:
    vector = ENCODER.encode(["cheapest merino"])[0]
    hits = Searcher(index).search_products(Query("merino", Filters(), Sort.CHEAPEST), vector, 3)
    assert len(hits) == 3


def test_a_sold_out_product_comes_after_its_like(searcher: Searcher) -> None:
    assert ids(search(searcher, "petrol stove")) == ["STV-102", "STV-104"]


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("pink tent", "pink"),
        ("tent under 5 euros", "price up to 5"),
        ("boots size 50", "size 50"),
        ("Larkspur tent", "larkspur"),
        ("red tent for 3 people under 100", "price up to 100"),
        ("pink tent under 5", "pink and price up to 5"),
    ],
)
def test_what_stands_in_the_way_is_named(searcher: Searcher, text: str, dropped: str) -> None:
    query = searcher.reader.read(text)
    assert search(searcher, text) == []
    relaxed, words = searcher.relaxed(query)
    assert words == dropped
    assert searcher.search_products(relaxed, ENCODER.encode([text])[0])
    kept = [
        field.name
        for field in fields(Filters)
        if getattr(relaxed.filters, field.name) != getattr(query.filters, field.name)
    ]
    assert 1 <= len(kept) <= 2


def test_nothing_is_given_up_where_something_is_found_or_nothing_helps(searcher: Searcher) -> None:
    found = searcher.reader.read("tent under 300")
    assert searcher.relaxed(found) == (found, "")
    hopeless = Query("x", Filters(price_max=0, colours=("pink",), brands=("nobody",)))
    assert searcher.relaxed(hopeless) == (hopeless, "")


@given(filters)
@settings(max_examples=60, deadline=None)
def test_relaxing_finds_something_or_changes_nothing(
    searcher: Searcher, given_filters: Filters
) -> None:
    query = Query("x", given_filters)
    relaxed, words = searcher.relaxed(query)
    assert (relaxed == query) == (words == "")
    if words:
        assert not searcher.reader.table.mask(given_filters).any()
        assert searcher.reader.table.mask(relaxed.filters).any()


def test_a_vector_of_another_model_is_refused(searcher: Searcher) -> None:
    with pytest.raises(ValueError, match="width"):
        searcher.search_products(Query("tent"), np.zeros(3, dtype=np.float32))


def test_the_vector_of_a_product_is_its_own(searcher: Searcher, index: Index) -> None:
    row = list(index.catalog.products).index("TNT-102")
    assert (searcher.product_vector("TNT-102") == index.products.vectors[row]).all()
    with pytest.raises(KeyError):
        searcher.product_vector("NONE")


def test_an_empty_shop_finds_nothing(tmp_path: Path) -> None:
    catalog = Catalog.of()
    searcher = Searcher(Index.open(tmp_path / build_index(catalog, ENCODER, tmp_path)))
    vector = ENCODER.encode(["tent"])[0]
    assert searcher.search_products(Query("tent"), vector) == []
    assert searcher.search_knowledge("shipping?", vector) == []
    assert searcher.find_product("tent") == []


def test_hits_are_products(searcher: Searcher) -> None:
    assert all(hit.kind is ItemKind.PRODUCT for hit in search(searcher, "tent"))
    assert searcher.search_products(Query("tent"), ENCODER.encode(["tent"])[0], 0) == []


def test_a_code_is_found_however_it_is_joined(tmp_path: Path) -> None:
    others = [
        product(f"STV-{one}", "Good stove", 50.0, description="Part AB-CE9341T.")
        for one in range(8)
    ]
    coded = product("STV-9", "Good stove", 50.0, description="Part AB-CD9341T.")
    catalog = Catalog.of([*others, coded])
    searcher = Searcher(Index.open(tmp_path / build_index(catalog, ENCODER, tmp_path)))
    for text in ("stove abcd9341t", "stove ABCD9341", "stove abcd-9341-t"):
        assert ids(search(searcher, text))[0] == "STV-9", text


def test_a_code_is_found_among_more_products_than_are_ranked(tmp_path: Path) -> None:
    others = [
        product(f"STV-{one:03}", f"Good stove {one:03}", 50.0, description="Abcd 9341t ish.")
        for one in range(POOL + 50)
    ]
    coded = product("STV-999", "Kettle", 50.0, description="Part AB-CD9341T.")
    catalog = Catalog.of([*others, coded])
    searcher = Searcher(Index.open(tmp_path / build_index(catalog, ENCODER, tmp_path)))
    for text in ("abcd9341t", "do you have the abcd-9341t"):
        assert ids(search(searcher, text))[0] == "STV-999", text
