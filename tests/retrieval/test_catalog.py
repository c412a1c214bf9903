from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.catalog import Catalog, load_catalog
from retrieval.catalog_json import catalog_from_json, catalog_to_json
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.types import Need
from tests.retrieval.shop import FAQS, PASSAGES, PRODUCTS, small_catalog

TENT: dict[str, Any] = {
    "id": "TNT-101",
    "name": "Col 2 Tent",
    "brand": "Moraine",
    "category": ["Camping", "Tents"],
    "description": "A tent.",
    "price": 249.0,
    "currency": "EUR",
    "colours": ["green"],
    "sizes": ["2-person"],
    "weight_g": 1890,
    "rating": 4.6,
    "reviews": 12,
    "stock": {"2-person": 3},
    "attributes": {"capacity": 2, "activities": ["hiking"], "freestanding": True},
    "relations": {"accessory_of": [], "compatible_with": [], "replaces": []},
    "url": "/products/TNT-101",
}


def row(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**TENT, **changes}.items() if value is not ...}


def write_jsonl(folder: Path, *rows: dict[str, Any] | str) -> Catalog:
    lines = [line if isinstance(line, str) else json.dumps(line) for line in rows]
    (folder / "products.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_catalog(folder)


def only_problem(catalog: Catalog) -> SourceProblem:
    assert len(catalog.problems) == 1, catalog.problems
    return catalog.problems[0]


def test_a_good_row_is_a_product(tmp_path: Path) -> None:
    catalog = write_jsonl(tmp_path, row())
    product = catalog.products["TNT-101"]
    assert catalog.problems == ()
    assert product.category == ("Camping", "Tents")
    assert product.stock == {"2-person": 3}
    assert product.attributes["activities"] == ["hiking"]


@pytest.mark.parametrize(
    ("changes", "words", "key"),
    [
        ({"price": -5}, ("'price'", "-5"), "price"),
        ({"price": "249"}, ("'price'", "number"), "price"),
        ({"price": 249.999}, ("'price'",), "price"),
        ({"price": True}, ("'price'",), "price"),
        ({"currency": "euro"}, ("'currency'", "euro"), "currency"),
        ({"rating": 6}, ("'rating'", "5"), "rating"),
        ({"weight_g": 1.5}, ("'weight_g'",), "weight_g"),
        ({"weight_g": -1}, ("'weight_g'",), "weight_g"),
        ({"category": []}, ("'category'",), "category"),
        ({"category": "Tents"}, ("'category'", "list"), "category"),
        ({"stock": {"2-person": -1}}, ("stock",), "stock"),
        ({"stock": {"3-person": 1}}, ("3-person", "sizes"), "stock"),
        ({"id": "../etc"}, ("'id'",), "id"),
        ({"url": "javascript:alert(1)"}, ("'url'",), "url"),
        ({"attributes": {"a": {"b": 1}}}, ("attributes.a",), "attributes"),
        ({"attributes": {"a": None}}, ("attributes.a",), "attributes"),
        ({"relations": {"accessory": []}}, ("relations.accessory",), "relations"),
        ({"name": "a\ud800b"}, ("'name'", "not text"), "name"),
        ({"description": "a\x00b"}, ("'description'", "not text"), "description"),
    ],
)
def test_a_wrong_value_costs_its_row_and_is_named(
    tmp_path: Path, changes: dict[str, Any], words: tuple[str, ...], key: str
) -> None:
    bad = json.dumps(row(**changes))
    catalog = write_jsonl(tmp_path, row(id="TNT-102", name="Other"), bad)
    problem = only_problem(catalog)
    assert list(catalog.products) == ["TNT-102"]
    assert (problem.path, problem.line) == (tmp_path / "products.jsonl", 2)
    assert problem.column == bad.index(f'"{key}"') + 1
    assert all(word in problem.message for word in words), problem
    assert "left out" in problem.message
    str(problem).encode()


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    problem = only_problem(write_jsonl(tmp_path, row(price=...)))
    assert "'price' is missing" in problem.message
    assert "TNT-101" in problem.message


def test_an_unknown_key_gets_a_suggestion(tmp_path: Path) -> None:
    problem = only_problem(write_jsonl(tmp_path, row(colors=["red"])))
    assert "'colors'" in problem.message
    assert "'colours'" in problem.remedy


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "A"', "not valid JSON"),
        ("[1, 2]", "JSON object"),
        ('{"id": "A", "price": NaN}', "NaN"),
        ('{"id": "A", "price": -Infinity}', "Infinity"),
        ('{"id": "A", "id": "B"}', "'id' stands there twice"),
        ('{"id": "A", "x": ' + "1" * 5000 + "}", "too many digits"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": "' + "x" * 1_000_001 + '"}', "longer than"),
    ],
)
def test_a_line_that_is_no_row_costs_itself(tmp_path: Path, line: str, words: str) -> None:
    catalog = write_jsonl(tmp_path, line, "", row())
    problem = only_problem(catalog)
    assert list(catalog.products) == ["TNT-101"]
    assert problem.line == 1
    assert words in problem.message
    assert len(str(problem)) < 1000


