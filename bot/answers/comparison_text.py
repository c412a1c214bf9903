"""What tells two products apart, fact by fact."""

from __future__ import annotations

from bot.answers.money import short_money
from bot.answers.phrase import listed
from bot.answers.product_text import facts, weight_phrase
from retrieval.types import Product

ABSENT = "–"


def comparison_text(first: Product, second: Product) -> str:
    """Return the difference in price and weight in a sentence each, then fact by fact."""
    left, right = facts(first), facts(second)
    names = [*left, *(name for name in right if name not in left)]
    rows = [
        f"- {name[:1].upper()}{name[1:]}: {left.get(name, ABSENT)} vs {right.get(name, ABSENT)}"
        for name in names
        if left.get(name) != right.get(name)
    ]
    same = [name for name in names if left.get(name) == right.get(name)]
    lines = [
        f"**{first.name}** vs **{second.name}**",
        *_summary(first, second),
        *rows,
        *([f"Both have the same {listed(same)}."] if same else []),
    ]
    return "\n".join(lines)


def _summary(first: Product, second: Product) -> list[str]:
    """Return one line with the differences that are numbers, none if there are none."""
    parts = []
    if first.price != second.price and first.currency == second.currency:
        cheaper = min(first, second, key=lambda one: one.price)
        gap = short_money(abs(first.price - second.price), first.currency)
        parts.append(f"The {cheaper.name} is {gap} cheaper.")
    if first.weight_g and second.weight_g and first.weight_g != second.weight_g:
        lighter = min(first, second, key=lambda one: one.weight_g or 0)
        gap = weight_phrase(abs(first.weight_g - second.weight_g))
        parts.append(f"The {lighter.name} is {gap} lighter.")
    return [" ".join(parts)] if parts else []
