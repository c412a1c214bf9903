"""Which products a message is about: named in it, pointed at, or talked about before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.list_choice import choose
from bot.actions.shop_action import EventDict, Speaker
from bot.answers.product_text import product_card, product_evidence
from bot.domain.message import Button
from retrieval.types import Product


def entity_values(tracker: Tracker, entity: str) -> list[str]:
    """Return the values of an entity in the latest message, in the order of the text."""
    found: list[dict[str, Any]] = [
        one for one in tracker.latest_message.get("entities", []) if one.get("entity") == entity
    ]
    return [str(one["value"]) for one in sorted(found, key=lambda one: one.get("start") or 0)]


def shown_products(tracker: Tracker) -> list[Product]:
    """Return the products shown last, in the order they were shown."""
    products = current_turn().searcher.catalog.products
    return [products[one] for one in tracker.get_slot("shown_products") or () if one in products]


def focus_product(tracker: Tracker) -> Product | None:
    """Return the product that was talked about last."""
    products = current_turn().searcher.catalog.products
    return products.get(str(tracker.get_slot("focus_product") or ""))


def named_products(tracker: Tracker) -> list[Product]:
    """Return the products that the latest message names, each once."""
    searcher = current_turn().searcher
    found: dict[str, Product] = {}
    for value in entity_values(tracker, "product"):
        hits = searcher.find_product(value)
        if hits:
            found.setdefault(hits[0].id, searcher.catalog.products[hits[0].id])
    return list(found.values())


def meant_product(tracker: Tracker) -> Product | None:
    """Return the one product the latest message is about.

    Named in the message, else picked from the list shown last, else the one in focus.
    """
    named = named_products(tracker)
    if named:
        return named[0]
    picked = choose(current_turn().text, shown_products(tracker))
    return picked or focus_product(tracker)


def remember(products: Sequence[Product], focus: Product | None = None) -> list[EventDict]:
    """Return the events that keep what was shown, and what is in focus, for the next turn."""
    events = [SlotSet("shown_products", [one.id for one in products])] if products else []
    chosen = focus or (products[0] if len(products) == 1 else None)
    if chosen is not None:
        events.append(SlotSet("focus_product", chosen.id))
    return events


def ask_which_product(speaker: Speaker, tracker: Tracker, question: str) -> None:
    """Ask which product is meant, offering those shown last."""
    shown = shown_products(tracker)[:4]
    intent = tracker.latest_message.get("intent", {}).get("name") or "product_details"
    buttons = [Button(one.name, f'/{intent}{{"product":"{one.id}"}}') for one in shown]
    speaker.say(question, buttons=buttons or [Button("Find a product", "/search_product")])


def show_products(speaker: Speaker, lead: str, products: Sequence[Product]) -> None:
    """Say `lead` and show the products as cards."""
    speaker.say(
        lead,
        cards=[product_card(one) for one in products],
        evidence=[product_evidence(one) for one in products],
    )
