"""Sentences and cards about products, made only of the catalogue's own fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.answers.money import format_money
from bot.answers.phrase import counted, listed
from bot.domain.message import Button, Card, Evidence
from retrieval.types import Product

ONE_SIZE = "one size"
# How attribute keys with a unit at their end are read out.
UNITS = {
    "_mm": "mm", "_c": "°C", "_l": "l", "_g": "g", "_w": "W", "_h": "h", "_m": "m", "_cm": "cm",
    "_min": "min", "_kg": "kg", "_ml": "ml", "_lumens": "lumens", "_hours": "h", "_years": "years",
}  # fmt: skip


def product_evidence(product: Product) -> Evidence:
    """Return the evidence that a sentence about `product` rests on."""
    return Evidence("product", product.id, product.name)


def product_card(product: Product) -> Card:
    """Return the picture card of a product, with buttons for the usual next questions."""
    return Card(
        title=product.name,
        subtitle=card_subtitle(product),
        image=product.image,
        url=product.url,
        price=format_money(product.price, product.currency),
        product_id=product.id,
        buttons=(
            Button("Details", f'/product_details{{"product":"{product.id}"}}'),
            Button("In stock?", f'/product_stock{{"product":"{product.id}"}}'),
        ),
    )


def card_subtitle(product: Product) -> str:
    """Return one line: leaf category, rating, availability."""
    parts = [product.category[-1]] if product.category else []
    if product.rating is not None:
        parts.append(f"★ {product.rating:.1f} ({product.reviews})")
    parts.append("in stock" if product.in_stock else "out of stock")
    return " · ".join(parts)


def price_sentence(product: Product) -> str:
    """Return what a product costs."""
    return f"The {product.name} costs {format_money(product.price, product.currency)}."


def sizes_in_stock(product: Product) -> tuple[str, ...]:
    """Return the sizes that can be bought now, in the product's order."""
    order = product.sizes or tuple(product.stock)
    return tuple(size for size in order if product.stock.get(size, 0) > 0)


def stock_sentence(product: Product, size: str | None = None) -> str:
    """Return whether a product, or one size of it, can be bought now."""
    if size is not None and size in product.stock:
        count = product.stock[size]
        if count > 0:
            left = f" ({count} left)" if count <= 3 else ""
            return f"Yes, the {product.name} is in stock in size {size}{left}."
        others = sizes_in_stock(product)
        rest = f" In stock: {listed(others)}." if others else ""
        return f"Sorry, the {product.name} is sold out in size {size} right now.{rest}"
    if size is not None and product.sizes:
        return f"The {product.name} does not come in size {size}. Sizes: {listed(product.sizes)}."
    available = sizes_in_stock(product)
    if not available:
        return f"Sorry, the {product.name} is out of stock right now."
    if not product.sizes:
        total = sum(product.stock.values())
        left = f", only {total} left" if total <= 3 else ""
        return f"Yes, the {product.name} is in stock{left}."
    return f"Yes, the {product.name} is in stock in {listed(available)}."


def attribute_phrase(name: str, value: Any) -> str:
    """Return `waterproof: yes`, `comfort: -5 °C`, `capacity: 2`."""
    unit = next((suffix for suffix in sorted(UNITS, key=len, reverse=True)
                 if name.endswith(suffix)), "")  # fmt: skip
    label = (name[: -len(unit)] if unit else name).replace("_", " ")
    if isinstance(value, bool):
        return f"{label}: {'yes' if value else 'no'}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"{label}: {', '.join(map(str, value))}"
    return f"{label}: {value}{' ' + UNITS[unit] if unit else ''}"


def weight_phrase(grams: int) -> str:
    """Return `890 g` or `1.89 kg`."""
    return f"{grams} g" if grams < 1000 else f"{grams / 1000:.2f}".rstrip("0").rstrip(".") + " kg"


def facts(product: Product) -> Mapping[str, str]:
    """Return the facts of a product by name, in the order they are told."""
    told: dict[str, str] = {"price": format_money(product.price, product.currency)}
    if product.weight_g is not None:
        told["weight"] = weight_phrase(product.weight_g)
    if product.material:
        told["material"] = product.material
    for name, value in product.attributes.items():
        label, _, text = attribute_phrase(name, value).partition(": ")
        told[label] = text
    if product.sizes:
        told["sizes"] = ", ".join(product.sizes)
    if product.colours:
        told["colours"] = ", ".join(product.colours)
    if product.rating is not None:
        told["rating"] = f"{product.rating:.1f} of 5 ({counted(product.reviews, 'review')})"
    return told


def details_text(product: Product) -> str:
    """Return description and facts of a product as short Markdown."""
    rows = [f"- {name.capitalize()}: {value}" for name, value in facts(product).items()]
    return "\n".join([f"**{product.name}**", product.description, *rows])


def comparison_text(first: Product, second: Product) -> str:
    """Return what differs between two products, fact by fact, as short Markdown."""
    left, right = facts(first), facts(second)
    names = [*left, *(name for name in right if name not in left)]
    rows = [
        f"- {name.capitalize()}: {left.get(name, '–')} vs {right.get(name, '–')}"
        for name in names
        if left.get(name) != right.get(name)
    ]
    same = [name for name in names if left.get(name) == right.get(name)]
    lines = [f"**{first.name}** vs **{second.name}**", *rows]
    if same:
        lines.append(f"Both have the same {listed(same)}.")
    return "\n".join(lines)
