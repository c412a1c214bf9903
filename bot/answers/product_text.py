"""Sentences and cards about products, made only of the catalogue's own fields."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.answers.attribute_text import told_attributes
from bot.answers.money import format_money
from bot.answers.phrase import counted, listed, number_text
from bot.domain.message import Button, Card, Evidence
from retrieval.types import Product

ONE_SIZE = "one size"
# From so few pieces on the number is said.
FEW_LEFT = 3
# What the weight is of ("pair") belongs to the weight.
WEIGHT_OF = "weight of"
RATING = "rating"
_WORD = re.compile(r"[^\W_]+")
# Words that ask for a fact, beside its own name.
_ASKING: Mapping[str, frozenset[str]] = {
    "weight": frozenset({"heavy", "weigh", "weighs", "lightweight", "grams", "kilos", "kg"}),
    "material": frozenset({"fabric", "made", "materials"}),
    "colours": frozenset({"colour", "color", "colors"}),
    "sizes": frozenset({"size"}),
    RATING: frozenset({"rated", "review", "reviews", "stars", "ratings"}),
    "capacity": frozenset({"people", "persons", "person", "sleep", "sleeps"}),
    "volume": frozenset({"litres", "liters", "litre", "liter"}),
    "waterproof": frozenset({"rainproof", "watertight", "rain"}),
    "comfort temperature": frozenset({"warm", "cold", "degrees", "temperature", "comfy"}),
    "limit temperature": frozenset({"cold", "degrees", "temperature"}),
}
# Words of labels that say nothing by themselves.
_EMPTY = frozenset({"of", "to", "in", "per", "is", "rating", "temperature", "rate", "size"})


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
    """Return what a product costs and whether it can be bought now."""
    price = format_money(product.price, product.currency)
    stock = "in stock" if product.in_stock else "out of stock right now"
    costs, be = verb(product, "costs", "cost"), verb(product, "is", "are")
    return f"The {product.name} {costs} {price} and {be} {stock}."


def verb(product: Product, singular: str, plural: str) -> str:
    """Return the form that goes with the product's name: boots are, a tent is."""
    last = product.name.rsplit(" ", 1)[-1]
    is_plural = last.endswith("s") and not last.endswith(("ss", "us", "is")) and len(last) > 3
    return plural if is_plural else singular


def sizes_in_stock(product: Product) -> tuple[str, ...]:
    """Return the sizes that can be bought now, in the product's order."""
    order = product.sizes or tuple(product.stock)
    return tuple(size for size in order if product.stock.get(size, 0) > 0)


def stock_sentence(product: Product, size: str | None = None) -> str:
    """Return whether a product, or one size of it, can be bought now."""
    if size is not None and product.sizes:
        return _size_sentence(product, size)
    available, be = sizes_in_stock(product), verb(product, "is", "are")
    if not available:
        return f"Sorry, the {product.name} {be} out of stock right now."
    if product.sizes:
        return f"Yes, the {product.name} {be} in stock in {listed(available)}."
    total = sum(product.stock.values())
    left = f", only {total} left" if total <= FEW_LEFT else ""
    return f"Yes, the {product.name} {be} in stock{left}."


def sizes_sentence(product: Product) -> str:
    """Return which sizes there are, and which of them can be bought now."""
    comes = verb(product, "comes", "come")
    if not product.sizes:
        return f"The {product.name} {comes} in one size."
    available = sizes_in_stock(product)
    text = f"The {product.name} {comes} in {listed(product.sizes)}."
    if not available:
        return f"{text} All of them are sold out right now."
    sold_out = [size for size in product.sizes if size not in available]
    return f"{text} Sold out right now: {listed(sold_out)}." if sold_out else text


def own_size_sentence(product: Product, size: str) -> str:
    """Return whether the size that a customer usually takes can be bought now."""
    stocked = "in stock" if product.stock.get(size, 0) > 0 else "sold out right now"
    return f"You usually take {size}; it is {stocked}."


def colour_sentence(product: Product, colour: str) -> str:
    """Return whether a product comes in a colour: "green" is in moss green too."""
    wanted = set(_WORD.findall(colour.casefold()))
    fitting = [one for one in product.colours if wanted <= set(_WORD.findall(one.casefold()))]
    if fitting:
        return f"It comes in {listed(fitting)}."
    return f"It does not come in {colour}, but in {listed(product.colours)}."


def weight_phrase(grams: int) -> str:
    """Return `890 g` or `1.89 kg`."""
    return f"{number_text(grams)} g" if grams < 1000 else f"{number_text(grams / 1000)} kg"


def facts(product: Product) -> dict[str, str]:
    """Return the facts of a product by name, in the order they are told."""
    told = {"price": format_money(product.price, product.currency)}
    attributes = told_attributes(product.attributes)
    weight_of = attributes.pop(WEIGHT_OF, "")
    if product.weight_g is not None:
        per = f" ({weight_of})" if weight_of else ""
        told["weight"] = weight_phrase(product.weight_g) + per
    if product.material:
        told["material"] = product.material
    told.update(attributes)
    if product.sizes:
        told["sizes"] = ", ".join(product.sizes)
    if product.colours:
        told["colours"] = ", ".join(product.colours)
    if product.rating is not None:
        told["rating"] = f"{product.rating:.1f} of 5 ({counted(product.reviews, 'review')})"
    return told


def details_text(product: Product) -> str:
    """Return description and facts of a product as short Markdown."""
    return "\n".join([f"**{product.name}**", product.description, *_rows(facts(product))])


def asked_facts_text(product: Product, question: str) -> str | None:
    """Return the price and the facts that a question asks for, None if it asks for no other."""
    name = set(_WORD.findall(product.name.casefold()))
    words = set(_WORD.findall(question.casefold())) - name
    told = {label: value for label, value in facts(product).items() if label != "price"}
    asked = {label: value for label, value in told.items() if _asks(words, label)}
    if len(asked) > 1 and words.isdisjoint(_ASKING[RATING]):
        asked.pop(RATING, None)  # "temperature rating" asks for no stars
    if not asked:
        return None
    price = format_money(product.price, product.currency)
    return "\n".join([f"**{product.name}**, {price}", *_rows(asked)])


def _asks(words: set[str], label: str) -> bool:
    own = set(_WORD.findall(label.casefold()))
    telling = (own - _EMPTY or own) | _ASKING.get(label, frozenset())
    return not telling.isdisjoint(words)


def _rows(told: Mapping[str, str]) -> list[str]:
    return [f"- {label[:1].upper()}{label[1:]}: {value}" for label, value in told.items()]


def _size_sentence(product: Product, size: str) -> str:
    count, name = product.stock.get(size, 0), product.name
    if size not in product.sizes:
        do = verb(product, "does", "do")
        return f"The {name} {do} not come in size {size}. Sizes: {listed(product.sizes)}."
    be = verb(product, "is", "are")
    if count > 0:
        left = f" ({count} left)" if count <= FEW_LEFT else ""
        return f"Yes, the {name} {be} in stock in size {size}{left}."
    others = sizes_in_stock(product)
    rest = f" In stock: {listed(others)}." if others else ""
    return f"Sorry, the {name} {be} sold out in size {size} right now.{rest}"
