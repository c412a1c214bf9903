from __future__ import annotations

from dataclasses import replace

from bot.answers.comparison_text import comparison_text
from tests.fakes.products import COL, FELL


def test_a_comparison_begins_with_what_is_cheaper_and_lighter() -> None:
    lines = comparison_text(COL, FELL).splitlines()
    assert lines[0] == "**Moraine Col 2 Tent** vs **Nordvik Fell 2 Tent**"
    assert lines[1] == (
        "The Nordvik Fell 2 Tent is €49.05 cheaper. The Moraine Col 2 Tent is 710 g lighter."
    )


def test_it_names_differences_and_what_is_the_same() -> None:
    text = comparison_text(COL, FELL)
    assert "- Price: €249.00 vs €199.95" in text
    assert "- Freestanding: yes vs –" in text
    assert "Both have the same capacity." in text


def test_equal_prices_and_unknown_weights_are_not_compared() -> None:
    twin = replace(FELL, price=COL.price, weight_g=None)
    assert "cheaper" not in comparison_text(COL, twin)
    assert "lighter" not in comparison_text(COL, twin)


def test_prices_in_two_currencies_are_not_subtracted() -> None:
    assert "cheaper" not in comparison_text(COL, replace(FELL, currency="CHF"))
