from __future__ import annotations

import pytest

from bot.channels.origin import OriginList

LISTED = OriginList(["self", "https://Shop.example", "http://localhost:3000/"])


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://shop.example", "bot.example"),
        ("HTTPS://SHOP.EXAMPLE", "bot.example"),
        ("http://localhost:3000", None),
        ("https://bot.example", "bot.example"),
        ("http://127.0.0.1:5005", "127.0.0.1:5005"),
    ],
)
def test_let_in(origin: str, host: str | None) -> None:
    assert LISTED.allows_origin(origin, host)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://shop.example", "bot.example"),
        ("https://shop.example.evil.example", "bot.example"),
        ("https://shop.example:8443", "bot.example"),
        ("https://evil.example", "bot.example"),
        ("null", "bot.example"),
        ("", "bot.example"),
        ("self", "self"),
        ("file://bot.example", "bot.example"),
        ("https://bot.example", None),
        (None, "bot.example"),
    ],
)
def test_refused(origin: str | None, host: str | None) -> None:
    assert not LISTED.allows_origin(origin, host)


def test_clients_that_are_no_browser_are_let_in_where_that_is_wanted() -> None:
    assert OriginList([], without_origin=True).allows_origin(None, "bot.example")
    assert not OriginList([], without_origin=True).allows_origin("https://a.example", "b")


@pytest.mark.parametrize("entry", ["*", "shop.example", "https://a.example/x", "ftp://a", ""])
def test_entries_that_are_no_origin(entry: str) -> None:
    with pytest.raises(ValueError, match="is not an origin"):
        OriginList([entry])
