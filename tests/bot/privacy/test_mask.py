from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.mask import Masker


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("write to mara.lindqvist@example.com please", "write to [email] please"),
        ("my card 4111 1111 1111 1111 was charged", "my card [card] was charged"),
        ("IBAN AT61 1904 3002 3457 3201 ok", "IBAN [iban] ok"),
        ("call +43 512 123456 or 030 901820", "call [phone] or [phone]"),
        ("from 192.168.0.17", "from [ip]"),
        ("see https://x.example/reset?token=abc", "see https://x.example/reset?[hidden]"),
    ],
)
def test_personal_data_is_masked(text: str, masked: str) -> None:
    assert Masker().mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "where is order 10042?",
        "the Moraine Col 2 for under 300 euros",
        "1234 5678 9012 3456 is no card",
        "size 42, 2 of them, 3000 mm",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert Masker().mask(text) == text


def test_what_is_known_of_the_customer_is_masked() -> None:
    text = "Mara Lindqvist here, deliver to Seestraße 4, not to maradona"
    masked = Masker().mask(text, known=["Mara Lindqvist", "Seestraße 4", "Mara"])
    assert masked == "[personal] here, deliver to [personal], not to maradona"


@given(st.text(max_size=300))
def test_any_text_can_be_masked(text: str) -> None:
    masked = Masker().mask(text)
    assert "@example.com" not in Masker().mask(f"{masked} a@example.com")
