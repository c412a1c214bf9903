from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.catalog import Catalog
from retrieval.query import QueryReader
from retrieval.types import Filters, Range, Sort
from tests.retrieval.shop import SYNONYMS, small_catalog

READER = QueryReader(small_catalog(), SYNONYMS)


def read(text: str) -> Filters:
    return READER.read(text).filters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tent under 300", {"price_max": 300.0}),
        ("tents between 200 and 400", {"price_min": 200.0, "price_max": 400.0}),
        ("jacket around 200", {"price_min": 180.0, "price_max": 220.0}),
        ("I have 50 euros for a hat", {"price_min": None, "price_max": 50.0}),
        ("a 50 euro hat", {"price_min": 45.0, "price_max": 55.0}),
        ("no more than a hundred and fifty for a tent", {"price_max": 150.0}),
        ("a stove within my 200 budget", {"price_max": 200.0}),
        ("70 to spend on a stove", {"price_max": 70.0}),
        ("a stove sub 100", {"price_max": 100.0}),
        ("stove, I can afford 50", {"price_max": 50.0}),
        ("stove, 50 is my limit", {"price_max": 50.0}),
        ("stove undr 50", {"price_max": 50.0}),
        ("nothing more expensive than 50, a stove", {"price_min": None, "price_max": 50.0}),
        ("stove, 50 euros at the most", {"price_min": None, "price_max": 50.0}),
        ("something for 20 euros", {"price_max": 20.0}),
        ("boots from 100 to 200 euros", {"price_min": 100.0, "price_max": 200.0}),
        ("tent under 2 kg", {"weight_g": Range(high=2000.0), "price_max": None}),
        ("rated over 4 stars", {"rating_min": 4.0}),
        ("anything with a rating above 4.5", {"rating_min": 4.5}),
        ("green tent", {"colours": ("green",)}),
        ("blue or black jacket", {"colours": ("blue", "black")}),
        ("a pink tent", {"colours": ("pink",)}),
        ("gray socks", {"colours": ("grey",)}),
        ("dark blue backpack", {"colours": ("navy",)}),
        ("no black gloves", {"not_colours": ("black",), "colours": ()}),
        ("boots, not black or brown", {"not_colours": ("black", "brown")}),
        ("boots that aren't brown", {"not_colours": ("brown",)}),
        ("Nordvik tent", {"brands": ("nordvik",)}),
        ("anything from Juniper", {"brands": ("juniper & stone",)}),
        ("a tent but not from Moraine", {"not_brands": ("moraine",), "brands": ()}),
        ("Nordvic tent", {"brands": ("nordvik",)}),
        ("leather boots", {"materials": ("leather",)}),
        ("boots without leather", {"not_materials": ("leather",), "materials": ()}),
        ("jacket without down", {"not_materials": ("down",)}),
        ("boots in 42", {"sizes": ("42",)}),
        ("hiking boots 41", {"sizes": ("41",)}),
        ("boots size 42 or 43", {"sizes": ("42", "43")}),
        ("rain jacket M", {"sizes": ("m",)}),
        ("rain jacket size medium", {"sizes": ("m",)}),
        ("something in XL", {"sizes": ("xl",)}),
        ("boots size 50", {"sizes": ("50",)}),
        ("socks 42", {"sizes": ("42",)}),
        ("2 person tent", {"sizes": ("2-person",)}),
        ("45 litre backpack", {"sizes": ("45 l",)}),
        ("available tents", {"in_stock": True}),
    ],
)
def test_constraints_are_read(text: str, expected: dict[str, Any]) -> None:
    filters = read(text)
    assert {name: getattr(filters, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tent for 3 people or more", {"capacity": Range(low=3.0)}),
        ("tent for 7 people", {"capacity": Range(7.0, 7.0)}),
        ("4-season tent", {"seasons": Range(4.0, 4.0)}),
        ("sleeping bag down to -10", {"comfort_c": Range(high=-10.0)}),
        ("sleeping bag for minus 15 degrees", {"comfort_c": Range(high=-15.0)}),
        ("sleeping bag limit 0 degrees", {"limit_c": Range(high=0.0)}),
        ("backpack of at least 50 litres", {"volume_l": Range(low=50.0)}),
        ("backpack 50 litres", {"volume_l": Range(45.0, 55.0)}),
        ("backpack 40-50 l", {"volume_l": Range(40.0, 50.0)}),
        ("jacket with 10000 mm", {"waterproof_mm": Range(low=10000.0)}),
        ("stove that boils in 4 minutes", {"boil_min": Range(high=4.0)}),
        ("stove with 2 burners", {"burners": Range(2.0, 2.0)}),
        ("down jacket fill power 700", {"fill_power": Range(low=700.0)}),
        ("down jacket under 400 with 700 fill power", {"fill_power": Range(low=700.0)}),
        ("700 fill power down jacket under 400", {"fill_power": Range(low=700.0)}),
        ("trail shoes drop under 8 mm", {"drop_mm": Range(high=8.0)}),
        ("gas stove", {"kind": "gas stove"}),
        ("petrol stove", {"fuel": "petrol"}),
        ("winter sleeping bag", {"season": "winter"}),
        ("women's boots", {"fit": "women"}),
        ("jacket with hood", {"hood": True}),
        ("down jacket without hood", {"hood": False}),
        ("waterproof boots", {"waterproof": True}),
        ("boots, not waterproof", {"waterproof": False}),
        ("backpack with rain cover", {"rain_cover": True, "kind": "backpack"}),
        ("rain cover for my backpack", {"kind": "rain cover"}),
        ("backpack for travel", {"activities": "travel"}),
        ("touchscreen gloves", {"touchscreen": True}),
        ("jacket", {"kind": ("down jacket", "insulated jacket", "rain jacket")}),
        ("rain jacket", {"kind": "rain jacket"}),
        ("ladies boots", {"fit": "women"}),
        ("boots for my wife", {"fit": "women"}),
        ("jacket for him", {"fit": None}),
    ],
)
def test_attributes_are_learned_from_the_catalogue(text: str, expected: dict[str, Any]) -> None:
    attributes = read(text).attributes
    assert {key: attributes.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("tent", ("tents",)),
        ("TENTS", ("tents",)),
        ("I'm looking for a tent", ("tents",)),
        ("rucksack", ("backpacks",)),
        ("jacket", ("down jackets", "rain jackets")),
        ("down jacket", ("down jackets",)),
        ("footwear", ("footwear",)),
        ("gloves", ("hats & gloves",)),
        ("beanie", ("hats & gloves",)),
        ("poncho", ("rain jackets",)),
        ("tents and backpacks", ("backpacks", "tents")),
        ("socks for hiking boots", ("socks",)),
        ("slepping bag", ("sleeping bags",)),
        ("backpak", ("backpacks",)),
        ("hiking bootts", ("hiking boots",)),
        ("a waterproof", ("rain jackets",)),
        ("something nice", ()),
        ("light to read in the tent", ()),
    ],
)
def test_categories_are_read(text: str, categories: tuple[str, ...]) -> None:
    assert read(text).categories == categories


