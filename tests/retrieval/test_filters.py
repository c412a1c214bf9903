from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from retrieval.analyzer import Analyzer
from retrieval.filters import ProductTable, fits_size
from retrieval.types import Filters, Range
from tests.retrieval.shop import PRODUCTS

TABLE = ProductTable(PRODUCTS, Analyzer())


def accepted(**filters: Any) -> set[str]:
    mask = TABLE.mask(Filters(**filters))
    return {one.product.id for one, good in zip(TABLE.facets, mask, strict=True) if good}


def test_no_constraint_accepts_everything() -> None:
    assert len(accepted()) == len(PRODUCTS)


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"price_max": 19.95}, {"BKP-103", "STV-103"}),
        ({"price_min": 549.0}, {"TNT-103", "SLB-102"}),
        ({"price_min": 100, "price_max": 119.95}, {"HKB-102", "RNJ-101"}),
        ({"colours": ("green",)}, {"TNT-101"}),
        ({"colours": ("moss green",)}, {"TNT-101"}),
        ({"colours": ("blue",)}, {"RNJ-101", "RNJ-102"}),
        ({"categories": ("tents",), "not_colours": ("red",)}, {"TNT-101", "TNT-104"}),
        ({"categories": ("packs",)}, {"BKP-101", "BKP-102", "BKP-103"}),
        ({"categories": ("clothing",), "not_categories": ("hats & gloves",), "price_max": 130},
         {"RNJ-101", "RNJ-102"}),
        ({"brands": ("juniper & stone",)}, {"HGL-101", "SCK-101"}),
        ({"categories": ("tents",), "not_brands": ("moraine",)}, {"TNT-103"}),
        ({"materials": ("leather",)}, {"HKB-101"}),
        ({"materials": ("recycled",), "categories": ("footwear",)}, {"HKB-102", "TRS-101"}),
        ({"weight_g": Range(high=80), "in_stock": True}, {"HGL-101", "HGL-102", "SCK-101"}),
        ({"rating_min": 4.8}, {"SLB-102", "DWJ-101"}),
        ({"attributes": {"capacity": Range(3, 3)}}, {"TNT-102"}),
        ({"attributes": {"fill": "down"}}, {"SLB-102", "DWJ-101"}),
        ({"attributes": {"activities": "travel"}}, {"BKP-102"}),
        ({"attributes": {"activities": "hiking"}}, {"TNT-101", "TNT-102"}),
        ({"attributes": {"waterproof": False}}, {"HKB-102", "TRS-101"}),
        ({"attributes": {"kind": ("rain jacket", "down jacket")}}, {"RNJ-101", "DWJ-101"}),
        ({"categories": ("stoves",), "not_attributes": {"fuel": "petrol"}},
         {"STV-101", "STV-103"}),
    ],
)  # fmt: skip
def test_each_constraint_accepts_exactly_these(filters: dict[str, Any], ids: set[str]) -> None:
    assert accepted(**filters) == ids


def test_having_a_property_is_a_yes_or_a_measure_of_it() -> None:
    waterproof = accepted(attributes={"waterproof": True})
    assert {"HKB-101", "RNJ-101", "TNT-101"} <= waterproof
    assert "HKB-102" not in waterproof
    assert "TNT-104" not in waterproof


def test_a_size_must_be_in_stock() -> None:
    assert "HKB-101" in accepted(sizes=("42",))
    assert "HKB-101" not in accepted(sizes=("43",))
    assert "RNJ-101" not in accepted(sizes=("s",))
    assert accepted(sizes=("43",)) == {"SCK-101"}


def test_in_stock_refuses_what_is_sold_out_in_every_size() -> None:
    sold_out = accepted() - accepted(in_stock=True)
    assert sold_out == {"STV-104", "HGL-103"}


def test_a_refused_material_is_told_by_name_and_filling_too() -> None:
    refused = accepted() - accepted(not_materials=("down",))
    assert {"SLB-102", "DWJ-101", "DWJ-102"} <= refused  # the last stands among Down Jackets
    assert "SLB-101" not in refused


@pytest.mark.parametrize(
    ("wanted", "label", "fits"),
    [
        ("42", "42", True),
        ("42", "39-42", True),
        ("42", "43-46", False),
        ("42.5", "42-43", True),
        ("m", "s/m", True),
        ("m", "xs/s", False),
        ("2-person", "2-person", True),
        ("2", "2-person", False),
        ("m", "39-42", False),
        ("39-42", "39-42", True),
        ("nan", "39-42", False),
    ],
)
def test_sizes_fit_labels_and_spans(wanted: str, label: str, fits: bool) -> None:
    assert fits_size(wanted, label) is fits


def test_products_that_lack_a_value_do_not_satisfy_a_limit_on_it() -> None:
    bare = replace(PRODUCTS[0], weight_g=None, rating=None, colours=(), attributes={})
    table = ProductTable([bare], Analyzer())
    for limit in (
        Filters(weight_g=Range(high=10_000)),
        Filters(rating_min=0.1),
        Filters(colours=("green",)),
        Filters(attributes={"capacity": Range(low=0)}),
    ):
        assert not table.mask(limit).any()
    assert table.mask(Filters(not_colours=("green",), not_attributes={"hood": True})).all()
