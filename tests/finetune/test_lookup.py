import pytest

from finetune.lookup import Lookup, LookupMatch

ENTRIES = {
    "brand": ("Brightwater", "Juniper & Stone", "Moraine"),
    "category": ("backpack", "tent", "sleeping bag"),
    "city": ("Freiburg",),
}
ORDINARY = {"books", "i", "want", "a", "back", "pack", "in", "sleeping", "the", "moraines"}


@pytest.fixture
def lookup() -> Lookup:
    return Lookup(ENTRIES, ORDINARY.__contains__)


def found(matches: list[LookupMatch], text: str) -> set[tuple[str, str, str]]:
    return {(each.entity, text[each.start : each.end], each.value) for each in matches}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "a BRIGHTWATER tent",
            {("brand", "BRIGHTWATER", "Brightwater"), ("category", "tent", "tent")},
        ),
        ("juniper & stone", {("brand", "juniper & stone", "Juniper & Stone")}),
        ("Juniper&Stone", {("brand", "Juniper&Stone", "Juniper & Stone")}),
        ("a back pack", {("category", "back pack", "backpack")}),
        ("a back-pack", {("category", "back-pack", "backpack")}),
        ("sleepingbag", {("category", "sleepingbag", "sleeping bag")}),
        ("in Frieburg", {("city", "Frieburg", "Freiburg")}),
        ("bakcpack", {("category", "bakcpack", "backpack")}),
        ("Brihtwatter", {("brand", "Brihtwatter", "Brightwater")}),
        ("slepping bag", {("category", "slepping bag", "sleeping bag")}),
    ],
)
def test_entries_are_found_in_any_spelling(
    lookup: Lookup, text: str, wanted: set[tuple[str, str, str]]
) -> None:
    assert wanted <= found(lookup.find(text), text)


@pytest.mark.parametrize("text", ["tend", "tet", "moraines", "i want books", "Freitag", "", "😀"])
def test_ordinary_and_short_words_are_no_typing_errors(lookup: Lookup, text: str) -> None:
    assert lookup.find(text) == []


def test_words_around_a_misspelling_are_not_part_of_it(lookup: Lookup) -> None:
    text = "a bakcpack in Frieburg a"

    assert found(lookup.find(text), text) == {
        ("category", "bakcpack", "backpack"),
        ("city", "Frieburg", "Freiburg"),
    }


def test_a_misspelling_is_less_alike_than_the_word(lookup: Lookup) -> None:
    exact, wrong = (lookup.find(text)[0] for text in ("Freiburg", "Frieburg"))

    assert exact.similarity == 1.0
    assert 0.5 < wrong.similarity < 1.0


def test_one_word_may_belong_to_two_entities() -> None:
    lookup = Lookup({"a": ("x1",), "b": ("X1",)}, lambda word: True)

    assert {(each.entity, each.value) for each in lookup.find("x1")} == {("a", "x1"), ("b", "X1")}


def test_nearest_reads_the_whole_text(lookup: Lookup) -> None:
    assert lookup.nearest("bakcpack") == "backpack"
    assert lookup.nearest("my old backpack") is None
    assert lookup.nearest("tent", "brand") is None
    assert lookup.nearest("") is None


def test_a_very_long_text_is_read_in_reasonable_time(lookup: Lookup) -> None:
    assert lookup.find("zxqw " * 50_000 + "tent") == []


def test_nothing_to_look_up_finds_nothing() -> None:
    assert Lookup({}, lambda word: True).find("anything") == []