def test_a_category_can_be_refused() -> None:
    assert read("anything from Nordvik but no tents").not_categories == ("tents",)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("the cheapest tent", Sort.CHEAPEST),
        ("most expensive sleeping bag", Sort.DEAREST),
        ("lightest tent", Sort.LIGHTEST),
        ("best rated boots", Sort.BEST_RATED),
        ("tent", Sort.RELEVANCE),
    ],
)
def test_the_order_is_read(text: str, sort: Sort) -> None:
    assert READER.read(text).sort is sort


def test_what_is_understood_by_numbers_is_not_matched_as_words() -> None:
    query = READER.read("warm winter boots under 200 euros in size 42, no leather")
    assert query.text == "warm winter boots in"
    assert READER.read("under 200").text == "under 200"


@pytest.mark.parametrize(
    "text",
    [
        "it doesn't have to be waterproof",
        "no need for it to be waterproof",
        "not necessarily waterproof boots",
    ],
)
def test_what_is_waived_is_no_constraint(text: str) -> None:
    filters = read(text)
    assert "waterproof" not in {**filters.attributes, **filters.not_attributes}


@pytest.mark.parametrize("text", ["not only black boots", "not sure which tent", "no idea"])
def test_a_no_that_refuses_nothing_is_no_constraint(text: str) -> None:
    filters = read(text)
    assert (filters.not_colours, filters.not_categories) == ((), ())


