"""Amounts of money as customers read them."""

from __future__ import annotations

# Symbols that stand before the amount; other currencies are written by their code.
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}


def format_money(amount: float, currency: str) -> str:
    """Return `€249.00` or `249.00 CHF`, with a comma in thousands."""
    return _with_currency(f"{amount:,.2f}", currency)


def short_money(amount: float, currency: str) -> str:
    """Return `€300` or `€79.95`: cents only if there are any, for limits and differences."""
    whole = round(amount, 2) == round(amount)
    return _with_currency(f"{round(amount):,}" if whole else f"{amount:,.2f}", currency)


def _with_currency(digits: str, currency: str) -> str:
    code = currency.upper()
    symbol = SYMBOLS.get(code)
    return f"{symbol}{digits}" if symbol else f"{digits} {code}".rstrip()
