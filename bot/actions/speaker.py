"""Saying things through rasa-sdk's dispatcher so that evidence, cards and buttons travel too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.domain.message import Button, Card, Evidence

TALK_TO_HUMAN = Button("Talk to a person", "/talk_to_human")
TRACK_ORDER = Button("Track an order", "/order_status")
FIND_PRODUCT = Button("Find a product", "/search_product")
GET_ADVICE = Button("Get a recommendation", "/recommend_product")


def intent_button(title: str, intent: str, **entities: str) -> Button:
    """Return a button that sends an intent with entities."""
    compact = (",", ":")
    carried = json.dumps(entities, ensure_ascii=False, separators=compact) if entities else ""
    return Button(title, f"/{intent}{carried}")


class Speaker:
    """Says things in the name of an action."""

    def __init__(self, dispatcher: CollectingDispatcher) -> None:
        self._dispatcher = dispatcher

    def say(
        self,
        text: str,
        *,
        buttons: Iterable[Button] = (),
        cards: Sequence[Card] = (),
        evidence: Iterable[Evidence] = (),
    ) -> None:
        """Reply with a text composed from `evidence`, with its next steps (each once)."""
        self._dispatcher.utter_message(
            text=text,
            buttons=[_button(one) for one in dict.fromkeys(buttons)],
            elements=[_element(card) for card in cards],
            evidence=[
                {"kind": one.kind, "id": one.id, "title": one.title}
                for one in dict.fromkeys(evidence)
            ],
        )

    def respond(self, response: str, **values: Any) -> None:
        """Reply with a response template of the domain."""
        self._dispatcher.utter_message(response=response, **values)


def _button(button: Button) -> dict[str, str]:
    return {"title": button.title, "payload": button.payload}


def _element(card: Card) -> dict[str, Any]:
    return {
        "title": card.title,
        "subtitle": card.subtitle,
        "image_url": card.image,
        "default_action": {"type": "web_url", "url": card.url},
        "price": card.price,
        "product_id": card.product_id,
        "buttons": [_button(one) for one in card.buttons],
    }
