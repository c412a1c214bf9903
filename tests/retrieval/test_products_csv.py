from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.products_csv import read_products_csv
from retrieval.types import Product

HEADER = (
    "id,name,brand,category,description,price,currency,colours,sizes,stock,weight_g,"
    "attributes.capacity,attributes.waterproof,attributes.activities,relations.accessory_of"
)
GOOD = (
    'TNT-101,Col 2 Tent,Moraine,Camping > Tents,"A tent, for two.",249.50,EUR,moss green|sand,'
    "S|M,S=3|M=0,1890,2,true,hiking|trekking,TNT-102"
)


def read(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> tuple[list[Product], list[str]]:
    path = tmp_path / "products.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    products, problems = read_products_csv(path)
    return [one.product for one in products], [
        f"{one.line}:{one.column} {one.message}; {one.remedy}" for one in problems
    ]


def test_a_row_is_a_product(tmp_path: Path) -> None:
    (product,), problems = read(tmp_path, HEADER, GOOD)
    assert problems == []
    assert product.category == ("Camping", "Tents")
    assert product.price == 249.5
    assert product.colours == ("moss green", "sand")
    assert product.stock == {"S": 3, "M": 0}
    assert product.attributes == {
        "capacity": 2,
        "waterproof": True,
        "activities": ["hiking", "trekking"],
    }
    assert product.relations.accessory_of == ("TNT-102",)


def test_a_spreadsheet_with_semicolons_and_a_mark_is_read(tmp_path: Path) -> None:
    lines = [line.replace(",", ";") for line in (HEADER, GOOD.replace('"A tent, for two."', "A"))]
    products, problems = read(tmp_path, *lines, encoding="utf-8-sig")
    assert len(products) == 1
    assert problems == []


def test_a_bad_cell_costs_its_row_and_names_line_and_cell(tmp_path: Path) -> None:
    products, problems = read(
        tmp_path,
        HEADER,
        GOOD.replace("249.50", "cheap"),
        GOOD.replace("S=3|M=0", "S:3").replace("TNT-101", "TNT-104"),
        GOOD,
    )
    assert [one.id for one in products] == ["TNT-101"]
    assert problems[0].startswith("2:6 'price' should be a number")
    assert problems[1].startswith("3:10 'stock' should be written S=3|M=0")


def test_lines_are_counted_across_cells_with_line_breaks(tmp_path: Path) -> None:
    first = GOOD.replace("A tent, for two.", "A tent,\n\nfor two.")
    bad = GOOD.replace("249.50", "-1").replace("TNT-101", "TNT-103")
    _, problems = read(tmp_path, HEADER, first, bad)
    assert problems[0].startswith("5:6 'price'")


def test_a_row_of_another_length_is_left_out(tmp_path: Path) -> None:
    products, problems = read(tmp_path, HEADER, "TNT-103,Tent", GOOD, ",,,")
    assert len(products) == 1
    assert problems[0].startswith("2:0 2 cells, but the header has 15")


def test_an_unknown_column_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    products, problems = read(tmp_path, HEADER.replace("price", "prise"), GOOD)
    assert products == []
    assert "unknown column 'prise'" in problems[0]
    assert "'price'" in problems[0]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HEADER.replace("weight_g", "price"), "stands there twice"),
        (HEADER.replace(",currency", ",image"), "'currency' is missing"),
        ("", "'id' is missing"),
    ],
)
def test_a_wrong_header_costs_the_file(tmp_path: Path, header: str, words: str) -> None:
    products, problems = read(tmp_path, header, GOOD)
    assert products == []
    assert words in problems[0]


def test_broken_quotes_cost_what_follows_and_say_so(tmp_path: Path) -> None:
    broken = GOOD.replace('two."', "two.").replace("TNT-101", "TNT-105")
    products, problems = read(tmp_path, HEADER, GOOD, broken)
    assert [one.id for one in products] == ["TNT-101"]
    assert "left out" in problems[0]


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    products, problems = read(tmp_path, HEADER, GOOD.replace("moss", "grün"), encoding="latin-1")
    assert products == []
    assert problems[0].startswith("2:0 not UTF-8")
