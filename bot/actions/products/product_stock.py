"""Do you have it, in my size?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.orders.access import verified_customer
from bot.actions.products.own_size import own_size
from bot.actions.products.product_fact import ProductFactAction, about
from bot.actions.said import said_in
from bot.actions.speaker import Speaker
from bot.answers.product_text import (
    colour_sentence,
    own_size_sentence,
    product_evidence,
    stock_sentence,
)
from bot.shop.store import ShopStore
from retrieval.filters import fits_size
from retrieval.types import Product


class ProductStockAction(ProductFactAction):
    """Says whether a product, or the size asked for, is in stock."""

    NAME = "action_product_stock"
    INTENT = "product_stock"
    QUESTION = "Which product should I check the stock of?"

    def __init__(self, customers: ShopStore | None = None) -> None:
        self._customers = customers

    async def answer(self, speaker: Speaker, tracker: Tracker, product: Product) -> None:
        """Say the stock of the size in the message, else of all sizes and of one's own."""
        said = said_in(tracker)
        wanted = said.value("size")
        size = None if wanted is None else label_of(product, wanted)
        sentences = [stock_sentence(product, size)]
        colour = said.value("colour")
        if colour is not None and product.colours:
            sentences.insert(0, colour_sentence(product, colour))
        if size is None:
            own = own_size(product, await verified_customer(tracker, self._customers))
            sentences += [own_size_sentence(product, own)] if own else []
        sold_out = not product.in_stock or (size is not None and not product.stock.get(size))
        steps = ("find_similar", "product_details") if sold_out else ("product_details",)
        speaker.say(
            " ".join(sentences),
            buttons=about(
                product, *steps, *(("size_advice",) if product.sizes else ("find_accessories",))
            ),
            evidence=[product_evidence(product)],
        )


def label_of(product: Product, said: str) -> str:
    """Return the product's own label of a size, or what was said if it has none like it."""
    wanted = " ".join(said.casefold().removeprefix("size").split())
    squeezed = wanted.replace(" ", "")
    for label in product.sizes or tuple(product.stock):
        if label.casefold().replace(" ", "") == squeezed:
            return label
    for label in product.sizes:
        if fits_size(wanted, label.casefold()):
            return label
    return wanted.upper() if wanted.isalpha() and len(wanted) <= len("XXXL") else wanted