def test_a_line_that_is_not_utf8_costs_itself(tmp_path: Path) -> None:
    lines = b'{"id": "\xff"}\n' + json.dumps(row()).encode() + b"\n"
    (tmp_path / "products.jsonl").write_bytes(lines)
    catalog = load_catalog(tmp_path)
    assert list(catalog.products) == ["TNT-101"]
    assert only_problem(catalog).column == 9


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "products.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(row()).encode())
    assert load_catalog(tmp_path).problems == ()


def test_a_second_id_or_name_is_left_out(tmp_path: Path) -> None:
    catalog = write_jsonl(
        tmp_path, row(), row(name="Another"), row(id="TNT-103", name="COL 2 TENT")
    )
    assert list(catalog.products) == ["TNT-101"]
    by_id, by_name = catalog.problems
    assert (by_id.line, by_name.line) == (2, 3)
    assert "id 'TNT-101' is already taken by products.jsonl:1" in by_id.message
    assert "name 'COL 2 TENT' is already taken" in by_name.message


def test_a_dangling_relation_is_dropped_and_the_product_kept(tmp_path: Path) -> None:
    relations = {"accessory_of": ["TNT-102", "GONE-1"], "replaces": ["TNT-101"]}
    catalog = write_jsonl(tmp_path, row(relations=relations), row(id="TNT-102", name="Other"))
    assert catalog.products["TNT-101"].relations.accessory_of == ("TNT-102",)
    assert catalog.products["TNT-101"].relations.replaces == ()
    assert [("GONE-1" in one.message, "itself" in one.message) for one in catalog.problems] == [
        (True, False),
        (False, True),
    ]


def test_a_row_that_was_left_out_is_no_partner(tmp_path: Path) -> None:
    good = row(relations={"compatible_with": ["TNT-102"]})
    catalog = write_jsonl(tmp_path, good, row(id="TNT-102", name="Other", price=-1))
    assert catalog.products["TNT-101"].relations.compatible_with == ()
    assert len(catalog.problems) == 2


def test_the_hash_goes_by_content_and_not_by_order(tmp_path: Path) -> None:
    first, second = row(), row(id="TNT-102", name="Other")
    one = write_jsonl(tmp_path, first, second).content_hash
    two = write_jsonl(tmp_path, second, "", first).content_hash
    three = write_jsonl(tmp_path, second, row(price=1.0)).content_hash
    assert one == two != three


def test_an_empty_folder_is_an_empty_catalogue(tmp_path: Path) -> None:
    catalog = load_catalog(tmp_path)
    assert (catalog.products, catalog.faqs, catalog.passages, catalog.problems) == ({}, {}, {}, ())


def test_a_shop_without_a_catalogue_has_nothing_to_find(tmp_path: Path) -> None:
    assert load_catalog(tmp_path / "nowhere").products == {}


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "catalog").write_text("x")
    with pytest.raises(SourceError, match="no folder"):
        load_catalog(tmp_path / "catalog")


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "policies" / "a.md").mkdir(parents=True)
    assert "cannot be read" in only_problem(load_catalog(tmp_path)).message


def test_the_json_of_a_catalogue_reads_back(tmp_path: Path) -> None:
    needs = [Need("Tents", "footprint", ("stones under my floor", "a torn floor"))]
    catalog = Catalog.of(PRODUCTS, FAQS, PASSAGES, needs)
    raw = catalog_to_json(catalog.products, catalog.faqs, catalog.passages, catalog.needs)
    again = Catalog.of(*catalog_from_json(raw))
    assert again == catalog
    assert again.content_hash != small_catalog().content_hash


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*TENT, "strange"]), json_values, max_size=4))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_any_json_is_read_without_failing(tmp_path: Path, changes: dict[str, Any]) -> None:
    catalog = write_jsonl(tmp_path, row(**changes), row(id="TNT-199", name="The good one"))
    assert "TNT-199" in catalog.products
    assert len(catalog.products) == 2 or catalog.problems
    for problem in catalog.problems:
        assert problem.line in (1, 2)
        str(problem).encode()


@given(st.binary(max_size=200))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_any_bytes_are_read_without_failing(tmp_path: Path, raw: bytes) -> None:
    for folder in ("policies", "needs"):
        (tmp_path / folder).mkdir(exist_ok=True)
    for name in ("products.jsonl", "products.csv", "faq.yml", "policies/a.md", "needs/a.yml"):
        (tmp_path / name).write_bytes(raw)
    catalog = load_catalog(tmp_path)
    assert (catalog.products, catalog.faqs, catalog.needs) == ({}, {}, ())
    for problem in catalog.problems:
        str(problem).encode()
