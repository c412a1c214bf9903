import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.price import find_prices, read_amount


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("under 80", [("80", 80.0, "max")]),
        ("a tent below 80 euros", [("80 euros", 80.0, "max")]),
        ("max. 30 €", [("30 €", 30.0, None)]),
        ("max 30 €", [("30 €", 30.0, "max")]),
        ("€150 at most", [("€150", 150.0, None)]),
        ("more than 100 eur", [("100 eur", 100.0, "min")]),
        ("at least 200", [("200", 200.0, "min")]),
        ("about 80€", [("80€", 80.0, "around")]),
        ("between 50 and 80", [("50", 50.0, "min"), ("80", 80.0, "max")]),
        ("between €50 and €80.50", [("€50", 50.0, "min"), ("€80.50", 80.5, "max")]),
        ("from 300 to 450 euros", [("300", 300.0, "min"), ("450 euros", 450.0, "max")]),
        ("it costs 1.299,00 €", [("1.299,00 €", 1299.0, None)]),
        ("$1,299.99 is a lot", [("$1,299.99", 1299.99, None)]),
        ("49,90 EUR", [("49,90 EUR", 49.9, None)]),
        ("budget 120", [("120", 120.0, "max")]),
        ("my budget is 120 chf", [("120 chf", 120.0, "max")]),
        ("80, under 90", [("90", 90.0, "max")]),
    ],
)
def test_prices_with_their_bound(text: str, wanted: list[tuple[str, float, str | None]]) -> None:
    found = find_prices(text)

    assert [(text[span.start : span.end], span.value, span.role) for span in found] == wanted
    assert all(span.entity == "price" for span in found)


@pytest.mark.parametrize(
    "text",
    [
        "order 10042",
        "size 42",
        "under 2 kg",
        "a tent for 4 people",
        "within 30 days",
        "from 10 to 18 o'clock",
        "under 10042",
        "over 9 hours",
        "between 2 and 3 people",
        "the 2nd one",
        "v1.2.3",
        "",
    ],
)
def test_other_numbers_are_no_prices(text: str) -> None:
    assert find_prices(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80 euros", 80.0),
        ("1.299,00 €", 1299.0),
        ("49.9", 49.9),
        ("1'000", 1000.0),
        ("much", None),
    ],
)
def test_an_amount_is_read_from_its_words(text: str, value: float | None) -> None:
    assert read_amount(text) == value


@given(st.text("0123456789., €euro-'undr\u0663", max_size=40))
@settings(deadline=None)
def test_any_text_gives_places_inside_it_and_finite_values(text: str) -> None:
    spans = find_prices(text)

    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert 0 <= span.value < 1e10
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))  # noqa: RUF007
