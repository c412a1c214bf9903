"""Which size do I need?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.answer_faq import LEAST_SCORE, faq_evidence
from bot.actions.context import current_turn
from bot.actions.orders.access import verified_customer
from bot.actions.products.own_size import own_size
from bot.actions.products.product_fact import about
from bot.actions.products.product_reference import refer, remember
from bot.actions.said import said_in
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import FIND_PRODUCT, TALK_TO_HUMAN, Speaker
from bot.answers.product_text import own_size_sentence, product_evidence, sizes_sentence
from bot.domain.message import Evidence
from bot.shop.store import ShopStore
from retrieval.types import FaqEntry, ItemKind

SIZING = "sizing"


class SizeAdviceAction(SpeakingAction):
    """Advises on sizes: the product's sizes, the customer's own, what the FAQ says."""

    NAME = "action_size_advice"

    def __init__(self, customers: ShopStore | None = None) -> None:
        self._customers = customers

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Say what is known about the size that fits."""
        product, said = refer(tracker).product, said_in(tracker)
        if product is not None and not product.sizes and not said.values("product"):
            product = None  # a question in general, after a talk about something without sizes
        lines: list[str] = []
        evidence: list[Evidence] = []
        if product is not None:
            lines.append(sizes_sentence(product))
            evidence.append(product_evidence(product))
            own = own_size(product, await verified_customer(tracker, self._customers))
            lines += [own_size_sentence(product, own)] if own else []
        entry = None if said.is_button else await _faq_answer(said.text)
        if entry is not None and (product is None or product.sizes):
            lines.append(entry.answer)
            evidence.append(faq_evidence(entry))
        if not lines:
            speaker.respond("utter_ask_size_product")
            return []
        steps = about(product, "product_stock", "product_details") if product else [FIND_PRODUCT]
        speaker.say("\n".join(lines), buttons=[*steps, TALK_TO_HUMAN], evidence=evidence)
        return remember([], focus=product) if product else []


async def _faq_answer(text: str) -> FaqEntry | None:
    """Return the best answer of the knowledge base if it is one from the FAQ."""
    turn = current_turn()
    hits = await turn.answers(text, (SIZING,))
    best = next(iter(hits), None)
    if best is None or best.kind is not ItemKind.FAQ or best.score < LEAST_SCORE:
        return None
    return turn.searcher.catalog.faqs[best.id]
