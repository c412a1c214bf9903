"""Which item of an order the customer means."""

from __future__ import annotations

from bot.actions.context import current_turn
from bot.actions.products.list_choice import choose
from bot.shop.records import Order


def match_item(said: str, order: Order) -> str | None:
    """Return the product id of the order's item that the text means, None if none.

    Ids and names are taken at their word, then what points at one of the items ("the second",
    "the blue one"), then names with slips.
    """
    searcher = current_turn().searcher
    wanted = said.strip().casefold()
    ids = list(dict.fromkeys(item.product_id for item in order.items))
    items = [searcher.catalog.products[one] for one in ids if one in searcher.catalog.products]
    if any(one.casefold() == wanted for one in ids):
        return next(one for one in ids if one.casefold() == wanted)
    for product in items:
        if product.name.casefold() == wanted:
            return product.id
    picked = choose(said, items)
    if picked is not None:
        return picked.id
    return next((hit.id for hit in searcher.find_product(said) if hit.id in ids), None)
