"""Which product a message is about: named in it, pointed at, or talked about before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.products.list_choice import choose
from bot.actions.said import Said, said_in
from bot.actions.shop_action import EventDict
from bot.actions.speaker import FIND_PRODUCT, GET_ADVICE, Speaker, intent_button
from bot.answers.product_text import product_card, product_evidence
from bot.domain.message import Button
from retrieval.types import Hit, Product

# Names this near to each other in score are named equally well ("Col tent": Col 2 or Col 3).
EQUALLY_NAMED = 0.03
# In a whole sentence a name must be this plain; in a marked mention the finder's own bar suffices.
PLAINLY_NAMED = 0.7
OFFERED = 4
# Words of a mention that name nothing: "this one".
_POINTING = frozenset(
    [
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "they",
        "them",
        "one",
        "ones",
        "the",
        "a",
        "my",
        "some",
        "any",
    ]
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a message means: one product, or several equally well, or a name that is unknown."""

    product: Product | None = None
    candidates: tuple[Product, ...] = ()
    unknown: str = ""

    @property
    def is_of_none(self) -> bool:
        """Whether no product is meant at all, known or not."""
        return self.product is None and not self.candidates and not self.unknown


def shown_products(tracker: Tracker) -> list[Product]:
    """Return the products shown last, in the order they were shown."""
    return _existing(tracker.get_slot("shown_products") or ())


def focus_product(tracker: Tracker) -> Product | None:
    """Return the product that was talked about last."""
    return next(iter(_existing([tracker.get_slot("focus_product")])), None)


def named_products(tracker: Tracker) -> list[Product]:
    """Return the products that the latest message names, each once."""
    said = said_in(tracker)
    found: dict[str, Product] = {}
    for value in said.values("product"):
        for product in _named_in(value, tracker)[:1]:
            found.setdefault(product.id, product)
    if not found:
        # full names and ids stand in a text for themselves
        hits = [hit for hit in _find(said.text) if hit.score == 1.0]
        found = {one.id: one for one in _existing([hit.id for hit in hits])}
    return list(found.values())


def refer(tracker: Tracker, *, superlatives: bool = True) -> Reference:
    """Return which product the latest message is about.

    Named as a product, else plainly named in the text, else picked from the list shown last,
    else the one in focus. Without `superlatives` "cheaper" picks nothing from the list.
    """
    said = said_in(tracker)
    mentions = said.values("product")
    for mention in mentions:
        named = _named_in(mention, tracker)
        if named:
            return Reference(named[0]) if len(named) == 1 else Reference(candidates=tuple(named))
    if said.text and not said.is_button:
        picked = _plainly_named(said) or _pointed_at(said, tracker, superlatives=superlatives)
        if picked is not None:
            return Reference(picked)
    if mentions and not _is_generic(mentions[0]):
        return Reference(unknown=mentions[0])
    return Reference(focus_product(tracker))


def remember(products: Sequence[Product], focus: Product | None = None) -> list[EventDict]:
    """Return the events that keep what was shown, and what is in focus, for the next turn."""
    events = [SlotSet("shown_products", [one.id for one in products])] if products else []
    chosen = focus or (products[0] if len(products) == 1 else None)
    if chosen is not None:
        events.append(SlotSet("focus_product", chosen.id))
    return events


def ask_back(
    speaker: Speaker, tracker: Tracker, reference: Reference, question: str, intent: str
) -> None:
    """Ask which product is meant; a button for each asks `intent` about it."""
    shown = list(reference.candidates) or shown_products(tracker)
    text = question
    if reference.unknown:
        text = f"I know no product called “{reference.unknown}”. {question}"
    buttons = [intent_button(one.name, intent, product=one.id) for one in shown[:OFFERED]]
    speaker.say(
        text,
        buttons=[*buttons, FIND_PRODUCT] if buttons else [FIND_PRODUCT, GET_ADVICE],
        evidence=[product_evidence(one) for one in shown[:OFFERED]],
    )


def show_products(
    speaker: Speaker, lead: str, products: Sequence[Product], buttons: Sequence[Button] = ()
) -> None:
    """Say `lead` and show the products as cards."""
    speaker.say(
        lead,
        cards=[product_card(one) for one in products],
        buttons=buttons,
        evidence=[product_evidence(one) for one in products],
    )


def _named_in(mention: str, tracker: Tracker) -> list[Product]:
    """Return the products that a mention names equally well; one known from before wins."""
    hits = _find(mention)
    if not hits:
        return []
    best = hits[0].score
    near = _existing([hit.id for hit in hits if best - hit.score <= EQUALLY_NAMED])
    focus = focus_product(tracker)
    known = {one.id for one in shown_products(tracker)} | ({focus.id} if focus else set())
    before = [one for one in near if one.id in known]
    return before if len(before) == 1 else near


def _plainly_named(said: Said) -> Product | None:
    """Return the product whose name stands in a sentence without being marked as one.

    A word or two in common is not enough: "is it waterproof?" names no waterproof socks.
    """
    hits = _find(said.text)
    if not hits or hits[0].score < PLAINLY_NAMED:
        return None
    product = next(iter(_existing([hits[0].id])), None)
    if product is None or hits[0].score == 1.0:
        return product
    words = set(_WORD.findall(said.text.casefold()))
    shared = words & set(_WORD.findall(product.name.casefold()))
    return product if len(shared) > 1 else None


def _is_generic(mention: str) -> bool:
    """Whether a mention only says what kind of thing is meant: "this jacket" is no name."""
    words = set(_WORD.findall(mention.casefold())) - _POINTING
    products = current_turn().searcher.catalog.products.values()
    kinds = {(one.category[-1:], one.attributes.get("kind", "")) for one in products}
    known = " ".join(f"{' '.join(leaf)} {kind}" for leaf, kind in kinds).casefold()
    generic = set(_WORD.findall(known))
    return all({word, f"{word}s", word.removesuffix("s")} & generic for word in words)


def _pointed_at(said: Said, tracker: Tracker, *, superlatives: bool) -> Product | None:
    """Return the product that is picked from the list shown last; one alone is no list."""
    shown = shown_products(tracker)
    return choose(said.text, shown, superlatives=superlatives) if len(shown) > 1 else None


def _find(text: str) -> Sequence[Hit]:
    return current_turn().searcher.find_product(text) if text else ()


def _existing(ids: Sequence[object]) -> list[Product]:
    products = current_turn().searcher.catalog.products
    return [products[str(one)] for one in ids if str(one) in products]
