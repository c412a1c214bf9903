from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.money import format_money
from bot.answers.product_text import (
    asked_facts_text,
    colour_sentence,
    details_text,
    own_size_sentence,
    price_sentence,
    product_card,
    sizes_sentence,
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


def test_a_card_has_price_picture_and_the_next_questions() -> None:
    card = product_card(COL)
    assert (card.price, card.image) == ("€249.00", "/catalog/images/tents.svg")
    assert card.buttons[0].payload == '/product_details{"product":"TNT-1"}'
    assert "in stock" in card.subtitle
    assert "out of stock" in product_card(FELL).subtitle


def test_a_price_in_a_sentence() -> None:
    assert price_sentence(COL) == "The Moraine Col 2 Tent costs €249.00 and is in stock."
    assert price_sentence(FELL).endswith("costs €199.95 and is out of stock right now.")


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("how heavy is the Col 2?", "- Weight: 1.89 kg", "Price"),
        ("is it waterproof", "- Waterproof: 3000 mm", "Weight"),
        ("what is it made of and how many people fit", "- Capacity: 2", "Colours"),
        ("which colours are there", "- Colours: moss green, sand", "Material"),
        ("what do reviews say", "- Rating: 4.6 of 5 (132 reviews)", "Colours"),
    ],
)
def test_a_question_gets_the_fact_it_asks_for(question: str, told: str, not_told: str) -> None:
    text = asked_facts_text(COL, question)
    assert text is not None
    assert told in text
    assert not_told not in text


def test_a_general_question_asks_for_no_single_fact() -> None:
    assert asked_facts_text(COL, "tell me more about the Moraine Col 2 Tent") is None


def test_sizes_say_what_is_sold_out() -> None:
    text = sizes_sentence(BOOT)
    assert text == "The Highmark Ridge Boot comes in 41, 42 and 43. Sold out right now: 41."
    assert sizes_sentence(COL) == "The Moraine Col 2 Tent comes in one size."


def test_ones_own_size() -> None:
    assert own_size_sentence(BOOT, "42") == "You usually take 42; it is in stock."
    assert own_size_sentence(BOOT, "41") == "You usually take 41; it is sold out right now."


def test_colours_fit_by_their_words() -> None:
    assert colour_sentence(COL, "Green") == "It comes in moss green."
    assert colour_sentence(COL, "blue") == "It does not come in blue, but in moss green and sand."


def test_what_the_weight_is_of_stands_with_the_weight() -> None:
    boots = replace(BOOT, weight_g=1200, attributes={"weight_is": "pair"})
    text = details_text(boots)
    assert "- Weight: 1.2 kg (pair)" in text
    assert "Weight of" not in text


def test_names_in_the_plural_have_their_verb() -> None:
    boots = replace(BOOT, name="Highmark Ridge Boots", stock={"42": 0})
    assert stock_sentence(boots) == "Sorry, the Highmark Ridge Boots are out of stock right now."
    assert price_sentence(boots).startswith("The Highmark Ridge Boots cost €189.90 and are out")
    compass = replace(BOOT, name="Moraine Compass")
    assert price_sentence(compass).startswith("The Moraine Compass costs")
    assert "GPS is " in stock_sentence(replace(COL, name="Drumlin GPS"))


def test_a_temperature_rating_asks_for_no_stars() -> None:
    bag = replace(COL, attributes={"comfort_c": -5})
    text = asked_facts_text(bag, "what is its temperature rating?")
    assert text is not None
    assert text.endswith("- Comfort temperature: -5 °C")
    assert "Rating" in (asked_facts_text(bag, "what is its rating?") or "")
