from __future__ import annotations

from typing import Any

import pytest

from bot.e2e.card_rule import unfit
from retrieval.types import Product

BOOT = Product(
    id="B1",
    name="High Boot",
    brand="Juniper & Stone",
    category=("Footwear", "Hiking Boots"),
    description="A boot.",
    price=179.95,
    currency="EUR",
    colours=("moss green", "black"),
    sizes=("41", "42"),
    weight_g=980,
    rating=4.4,
    stock={"41": 3, "42": 0},
    attributes={"season": "winter", "waterproof": True, "drop_mm": 8, "activities": ["hiking"]},
)


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"category": "Hiking Boots"},
        {"category": ["Sandals", "hiking boots"]},
        {"category": "Footwear"},
        {"brand": "juniper & stone"},
        {"not_brand": "Moraine"},
        {"colour": "green"},
        {"colour": ["red", "black"]},
        {"not_colour": "red"},
        {"size": "41"},
        {"size": 41},
        {"price_min": 100, "price_max": 179.95},
        {"weight_max_g": 1000},
        {"rating_min": 4},
        {"in_stock": True},
        {"attributes": {"waterproof": True, "season": "winter", "activities": "hiking"}},
        {"attributes": {"drop_mm": {"min": 5, "max": 10}}},
    ],
)
def test_a_product_fits(rule: dict[str, Any]) -> None:
    assert unfit(BOOT, rule) == ""


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ({"category": "Boots"}, "category"),
        ({"brand": "Moraine"}, "brand"),
        ({"not_brand": "Juniper & Stone"}, "not_brand"),
        ({"colour": "een"}, "colour"),
        ({"not_colour": "green"}, "not_colour"),
        ({"size": "42"}, "size"),
        ({"size": "43"}, "size"),
        ({"price_max": 179.94}, "price_max"),
        ({"price_min": 180}, "price_min"),
        ({"weight_max_g": 900}, "weight_max_g"),
        ({"rating_min": 4.5}, "rating_min"),
        ({"in_stock": False}, "in_stock"),
        ({"attributes": {"waterproof": False}}, "waterproof"),
        ({"attributes": {"activities": "running"}}, "activities"),
        ({"attributes": {"drop_mm": {"max": 7}}}, "drop_mm"),
        ({"attributes": {"waterproof": {"min": 0}}}, "waterproof"),
        ({"attributes": {"capacity": 2}}, "capacity"),
    ],
)
def test_a_product_that_breaks_the_rule_is_told_with_the_key(
    rule: dict[str, Any], named: str
) -> None:
    assert named in unfit(BOOT, rule)
