import json
from dataclasses import replace

import pytest

from finetune.annotation import read_annotated
from finetune.errors import ModelError
from finetune.pattern_habits import EXTRACTOR, PatternHabits
from finetune.patterns import PatternExtractor, Patterns
from finetune.types import EntitySpan, Example, NluData
from tests.finetune.small_talk import small_talk

ANNOTATED = (
    "order [10042](order_number)",
    "size [M](size) please",
    "I'm here",
    "I'm waiting",
    "it's mine and I'm cold",
    'under [80 euros]{"entity":"price","role":"max"}',
    "my mail is [mara@example.com](email)",
    "[tent](category)",
    "the [Moraine Col](product)",
    "[Moraine](brand) things",
)


def data() -> NluData:
    examples = []
    for annotated in ANNOTATED:
        text, entities = read_annotated(annotated)
        examples.append(Example(text, "x", entities))
    return NluData(
        examples=tuple(examples),
        synonyms={"tent": "Tents", "bivvy": "Tents", "tarp": "Shelters"},
        lookups={"brand": ("Moraine", "Drumlin"), "city": ("Paris",)},
        regexes={
            "order_number": (r"\b1\d{4}\b",),
            "size": (r"\b(?:S|M|L)\b",),
            "greeting": ("hi",),
        },
    )


@pytest.fixture
def extractor() -> PatternExtractor:
    patterns = Patterns.of(data())
    trusted = PatternExtractor(patterns, lambda word: False).trusted(data().examples)
    return PatternExtractor(trusted, lambda word: False)


def entities(spans: list[EntitySpan]) -> set[tuple[str, object]]:
    return {(span.entity, span.value) for span in spans}


def test_only_annotated_entities_are_looked_for() -> None:
    patterns = Patterns.of(data())

    assert set(patterns.regexes) == {"order_number", "size"}
    assert set(patterns.lookups) == {"brand", "category"}
    assert patterns.builtin == ("email", "price")


def test_other_variants_of_an_annotated_value_are_known() -> None:
    assert Patterns.of(data()).lookups["category"] == ("tent", "bivvy")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("where is 10077", ("order_number", "10077")),
        ("a Drumlin thing", ("brand", "Drumlin")),
        ("drumlnin thing", ("brand", "Drumlin")),
        ("below 90", ("price", 90.0)),
        ("write to A.b+c@Mail.example.org!", ("email", "A.b+c@Mail.example.org")),
        ("a bivvy", ("category", "bivvy")),
    ],
)
def test_patterns_are_found(
    extractor: PatternExtractor, text: str, wanted: tuple[str, object]
) -> None:
    assert wanted in entities(extractor.find(text))


def test_a_pattern_that_matches_ordinary_words_is_little_trusted(
    extractor: PatternExtractor,
) -> None:
    size = next(span for span in extractor.find("I'm fine") if span.entity == "size")
    order = next(span for span in extractor.find("10077") if span.entity == "order_number")

    assert size.confidence < 0.5 < 0.9 < order.confidence


def test_a_part_of_something_longer_is_not_held_against_a_pattern() -> None:
    patterns = Patterns.of(data())
    trust = PatternExtractor(patterns, lambda word: False).trusted(data().examples).trust

    assert trust is not None
    assert trust["lookup:brand"] > 0.9


@pytest.mark.parametrize(
    ("entity", "value", "wanted"),
    [
        ("category", "TENT", "Tents"),
        ("category", "bivvvy", "Tents"),
        ("price", "80 euros", 80.0),
        ("price", "cheap", "cheap"),
        ("email", "Mara@Example.com", "mara@example.com"),
        ("product", "Col 2", "Col 2"),
    ],
)
def test_values_are_made_canonical(
    extractor: PatternExtractor, entity: str, value: str, wanted: object
) -> None:
    assert extractor.normalised(EntitySpan(entity, 0, 1, value)).value == wanted


def test_patterns_survive_json() -> None:
    patterns = PatternExtractor(Patterns.of(small_talk()), lambda word: True).trusted(
        small_talk().examples
    )

    assert Patterns.from_json(json.loads(json.dumps(patterns.to_json()))) == patterns


@pytest.mark.parametrize("change", [{"regexes": 3}, {"trust": {"a": "b"}}, {"builtin": None}])
def test_other_json_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ModelError, match="not a model's patterns"):
        Patterns.from_json({**Patterns.of(small_talk()).to_json(), **change})


def test_a_long_hostile_text_is_read_quickly(extractor: PatternExtractor) -> None:
    for text in ("a@" * 4_000, "1" * 8_000, "9 9,9." * 3_000, "€" * 8_000, "x." * 4_000 + "@"):
        extractor.find(text)


def test_no_patterns_find_nothing() -> None:
    empty = replace(Patterns.of(NluData(())), trust={})

    assert PatternExtractor(empty, lambda word: True).find("10042 under 80 euros") == []


def rasa_like(habits: PatternHabits) -> PatternExtractor:
    patterns = Patterns.of(data(), habits)
    trusted = PatternExtractor(patterns, lambda word: False).trusted(data().examples)
    kept = Patterns.from_json(json.loads(json.dumps(trusted.to_json())))
    return PatternExtractor(kept, lambda word: False)


def test_a_value_that_was_annotated_is_known_and_kept_as_it_is_written() -> None:
    text = "is the MORAINE COL there?"
    assert not any(span.entity == "product" for span in rasa_like(PatternHabits()).find(text))
    found = rasa_like(PatternHabits(seen_values=True)).find(text)
    assert ("product", "MORAINE COL") in entities(found)


def test_patterns_of_entities_that_no_example_shows_count_if_that_is_wanted() -> None:
    assert entities(rasa_like(PatternHabits()).find("hi from Paris")) == set()
    found = rasa_like(PatternHabits(unannotated=True)).find("hi from Paris")
    assert entities(found) == {("greeting", "hi"), ("city", "Paris")}
    assert all(span.confidence > 0.5 for span in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5", {("number", 5)}),
        ("minus -2,5 degrees", {("number", -2.5)}),
        ("room b12, 10042x and 1.2.3", set()),
        ("write to Ann@example.org or www.example.org.", {("email", "Ann@example.org")}),
        ("call +49 30 1234567 now", {("phone-number", "+49 30 1234567"), ("number", 30)}),
    ],
)
def test_dimensions_are_found_without_examples(text: str, wanted: set[tuple[str, object]]) -> None:
    spans = rasa_like(PatternHabits(dimensions=("number", "email", "phone-number"))).find(text)
    found = {(span.entity, span.value) for span in spans if span.extractor == EXTRACTOR}
    assert found - {("number", 1234567), ("number", 49)} == wanted


def test_addresses_are_found_without_the_stop_after_them() -> None:
    (span,) = rasa_like(PatternHabits(dimensions=("url",))).find("see https://a.example/x?y=1.")
    assert span.value == "https://a.example/x?y=1"
