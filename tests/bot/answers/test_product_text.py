from __future__ import annotations

import pytest

from bot.answers.money import format_money
from bot.answers.product_text import (
    attribute_phrase,
    comparison_text,
    details_text,
    price_sentence,
    product_card,
    stock_sentence,
    weight_phrase,
)
from tests.fakes.products import BOOT, COL, FELL


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [(249.0, "EUR", "€249.00"), (1234.5, "eur", "€1,234.50"), (5, "CHF", "5.00 CHF")],
)
def test_money(amount: float, currency: str, text: str) -> None:
    assert format_money(amount, currency) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (None, "Yes, the Highmark Ridge Boot is in stock in 42 and 43."),
        ("42", "Yes, the Highmark Ridge Boot is in stock in size 42 (2 left)."),
        ("43", "Yes, the Highmark Ridge Boot is in stock in size 43."),
        ("41", "Sorry, the Highmark Ridge Boot is sold out in size 41 right now."),
        ("50", "The Highmark Ridge Boot does not come in size 50. Sizes: 41, 42 and 43."),
    ],
)
def test_stock_by_size(size: str | None, text: str) -> None:
    assert stock_sentence(BOOT, size).startswith(text)


def test_stock_without_sizes() -> None:
    assert stock_sentence(COL) == "Yes, the Moraine Col 2 Tent is in stock."
    assert stock_sentence(FELL) == "Sorry, the Nordvik Fell 2 Tent is out of stock right now."


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("waterproof_mm", 3000, "waterproof: 3000 mm"),
        ("comfort_c", -5, "comfort: -5 °C"),
        ("freestanding", True, "freestanding: yes"),
        ("fuel", "gas", "fuel: gas"),
        ("removes", ["bacteria", "viruses"], "removes: bacteria, viruses"),
        ("volume_l", 45, "volume: 45 l"),
    ],
)
def test_attributes_are_read_with_their_units(name: str, value: object, text: str) -> None:
    assert attribute_phrase(name, value) == text


@pytest.mark.parametrize(
    ("grams", "text"), [(890, "890 g"), (1890, "1.89 kg"), (2000, "2 kg"), (2600, "2.6 kg")]
)
def test_weights(grams: int, text: str) -> None:
    assert weight_phrase(grams) == text


def test_details_say_only_what_the_catalogue_says() -> None:
    text = details_text(COL)
    assert "€249.00" in text
    assert "1.89 kg" in text
    assert "4.6 of 5 (132 reviews)" in text
    assert "4.1 of 5 (1 review)" in details_text(FELL)


def test_a_comparison_names_differences_and_what_is_the_same() -> None:
    text = comparison_text(COL, FELL)
    assert "- Price: €249.00 vs €199.95" in text
    assert "- Freestanding: yes vs –" in text
    assert "Both have the same capacity." in text


def test_a_card_has_price_picture_and_the_next_questions() -> None:
    card = product_card(COL)
    assert (card.price, card.image) == ("€249.00", "/catalog/images/tents.svg")
    assert card.buttons[0].payload == '/product_details{"product":"TNT-1"}'
    assert "in stock" in card.subtitle
    assert "out of stock" in product_card(FELL).subtitle


def test_a_price_in_a_sentence() -> None:
    assert price_sentence(COL) == "The Moraine Col 2 Tent costs €249.00."
