"""The demo shop's training utterances: enough of each, well formed, no text under two intents."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

NLU = Path(__file__).parents[2] / "config" / "data" / "nlu"
INTENTS_WITH_OUT_OF_SCOPE = 51
MIN_EXAMPLES = 36
MIN_OUT_OF_SCOPE = 160
MIN_SYNONYM_FORMS = 60
ENTITIES = {
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
PRICE_ROLES = {"max", "min", "around"}
MIN_PER_ENTITY = 15
ANNOTATION = re.compile(r"\[(?P<text>[^\[\]]+)\](?:\((?P<name>\w+)\)|(?P<json>\{[^{}]*\}))")


def blocks() -> Iterator[dict[str, str]]:
    for path in sorted(NLU.glob("*.yml")):
        content = YAML(typ="safe").load(path)
        assert content["version"] == "3.1", path
        yield from content["nlu"]


def examples(block: dict[str, str]) -> list[str]:
    lines = block["examples"].splitlines()
    assert all(line.startswith("- ") for line in lines), block
    return [line[2:].strip() for line in lines]


def utterances() -> Iterator[tuple[str, str]]:
    for block in blocks():
        if "intent" in block:
            for text in examples(block):
                yield block["intent"], text


def annotations(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for match in ANNOTATION.finditer(text):
        spec = json.loads(match["json"]) if match["json"] else {"entity": match["name"]}
        yield match["text"], spec


def plain(text: str) -> str:
    return ANNOTATION.sub(lambda match: match["text"], text)


def normal(text: str) -> str:
    letters = " ".join(re.findall(r"\w+", plain(text).casefold()))
    return letters or plain(text).strip()


def test_each_intent_is_defined_in_one_place() -> None:
    names = Counter(block["intent"] for block in blocks() if "intent" in block)
    assert len(names) >= INTENTS_WITH_OUT_OF_SCOPE
    assert set(names.values()) == {1}


def test_each_intent_has_enough_distinct_examples() -> None:
    texts: dict[str, set[str]] = defaultdict(set)
    for intent, text in utterances():
        texts[intent].add(normal(text))
    sparse = {intent: len(found) for intent, found in texts.items() if len(found) < MIN_EXAMPLES}
    assert sparse == {}
    assert len(texts["out_of_scope"]) >= MIN_OUT_OF_SCOPE


def test_no_text_stands_twice() -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for intent, text in utterances():
        seen[normal(text)].append(intent)
    assert {text: intents for text, intents in seen.items() if len(intents) > 1} == {}


def test_annotations_are_well_formed() -> None:
    for _intent, text in utterances():
        assert not re.search(r"[\[\]{}]", plain(text)), text
        for value, spec in annotations(text):
            assert spec["entity"] in ENTITIES, text
            assert value == value.strip(), text
            if "role" in spec:
                assert spec["entity"] == "price", text
                assert spec["role"] in PRICE_ROLES, text


def test_out_of_scope_carries_no_entities() -> None:
    assert [t for i, t in utterances() if i == "out_of_scope" and list(annotations(t))] == []


def test_every_entity_and_price_role_is_taught_often_enough() -> None:
    found: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    for _intent, text in utterances():
        for _value, spec in annotations(text):
            found[spec["entity"]] += 1
            roles[spec.get("role", "")] += 1
    assert {name for name in ENTITIES if found[name] < MIN_PER_ENTITY} == set()
    assert set(roles) >= PRICE_ROLES


@pytest.mark.parametrize("name", ["order_number", "email"])
def test_annotated_numbers_and_mails_match_their_regex(name: str) -> None:
    patterns = [re.compile(p) for b in blocks() if b.get("regex") == name for p in examples(b)]
    assert patterns
    for _intent, text in utterances():
        for value, spec in annotations(text):
            if spec["entity"] == name:
                assert any(pattern.fullmatch(value) for pattern in patterns), text


def test_no_order_number_is_left_unannotated() -> None:
    bare = [t for _, t in utterances() if re.search(r"\b1\d{4}\b", ANNOTATION.sub("", t))]
    assert bare == []


def test_synonyms_are_many_and_unambiguous() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for block in blocks():
        if "synonym" in block:
            for form in examples(block):
                meanings[form.casefold()].add(block["synonym"])
    assert len(meanings) >= MIN_SYNONYM_FORMS
    assert {form: values for form, values in meanings.items() if len(values) > 1} == {}


def test_lookups_hold_the_brands_colours_and_stores() -> None:
    lookups = {block["lookup"]: examples(block) for block in blocks() if "lookup" in block}
    assert len(lookups["brand"]) == 14
    assert len(lookups["colour"]) >= 25
    assert {"Innsbruck", "Freiburg", "Grenoble"} <= set(lookups["city"])
    for name in ("country", "material"):
        assert len(lookups[name]) == len(set(lookups[name])) > 10
