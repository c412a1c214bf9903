"""The demo catalogue: complete, consistent in itself, and what its generator writes."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from retrieval.products_jsonl import read_products_jsonl
from scripts.demo_shop.__main__ import SEED
from scripts.demo_shop.catalogue import CATALOGUE
from scripts.demo_shop.pictures.album import pictures
from scripts.demo_shop.products import BRANDS, as_lines, rows

CATALOG = Path(__file__).parents[2] / "config" / "catalog"
LEAVES = {
    "Camping": "Tents,Sleeping Bags,Sleeping Mats,Stoves,Cookware,Headlamps,Camp Furniture,"
    "Coolers",
    "Packs & Bags": "Backpacks,Daypacks,Travel Bags,Dry Bags",
    "Footwear": "Hiking Boots,Trail Running Shoes,Sandals,Socks",
    "Clothing": "Rain Jackets,Down Jackets,Fleece,Base Layers,Hiking Trousers,Hats & Gloves",
    "Trail Gear": "Trekking Poles,Water Bottles,Water Filters,Navigation",
}
PREFIXES = [
    "TNT",
    "SLB",
    "MAT",
    "STV",
    "CKW",
    "HDL",
    "CFN",
    "CLR",
    "BKP",
    "DPK",
    "TVB",
    "DRB",
    "HKB",
    "TRS",
    "SND",
    "SCK",
    "RNJ",
    "DWJ",
    "FLC",
    "BSL",
    "HTR",
    "HGL",
    "TRP",
    "WBT",
    "WFL",
    "NAV",
]
# Sand, petrol, plum, rust and orange are things as well as colours.
COLOUR_WORDS = "black white grey navy blue teal green olive beige red burgundy yellow purple pink"
MONEY_WORDS = "price prices cheap cheaper cheapest cost costs money expensive euro euros EUR"
# What the main products of a category must say of themselves, by kind.
EXPECTED_ATTRIBUTES = {
    "tent": ("capacity", "seasons", "waterproof_mm"),
    "sleeping bag": ("comfort_c", "limit_c", "fill", "season"),
    "air mat": ("r_value", "thickness_cm"),
    "gas stove": ("fuel", "boil_min"),
    "headlamp": ("lumens", "burn_hours", "rechargeable"),
    "backpack": ("volume_l", "back_length", "fit"),
    "daypack": ("volume_l", "laptop", "fit"),
    "boots": ("waterproof", "cut", "fit"),
    "trail running shoes": ("waterproof", "drop_mm", "lug_mm", "fit"),
    "down jacket": ("fill", "fill_power", "hood", "fit"),
    "trekking poles": ("shaft", "lock", "pieces"),
    "hard cooler": ("volume_l", "ice_days"),
}


@pytest.fixture(scope="module")
def products() -> list[dict[str, Any]]:
    lines = (CATALOG / "products.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def by_id(products: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {product["id"]: product for product in products}


def test_the_shop_reads_every_row_without_a_problem() -> None:
    read, problems = read_products_jsonl(CATALOG / "products.jsonl")
    assert problems == []
    assert len(read) >= 312


def test_twenty_six_leaf_categories_have_a_dozen_products_each(
    products: list[dict[str, Any]],
) -> None:
    expected = [[top, leaf] for top, leaves in LEAVES.items() for leaf in leaves.split(",")]
    counts = Counter(tuple(product["category"]) for product in products)
    assert set(counts) == {tuple(path) for path in expected}
    assert min(counts.values()) >= 12
    prefixes = {product["id"][:3]: product["category"] for product in products}
    assert [prefixes[prefix] for prefix in PREFIXES] == expected


def test_ids_and_names_are_unique_and_brands_are_the_shops(
    products: list[dict[str, Any]], by_id: dict[str, dict[str, Any]]
) -> None:
    assert len(by_id) == len(products)
    assert len({product["name"].casefold() for product in products}) == len(products)
    assert {product["brand"] for product in products} == set(BRANDS)
    assert all(re.fullmatch(r"[A-Z]{3}-\d{3}", product["id"]) for product in products)


def test_relations_lead_to_other_products(by_id: dict[str, dict[str, Any]]) -> None:
    for product in by_id.values():
        for others in product["relations"].values():
            assert product["id"] not in others
            assert set(others) <= set(by_id), product["id"]
    assert by_id["TNT-113"]["relations"]["accessory_of"] == ["TNT-101"]
    assert by_id["TNT-101"]["relations"]["replaces"] == ["TNT-112"]


def test_what_goes_together_says_so_on_both_sides(by_id: dict[str, dict[str, Any]]) -> None:
    for product in by_id.values():
        for other in product["relations"]["compatible_with"]:
            assert product["id"] in by_id[other]["relations"]["compatible_with"]


def test_stock_is_counted_for_exactly_the_sizes(products: list[dict[str, Any]]) -> None:
    for product in products:
        assert list(product["stock"]) == (product["sizes"] or ["one size"]), product["id"]
        assert all(pieces >= 0 for pieces in product["stock"].values())


def test_some_products_and_more_sizes_are_sold_out(products: list[dict[str, Any]]) -> None:
    sold_out = [product for product in products if not any(product["stock"].values())]
    gaps = [
        product
        for product in products
        if any(product["stock"].values()) and not all(product["stock"].values())
    ]
    assert 0.06 <= len(sold_out) / len(products) <= 0.10
    assert len(gaps) > len(sold_out)


def test_known_products_are_what_tests_and_documents_say(
    by_id: dict[str, dict[str, Any]],
) -> None:
    assert by_id["TNT-101"]["name"] == "Moraine Col 2 Tent"
    assert by_id["TNT-101"]["stock"] == {"2-person": 14}
    assert by_id["HKB-103"]["stock"]["42"] == 3
    assert by_id["HKB-103"]["stock"]["44"] == 0
    for product_id, size in (("RNJ-102", "M"), ("DWJ-101", "L"), ("TRS-101", "39")):
        assert by_id[product_id]["stock"][size] > 0
    assert by_id["TRS-101"]["price"] == 129.00
    assert {"SLB-104", "SCK-101", "BKP-105", "STV-101", "TRP-101", "HDL-101"} <= set(by_id)


def test_prices_look_like_prices_and_spread_within_a_category(
    products: list[dict[str, Any]],
) -> None:
    prices: dict[str, list[float]] = {}
    for product in products:
        assert f"{product['price']:.2f}"[-2:] in {"00", "95", "90"}, product["id"]
        assert product["currency"] == "EUR"
        prices.setdefault(product["category"][-1], []).append(product["price"])
    assert all(max(values) >= 3 * min(values) for values in prices.values())


def test_attributes_fit_the_kind_of_product(products: list[dict[str, Any]]) -> None:
    for product in products:
        attributes = product["attributes"]
        assert attributes["kind"]
        assert attributes["activities"]
        missing = set(EXPECTED_ATTRIBUTES.get(attributes["kind"], ())) - set(attributes)
        assert not missing, (product["id"], missing)
        assert 1.0 <= product["rating"] <= 5.0
        assert product["weight_g"] > 0
        assert product["material"]


def test_descriptions_are_sentences_without_colour_or_money(
    products: list[dict[str, Any]],
) -> None:
    banned = re.compile(rf"\b({'|'.join((COLOUR_WORDS + ' ' + MONEY_WORDS).split())})\b|€", re.I)
    for product in products:
        text = product["description"]
        assert len(re.findall(r"[.!?](?=\s|$)", text)) >= 2, product["id"]
        assert len(text) >= 120, product["id"]
        assert not banned.search(text), (product["id"], banned.search(text))


def test_numbers_in_a_description_are_those_of_the_fields(
    products: list[dict[str, Any]],
) -> None:
    names = " ".join(product["name"] for product in products)
    for product in products:
        fields = {key: value for key, value in product.items() if key != "description"}
        known = set(re.findall(r"\d+(?:\.\d+)?", json.dumps(fields) + names))
        used = set(re.findall(r"\d+(?:\.\d+)?", product["description"]))
        assert used <= known, (product["id"], used - known)


def test_no_two_descriptions_share_a_run_of_words(products: list[dict[str, Any]]) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for product in products:
        words = re.findall(r"[\w']+", product["description"].lower())
        for place in range(len(words) - 7):
            run = tuple(words[place : place + 8])
            other = seen.setdefault(run, product["id"])
            assert other == product["id"], (other, product["id"], run)


def test_every_category_has_a_small_titled_picture(products: list[dict[str, Any]]) -> None:
    images = {product["image"] for product in products}
    assert len(images) == 26
    for image in images:
        path = CATALOG / "images" / Path(image).name
        assert path.stat().st_size <= 4096, path.name
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own
        assert root.get("viewBox") == "0 0 400 300"
        assert root[0].tag.endswith("title")
        assert root[0].text in {product["category"][-1] for product in products}


def test_the_committed_files_are_what_the_generator_writes() -> None:
    written = (CATALOG / "products.jsonl").read_text(encoding="utf-8")
    assert as_lines(list(rows(CATALOGUE, SEED))) == written
    for slug, picture in pictures().items():
        stored = (CATALOG / "images" / f"{slug}.svg").read_text(encoding="utf-8")
        assert picture == stored, slug


def test_another_seed_changes_stock_but_never_the_written_facts() -> None:
    ours, other = list(rows(CATALOGUE, SEED)), list(rows(CATALOGUE, SEED + 1))
    assert [row["stock"] for row in ours] != [row["stock"] for row in other]
    assert [row["description"] for row in ours] == [row["description"] for row in other]
