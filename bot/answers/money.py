"""Amounts of money as customers read them."""

from __future__ import annotations

# Symbols that stand before the amount; other currencies are written by their code.
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}


def format_money(amount: float, currency: str) -> str:
    """Return `€249.00` or `249.00 CHF`, with a comma in thousands."""
    digits = f"{amount:,.2f}"
    symbol = SYMBOLS.get(currency.upper())
    return f"{symbol}{digits}" if symbol else f"{digits} {currency.upper()}"
