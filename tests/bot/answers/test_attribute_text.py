from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.attribute_text import attribute_phrase, range_phrase, wish_phrase
from retrieval.catalog import load_catalog
from retrieval.types import Range

DEMO = Path("config/catalog")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("waterproof_mm", 3000, "waterproof: 3000 mm"),
        ("waterproof_mm", 10000, "waterproof: 10,000 mm"),
        ("comfort_c", -5, "comfort temperature: -5 °C"),
        ("freestanding", True, "freestanding: yes"),
        ("hood", False, "hood: no"),
        ("fuel", "gas", "fuel: gas"),
        ("removes", ["bacteria", "viruses"], "removes: bacteria and viruses"),
        ("volume_l", 45, "volume: 45 l"),
        ("volume_l", 2.0, "volume: 2 l"),
        ("layers", 2.5, "layers: 2.5"),
        ("flow_l_min", 1.2, "flow rate: 1.2 l/min"),
        ("minutes_per_l", 1.5, "minutes per litre: 1.5"),
        ("boil_min", 4, "boiling time: 4 min"),
        ("pore_micron", 0.1, "pore size: 0.1 µm"),
        ("ip_rating", "IPX7", "IP rating: IPX7"),
        ("weight_class", "mid_weight", "weight class: mid weight"),
        ("nothing", None, "nothing: –"),
    ],
)
def test_attributes_are_read_with_their_units(name: str, value: object, text: str) -> None:
    assert attribute_phrase(name, value) == text


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("waterproof", True, "waterproof"),
        ("freestanding", False, "not freestanding"),
        ("kind", "footprint", "footprint"),
        ("fuel", "gas", "fuel gas"),
        ("capacity", 2, "capacity 2"),
        ("volume_l", Range(40, 60), "volume 40 to 60 l"),
        ("comfort_c", Range(high=-5.0), "comfort temperature up to -5 °C"),
        ("seasons", Range(4, 4), "seasons 4"),
    ],
)
def test_wishes_are_read_back(name: str, value: object, text: str) -> None:
    assert wish_phrase(name, value) == text


def test_an_open_range_says_its_one_end() -> None:
    assert range_phrase(Range(low=3.0), "l") == "at least 3 l"


def test_no_attribute_of_the_demo_shows_its_key_or_a_needless_digit() -> None:
    for product in load_catalog(DEMO).products.values():
        for key, value in product.attributes.items():
            phrase = attribute_phrase(key, value)
            assert "_" not in phrase, (product.id, key)
            assert not phrase.endswith(".0"), (product.id, key)
            assert "None" not in phrase, (product.id, key)
