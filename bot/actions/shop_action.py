"""The base of the shop's actions: collaborators, and a place to say things with evidence."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from bot.domain.message import Button, Card, Evidence
from bot.shop.facts import ShopFacts
from bot.shop.store import ShopStore

EventDict = dict[str, Any]

TALK_TO_HUMAN = Button("Talk to a person", "/talk_to_human")
TRACK_ORDER = Button("Track an order", "/order_status")
FIND_PRODUCT = Button("Find a product", "/search_product")


@dataclass(frozen=True, slots=True)
class ShopTools:
    """What the shop's actions work with."""

    store: ShopStore
    facts: ShopFacts


class Speaker:
    """Says things through rasa-sdk's dispatcher so that evidence, cards and buttons travel too."""

    def __init__(self, dispatcher: CollectingDispatcher) -> None:
        self._dispatcher = dispatcher

    def say(
        self,
        text: str,
        *,
        buttons: Sequence[Button] = (),
        cards: Sequence[Card] = (),
        evidence: Iterable[Evidence] = (),
    ) -> None:
        """Reply with a text composed from `evidence`, with its next steps."""
        self._dispatcher.utter_message(
            text=text,
            buttons=[{"title": one.title, "payload": one.payload} for one in buttons],
            elements=[_element(card) for card in cards],
            evidence=[{"kind": one.kind, "id": one.id, "title": one.title} for one in evidence],
        )

    def respond(self, response: str, **values: Any) -> None:
        """Reply with a response template of the domain."""
        self._dispatcher.utter_message(response=response, **values)


class ShopAction(Action):
    """An action of the shop. Subclasses set NAME and write `act`."""

    NAME: ClassVar[str]

    def __init__(self, tools: ShopTools) -> None:
        self.tools = tools

    def name(self) -> str:
        """Return the name that rules, stories and forms go by."""
        return self.NAME

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventDict]:
        """Run the action as rasa-sdk calls it."""
        return await self.act(Speaker(dispatcher), tracker)

    @abstractmethod
    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Do what the action is for; return the events that it leads to."""


def _element(card: Card) -> dict[str, Any]:
    return {
        "title": card.title,
        "subtitle": card.subtitle,
        "image_url": card.image,
        "default_action": {"type": "web_url", "url": card.url},
        "price": card.price,
        "product_id": card.product_id,
        "buttons": [{"title": one.title, "payload": one.payload} for one in card.buttons],
    }