@pytest.mark.parametrize(
    "text", ["backpack for 3 days", "poles for someone 180 cm tall", "tent for my 6 year old"]
)
def test_numbers_about_something_else_are_no_constraint(text: str) -> None:
    filters = read(text)
    assert (filters.price_min, filters.price_max, filters.weight_g) == (None, None, None)
    assert not any(isinstance(value, Range) for value in filters.attributes.values())


def test_a_name_with_a_number_is_no_amount() -> None:
    filters = read("Moraine Col 2")
    assert filters == Filters(brands=("moraine",))


def test_a_kind_narrows_only_as_far_as_something_is_left() -> None:
    assert read("tents").attributes["kind"] == "tent"
    assert "kind" not in read("tents under 5").attributes
    assert READER.read("tents under 5").kind == "tents"


def test_words_nobody_taught_come_from_the_synonyms_alone() -> None:
    without = QueryReader(small_catalog())
    assert without.read("rucksack").filters.categories == ()
    assert read("rucksack").categories == ("backpacks",)


def test_an_empty_catalogue_reads_prices_still() -> None:
    reader = QueryReader(Catalog.of())
    assert reader.read("red tent under 30").filters == Filters(price_max=30.0, colours=("red",))


HOSTILE = [
    "", " ", "\x00", "\ud800", "🏕️" * 500, "under " * 2000, "not " * 3000, "9" * 100_000,
    "1e999 €", "between 5 and", "size size size 42 42", "-" * 5000, "<script>alert(1)</script>",
    "'; DROP TABLE products; --", "٣٤ €", "½ kg", "ﬁfty", "tent" * 5000, "a\u0301" * 1000,
    "no no no black", "under -5 €", "NaN euros", "under infinity", "2-2-2-2-2 person", "€€€",
    "l l l",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read_quickly(text: str) -> None:
    start = time.perf_counter()
    query = READER.read(text)
    READER.table.mask(query.filters)
    query.text.encode()
    assert time.perf_counter() - start < 5.0


WORDS = """tent boots not no under over 42 M size black down to - -10 € and or 2 person l
waterproof without for between hood jacket cheapest from the , . winter Nordvik 45 litres stars"""
words = st.sampled_from(WORDS.split())


@given(st.text() | st.lists(words, max_size=20).map(" ".join))
@settings(deadline=None)
def test_any_text_is_read_and_its_filters_can_be_applied(text: str) -> None:
    query = READER.read(text)
    READER.table.mask(query.filters)
    assert query == READER.read(text)
    filters = query.filters
    if filters.price_min is not None and filters.price_max is not None:
        assert isinstance(filters.price_min, float)
    hash((query.text, query.sort))


def test_a_kind_asked_for_by_name_is_never_swapped_silently() -> None:
    assert read("poncho under 5").attributes["kind"] == "poncho"
    assert read("a sold out multi-fuel stove under 5").attributes["kind"] == "multi-fuel stove"


WORDS = {
    "groundsheet": "footprint",
    "rainproof": "waterproof",
    "knapsack": "backpack",
    "flames": "burners",
}
WORDY = QueryReader(small_catalog(), SYNONYMS | WORDS)


def test_a_kind_is_found_by_another_word_for_it() -> None:
    filters = WORDY.read("a groundsheet to go underneath the tent").filters
    assert filters.attributes == {"kind": "footprint"}
    assert filters.categories == ("tents",)


def test_another_word_for_a_kind_may_be_miswritten() -> None:
    assert WORDY.read("groundshet").filters.attributes == {"kind": "footprint"}


def test_a_property_is_found_by_another_word_for_it() -> None:
    assert WORDY.read("rainproof boots").filters.attributes["waterproof"] is True


def test_a_count_is_of_what_another_word_names() -> None:
    assert WORDY.read("stove with 2 flames").filters.attributes["burners"] == Range(2.0, 2.0)


def test_what_the_customer_has_already_is_not_what_they_look_for() -> None:
    assert read("stones get into my old hiking boots").categories == ()
    assert read("my new hiking boots should be waterproof").categories == ("hiking boots",)
    assert read("insoles for my boots").attributes == {"kind": "insoles"}


def test_a_no_that_is_about_doing_something_refuses_no_product() -> None:
    refused = read("drinking without taking the backpack off")
    assert refused.not_categories == ()
    assert read("water doesn't bead off my rain jacket any more").not_categories == ()


def test_only_the_kind_is_turned_down_within_the_category_asked_for() -> None:
    filters = read("rain jackets but not ponchos")
    assert filters.categories == ("rain jackets",)
    assert filters.not_categories == ()


def test_a_word_that_is_also_a_material_needs_a_thing_that_is_made_of_it() -> None:
    assert read("my knees hurt on the way down").materials == ()
    assert read("something in merino").materials == ("merino",)
    assert read("down").materials == ("down",)


def test_below_zero_means_a_temperature_whatever_else_is_named() -> None:
    filters = read("sleeping bag for when it drops to minus 5")
    assert [value.high for value in filters.attributes.values() if isinstance(value, Range)] == [
        -5.0
    ]


def test_a_participle_is_no_thing() -> None:
    assert read("boots, 40 cm when packed").categories == ("hiking boots",)


def test_people_named_one_by_one_are_counted() -> None:
    assert read("a tent for my wife and me").sizes == ("2-person",)
    assert read("a tent for my wife").sizes == ()


def test_people_are_counted_by_of_us_too() -> None:
    assert read("a tent for the three of us").sizes == ("3-person",)


def test_a_kind_before_its_category_narrows_it_down() -> None:
    assert read("poncho rain jacket").attributes["kind"] == "poncho"
    assert read("poncho or rain jacket").attributes.get("kind") != "poncho"


def test_a_part_that_is_named_first_is_what_is_looked_for() -> None:
    assert read("insoles to soften hard hiking boots").attributes["kind"] == "insoles"
    assert read("a cartridge for the Hearth stove").attributes["kind"] == "gas cartridge"
    assert read("boots with insoles").attributes.get("kind") != "insoles"


def test_a_european_size_is_no_price() -> None:
    filters = read("hiking boots eur 41 or 42")
    assert filters.sizes == ("41", "42")
    assert filters.price_max is None
    assert read("hiking boots for 150 eur").price_max == 150.0


def test_what_a_thing_does_not_do_is_no_refusal() -> None:
    assert read("a tent that doesn't sink in red earth").not_colours == ()
    assert read("a tent that doesn't come in red").not_colours == ("red",)


def test_the_last_word_says_what_it_is() -> None:
    assert read("hiking boots insoles").attributes["kind"] == "insoles"


def test_properties_of_the_main_thing_are_not_those_of_its_part() -> None:
    filters = read("a cartridge for a red stove")
    assert filters.attributes["kind"] == "gas cartridge"
    assert filters.colours == ()


def test_naming_what_is_counted_asks_for_some() -> None:
    assert read("a stove with burners").attributes["burners"] is True
    assert read("a stove with 2 burners").attributes["burners"] == Range(2.0, 2.0)


def test_the_only_measure_of_its_sort_needs_no_name() -> None:
    limits = read("a stove that is done in 4 minutes").attributes
    assert limits["boil_min"] == Range(high=4.0)
