"""The held-out sets: large enough, rightly labelled, unseen in training, answerable."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from retrieval.catalog import load_catalog
from tests.config.expectation import KEYS, satisfies
from tests.config.intents import INTENTS

CONFIG = Path(__file__).parents[2] / "config"
HELDOUT = CONFIG / "tests" / "heldout"
ENTITIES = frozenset(
    {
        "order_number",
        "email",
        "product",
        "category",
        "brand",
        "colour",
        "size",
        "price",
        "quantity",
        "date",
        "person",
        "street",
        "postcode",
        "city",
        "country",
        "material",
        "activity",
        "season",
    }
)
ANNOTATION = re.compile(r"\[(?P<text>[^\]]+)\](?:\((?P<name>[^)]+)\)|(?P<json>\{[^}]+\}))")


def plain(example: str) -> str:
    """The words a customer typed, for comparing: no annotations, case or edge punctuation."""
    words = ANNOTATION.sub(lambda match: match["text"], example).lower().split()
    return " ".join(words).strip(" ?!.")


def utterances(path: Path) -> Iterator[tuple[str, str]]:
    """The (intent, annotated example) pairs of one NLU file."""
    for block in YAML(typ="safe").load(path).get("nlu", []):
        examples = block.get("examples", "")
        if "intent" not in block:
            continue
        if isinstance(examples, str):
            rows = [line.strip() for line in examples.splitlines() if line.strip()]
            assert all(row.startswith("- ") for row in rows), block["intent"]
            examples = [row[2:].strip() for row in rows]
        for example in examples:
            text = example["text"] if isinstance(example, dict) else example
            yield block["intent"], text.strip()


def rows(name: str) -> list[dict[str, Any]]:
    lines = (HELDOUT / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def heldout() -> list[tuple[str, str]]:
    return list(utterances(HELDOUT / "nlu.yml"))


@pytest.fixture(scope="module")
def out_of_scope() -> list[str]:
    return (HELDOUT / "out_of_scope.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def training() -> set[str]:
    files = sorted((CONFIG / "data" / "nlu").glob("*.yml"))
    assert files
    return {plain(example) for path in files for _, example in utterances(path)}


@pytest.fixture(scope="module")
def products() -> list[dict[str, Any]]:
    text = (CONFIG / "catalog" / "products.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_every_intent_has_at_least_ten_utterances(heldout: list[tuple[str, str]]) -> None:
    counts = Counter(intent for intent, _ in heldout)
    assert set(counts) == INTENTS
    assert {intent: count for intent, count in counts.items() if count < 10} == {}


def test_no_utterance_comes_twice(heldout: list[tuple[str, str]], out_of_scope: list[str]) -> None:
    counts = Counter(plain(example) for _, example in heldout)
    counts.update(plain(line) for line in out_of_scope)
    assert [text for text, count in counts.items() if count > 1] == []


def test_annotations_are_well_formed_and_name_known_entities(
    heldout: list[tuple[str, str]],
) -> None:
    seen = Counter[str]()
    for _, example in heldout:
        for match in ANNOTATION.finditer(example):
            note = json.loads(match["json"]) if match["json"] else {"entity": match["name"]}
            assert set(note) <= {"entity", "role"}, example
            assert note["entity"] in ENTITIES, example
            assert note.get("role", "max") in {"min", "max", "around"}, example
            seen[note["entity"]] += 1
        assert not re.search(r"[\[\]{}]", plain(example)), example
    assert {name for name in ENTITIES if seen[name] < 2} == set()


def test_out_of_scope_has_at_least_150_lines(out_of_scope: list[str]) -> None:
    assert len(out_of_scope) >= 150
    assert all(line == line.strip() and line for line in out_of_scope)


def test_nothing_held_out_is_trained_on(
    heldout: list[tuple[str, str]], out_of_scope: list[str], training: set[str]
) -> None:
    texts = [plain(example) for _, example in heldout] + [plain(line) for line in out_of_scope]
    texts += [plain(row["text"]) for row in rows("faq_questions.jsonl")]
    texts += [plain(row["text"]) for row in rows("product_queries.jsonl")]
    assert [text for text in texts if text in training] == []
    said = [text for need in load_catalog(CONFIG / "catalog").needs for text in need.examples]
    assert {plain(text) for text in said} & set(texts) == set()


def test_faq_questions_are_enough_new_and_point_at_entries() -> None:
    faq = YAML(typ="safe").load(CONFIG / "catalog" / "faq.yml")["faq"]
    ids = {entry["id"] for entry in faq}
    known = {plain(question) for entry in faq for question in entry["questions"]}
    questions = rows("faq_questions.jsonl")
    assert len(questions) >= 230
    assert len({plain(row["text"]) for row in questions}) == len(questions)
    asked: set[str] = set()
    for row in questions:
        assert set(row) == {"text", "ids"}
        assert row["ids"], row
        assert set(row["ids"]) <= ids, row
        assert plain(row["text"]) not in known, row
        asked |= set(row["ids"])
    assert ids - asked == set()


def test_product_queries_are_enough_and_well_formed() -> None:
    queries = rows("product_queries.jsonl")
    assert len(queries) >= 170
    assert len({plain(row["text"]) for row in queries}) == len(queries)
    for row in queries:
        assert set(row) in ({"text", "expect"}, {"text", "ids"}), row
        assert row.get("expect", row.get("ids")), row
        assert set(row.get("expect", {})) <= KEYS, row
    assert sum("ids" in row for row in queries) >= 40


def test_every_product_query_can_be_answered(products: list[dict[str, Any]]) -> None:
    known = {product["id"] for product in products}
    for row in rows("product_queries.jsonl"):
        if "ids" in row:
            assert set(row["ids"]) <= known, row
        else:
            assert any(satisfies(product, row["expect"]) for product in products), row


def test_no_product_query_is_met_by_half_the_catalogue(products: list[dict[str, Any]]) -> None:
    for row in rows("product_queries.jsonl"):
        if "expect" in row:
            met = sum(satisfies(product, row["expect"]) for product in products)
            assert met <= len(products) / 2, row


PACK: dict[str, Any] = {
    "brand": "Nordvik",
    "category": ["Packs & Bags", "Daypacks"],
    "price": 80.0,
    "colours": ["moss green"],
    "stock": {"20 l": 0, "25 l": 2},
    "attributes": {"volume_l": 25, "rain_cover": True},
}


@pytest.mark.parametrize(
    ("expect", "met"),
    [
        ({"category": ["Daypacks", "Backpacks"], "brand": ["Nordvik"]}, True),
        ({"category": ["Backpacks"]}, False),
        ({"price_min": 80, "price_max": 80}, True),
        ({"price_max": 79.99}, False),
        ({"colour": ["green"]}, True),
        ({"not_colour": ["green"]}, False),
        ({"size": ["25 l"]}, True),
        ({"size": ["20 l"]}, False),
        ({"in_stock": True}, True),
        ({"attributes": {"volume_l": {"min": 20, "max": 25}, "rain_cover": True}}, True),
        ({"attributes": {"volume_l": {"min": 26}}}, False),
        ({"attributes": {"hip_belt": True}}, False),
    ],
)
def test_an_expectation_is_met_only_as_written(expect: dict[str, Any], met: bool) -> None:
    assert satisfies(PACK, expect) is met
