"""The bases of our own actions: a name, and `act` with somebody to speak through."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from bot.actions.speaker import Speaker
from bot.shop.facts import ShopFacts
from bot.shop.store import ShopStore

EventDict = dict[str, Any]


class SpeakingAction(Action):
    """An action that needs nothing but its turn. Subclasses set NAME and write `act`."""

    NAME: ClassVar[str]

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


@dataclass(frozen=True, slots=True)
class ShopTools:
    """What the actions of a shop with orders and customers work with."""

    store: ShopStore
    facts: ShopFacts


class ShopAction(SpeakingAction):
    """An action that needs the shop's database or its facts."""

    def __init__(self, tools: ShopTools) -> None:
        self.tools = tools
