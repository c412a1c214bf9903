"""Which size do I need?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.answer_faq import LEAST_SCORE
from bot.actions.context import current_turn
from bot.actions.order_access import verified_customer
from bot.actions.product_facts import about
from bot.actions.product_reference import meant_product, remember
from bot.actions.shop_action import TALK_TO_HUMAN, EventDict, ShopAction, Speaker
from bot.answers.phrase import listed
from bot.answers.product_text import product_evidence, sizes_in_stock
from bot.domain.message import Evidence
from bot.shop.records import Customer
from retrieval.types import ItemKind, Product


class SizeAdviceAction(ShopAction):
    """Advises on sizes: the product's sizes, the customer's own, what the FAQ says."""

    NAME = "action_size_advice"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Say what is known about the size that fits."""
        product = meant_product(tracker)
        customer = await verified_customer(tracker, self.tools.store)
        lines: list[str] = []
        evidence: list[Evidence] = []
        if product is not None and product.sizes:
            lines.append(f"The {product.name} comes in {listed(product.sizes)}.")
            evidence.append(product_evidence(product))
            lines += _own_size(product, customer)
        catalog = current_turn().searcher.catalog
        for hit in current_turn().knowledge[:1]:
            if hit.kind is ItemKind.FAQ and hit.score >= LEAST_SCORE:
                entry = catalog.faqs[hit.id]
                lines.append(entry.answer)
                evidence.append(Evidence("faq", entry.id, entry.questions[0]))
        if not lines:
            speaker.respond("utter_ask_size_product")
            return []
        buttons = about(product, "product_stock", "product_details") if product else []
        speaker.say("\n".join(lines), buttons=[*buttons, TALK_TO_HUMAN], evidence=evidence)
        return remember([], focus=product) if product else []


def _own_size(product: Product, customer: Customer | None) -> list[str]:
    """Return a line about the size the customer usually takes, if the product has it."""
    if customer is None:
        return []
    for size in (customer.shoe_size, customer.clothing_size):
        if size and size in product.sizes:
            stocked = "in stock" if size in sizes_in_stock(product) else "sold out right now"
            return [f"You usually take {size}; it is {stocked}."]
    return []
