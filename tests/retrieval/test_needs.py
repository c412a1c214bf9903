"""Customers who name nothing: what they need is told by the shop's own examples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.build import build_index
from retrieval.catalog import Catalog, load_catalog
from retrieval.index import Index
from retrieval.needs import NeedReader
from retrieval.search import Searcher
from retrieval.types import Need
from tests.fakes.encoder import WordEncoder
from tests.retrieval.shop import FAQS, PASSAGES, PRODUCTS

NEEDS = [
    Need(
        "Tents", "footprint", ("sharp stones scratch underneath", "stones and thorns beneath us")
    ),
    Need("Sleeping Bags", "", ("freezing all night", "shivering at night", "cold nights")),
    Need("Stoves", "gas cartridge", ("my flame is empty", "ran empty, no flame left")),
    Need("Stoves", "gas stove", ("boil noodles quickly", "hot noodles outside")),
    Need("", "", ("something cheap", "a gift for dad", "cheap presents")),
]
ENCODER = WordEncoder(width=256)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    root = tmp_path_factory.mktemp("indexes")
    catalog = Catalog.of(PRODUCTS, FAQS, PASSAGES, NEEDS)
    return Searcher(Index.open(root / build_index(catalog, ENCODER, root)))


def kinds(shop: Searcher, text: str) -> set[object]:
    query = shop.reader.read(text)
    hits = shop.search_products(query, ENCODER.encode([text])[0], 5)
    return {shop.catalog.products[hit.id].attributes["kind"] for hit in hits}


def test_a_described_need_finds_the_kind_that_meets_it_and_nothing_else(shop: Searcher) -> None:
    assert kinds(shop, "the stones scratch us underneath") == {"footprint"}
    assert kinds(shop, "no flame left, all empty") == {"gas cartridge"}


def test_a_need_of_a_whole_category_finds_all_its_kinds(shop: Searcher) -> None:
    assert kinds(shop, "shivering and freezing at night") == {"sleeping bag"}


def test_what_is_named_is_not_guessed(shop: Searcher) -> None:
    assert kinds(shop, "a tent, the stones scratch underneath") == {"tent"}
    assert "footprint" not in kinds(shop, "Moraine Col 2 Tent against stones that scratch")


def test_constraints_hold_for_needs_too(shop: Searcher) -> None:
    text = "stones scratch underneath, under 1 euro"
    query = shop.reader.read(text)
    assert shop.search_products(query, ENCODER.encode([text])[0]) == []


def test_words_that_tell_of_no_need_restrict_nothing() -> None:
    vectors = ENCODER.encode([text for need in NEEDS for text in need.examples])
    reader = NeedReader(NEEDS, vectors)
    for text in ("something cheap for dad", "where is my parcel", ""):
        assert reader.read(ENCODER.encode([text])[0]) == []


def test_only_what_clearly_tells_of_a_need_is_a_wish_by_itself(shop: Searcher) -> None:
    def wants(text: str) -> bool:
        return shop.wants_products(shop.reader.read(text), ENCODER.encode([text])[0])

    assert wants("a tent")
    assert wants("sharp stones scratch underneath")
    assert not wants("the stones album")
    assert not wants("something cheap")
    assert not wants("what is the capital of peru")


def test_needs_and_vectors_must_belong_together() -> None:
    with pytest.raises(ValueError, match="do not belong"):
        NeedReader(NEEDS, ENCODER.encode(["one"]))
    assert NeedReader((), np.zeros((0, 0), dtype=np.float32)).read(ENCODER.encode(["x"])[0]) == []


PRODUCT = """{"id": "A-1", "name": "Sheet", "brand": "B", "category": ["Camping", "Tents"],
"description": "A sheet.", "price": 1, "currency": "EUR", "attributes": {"kind": "footprint"}}"""


def load(folder: Path, text: str) -> Catalog:
    (folder / "needs").mkdir()
    (folder / "products.jsonl").write_text(PRODUCT.replace("\n", " ") + "\n", encoding="utf-8")
    (folder / "needs" / "camping.yml").write_text(text, encoding="utf-8")
    return load_catalog(folder)


def test_needs_are_read_from_the_catalogue_folder(tmp_path: Path) -> None:
    catalog = load(
        tmp_path,
        "needs:\n- category: Tents\n  kind: footprint\n  examples: [stones, thorns]\n"
        "- category: Tents\n  examples: [rain]\n- examples: [something nice]\n",
    )
    assert catalog.problems == ()
    assert catalog.needs == (
        Need("", "", ("something nice",)),
        Need("Tents", "", ("rain",)),
        Need("Tents", "footprint", ("stones", "thorns")),
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("needs: [\n", 2, "not valid YAML"),
        ("wants:\n- 1\n", 1, "expected the one key 'needs'"),
        ("needs:\n- just text\n", 2, "expected an entry with keys"),
        ("needs:\n- category: Tents\n  kinds: x\n  examples: [a]\n", 3, "unknown key 'kinds'"),
        ("needs:\n- kind: footprint\n  examples: [a]\n", 2, "a kind needs its category"),
        ("needs:\n- category: 7\n  examples: [a]\n", 2, "'category' should be text"),
        ("needs:\n- category: Tents\n  examples: []\n", 2, "'examples' needs a list"),
        ("needs:\n- category: Tents\n  examples: [a, 5]\n", 3, "example 2 should be text"),
        ("needs:\n- category: Tents\n  examples: ['  ']\n", 3, "example 1 needs 1 to"),
        (
            "needs:\n- category: Boats\n  examples: [a]\n",
            2,
            "category 'Boats' is in the catalogue",
        ),
        ("needs:\n- category: Tents\n  kind: mat\n  examples: [a]\n", 2, "is of the kind 'mat'"),
    ],
)
def test_a_bad_need_is_left_out_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    catalog = load(tmp_path, text)
    (problem,) = catalog.problems
    assert catalog.needs == ()
    assert (problem.path.name, problem.line) == ("camping.yml", line)
    assert words in problem.message
    assert "left out" in problem.message


def test_a_sentence_stands_for_one_need(tmp_path: Path) -> None:
    catalog = load(
        tmp_path,
        "needs:\n- category: Tents\n  kind: footprint\n  examples: [stones]\n"
        "- category: Tents\n  examples: [stones, rain]\n",
    )
    (problem,) = catalog.problems
    assert (problem.line, "'stones' also stands for Tents / footprint" in problem.message) == (
        5,
        True,
    )
    assert catalog.needs == (
        Need("Tents", "", ("rain",)),
        Need("Tents", "footprint", ("stones",)),
    )
