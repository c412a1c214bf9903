from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.orders.address_form import split_address


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Lindenweg 12", ("Lindenweg 12", "", "")),
        ("Lindenweg 12, 6020 Innsbruck", ("Lindenweg 12", "6020", "Innsbruck")),
        ("please send it to Seeweg 4, 79098 Freiburg, thanks!", ("Seeweg 4", "79098", "Freiburg")),
        (
            "my new address is 77 rue Basse, 67000 Strasbourg",
            ("77 rue Basse", "67000", "Strasbourg"),
        ),
        ("Björkvägen 14 411 03 Gothenburg", ("Björkvägen 14", "411 03", "Gothenburg")),
        ("Damrak 1, 1012 LG Amsterdam", ("Damrak 1", "1012 LG", "Amsterdam")),
        ("Brivibas iela 3, LV-1010 Riga", ("Brivibas iela 3", "LV-1010", "Riga")),
        ("10 Downing Street, SW1A 2AA London", ("10 Downing Street", "SW1A 2AA", "London")),
        ("79098 Freiburg, Gartenweg 7", ("Gartenweg 7", "79098", "Freiburg")),
        ("6020", ("", "6020", "")),
        ("the postcode is 6020", ("", "6020", "")),
        ("6020 Innsbruck", ("", "6020", "Innsbruck")),
        ("The Hague", ("The Hague", "", "")),
        ("Au", ("Au", "", "")),
        ("", ("", "", "")),
    ],
)
def test_addresses_as_customers_write_them(said: str, parts: tuple[str, str, str]) -> None:
    assert split_address(said) == parts


@given(st.text(max_size=300))
def test_any_text_can_be_split_and_stays_short(said: str) -> None:
    parts = split_address(said)
    assert all(len(part) <= 100 for part in parts)
