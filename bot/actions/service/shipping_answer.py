"""What shipping costs and how long it takes."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rasa_sdk.interfaces import Tracker

from bot.actions.answer_faq import answers_surely
from bot.actions.orders.access import verified_customer
from bot.actions.said import Said, said_in
from bot.actions.service.place_names import named_in
from bot.actions.shop_action import EventDict, ShopAction
from bot.actions.speaker import TALK_TO_HUMAN, TRACK_ORDER, Speaker, intent_button
from bot.actions.turn_events import messages_since_set
from bot.answers.shipping_text import cost_text, time_text, zone_name
from bot.domain.message import Button, Evidence
from bot.shop.facts import ShippingZone

# For so many messages "and how long does it take?" is about the country named before.
FRESH_MESSAGES = 2
WHERE = Button("Where do you deliver?", "Which countries do you deliver to?")
_WITH_ARTICLE = frozenset({"Netherlands", "United Kingdom", "United States"})
# Said as countries, but none.
_EVERYWHERE = frozenset(
    {"eu", "europe", "european union", "abroad", "overseas", "worldwide", "world"}
)


class ShippingAction(ShopAction):
    """Answers for the country that is meant, else for all zones."""

    OTHER_TITLE: ClassVar[str]
    OTHER_INTENT: ClassVar[str]
    OWN_ENTRIES: ClassVar[tuple[str, ...]]

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Answer for the country that is meant; say so if nothing is sent there.

        What the FAQ surely knows better (customs, express, which countries) it answers.
        """
        if await answers_surely(speaker, tracker, own=self.OWN_ENTRIES):
            return []
        said = said_in(tracker)
        country, unknown = self._named(said)
        evidence = [Evidence("action", self.NAME)]
        if unknown:
            text = f"Sorry, we do not deliver to {unknown}."
            speaker.say(text, buttons=[WHERE, TALK_TO_HUMAN], evidence=evidence)
            return []
        country = country or await self._expected(tracker)
        speaker.say(
            "\n".join(self._lines(country)),
            buttons=[self._other(country), WHERE, TRACK_ORDER],
            evidence=evidence,
        )
        return []

    @abstractmethod
    def line(self, zone: ShippingZone) -> str:
        """Return what is told of one zone."""

    def _named(self, said: Said) -> tuple[str | None, str]:
        """Return the country that is named and delivered to, or the one that is not."""
        known = named_in(said.text, self._countries())
        mentioned = said.value("country") or ""
        if not mentioned or mentioned.casefold().removeprefix("the ") in _EVERYWHERE:
            return known, ""
        country = self._known(mentioned) or known
        return country, "" if country else mentioned

    async def _expected(self, tracker: Tracker) -> str | None:
        """Return the country that was just talked about, else the signed customer's own."""
        ago = messages_since_set(tracker, "country")
        if ago is not None and ago <= FRESH_MESSAGES:
            return self._known(str(tracker.get_slot("country") or ""))
        customer = await verified_customer(tracker, self.tools.store)
        return self._known(customer.address.country) if customer else None

    def _known(self, country: str) -> str | None:
        """Return the shop's own spelling of a country, None if nothing is sent there."""
        return named_in(country, self._countries())

    def _countries(self) -> list[str]:
        return [name for zone in self.tools.facts.shipping.zones for name in zone.countries]

    def _lines(self, country: str | None) -> list[str]:
        shipping = self.tools.facts.shipping
        zone = shipping.zone_of(country) if country else None
        if zone is not None:
            article = "the " if country in _WITH_ARTICLE else ""
            return [f"To {article}{country}: {self.line(zone)}"]
        return [f"- {zone_name(one)}: {self.line(one)}" for one in shipping.zones]

    def _other(self, country: str | None) -> Button:
        entities = {"country": country} if country else {}
        return intent_button(self.OTHER_TITLE, self.OTHER_INTENT, **entities)


class ShippingCostAction(ShippingAction):
    """Says what shipping costs."""

    NAME = "action_shipping_cost"
    OTHER_TITLE, OTHER_INTENT = "How long does it take?", "shipping_time"
    OWN_ENTRIES = ("shipping-cost",)

    def line(self, zone: ShippingZone) -> str:
        """Return the prices of a zone."""
        return cost_text(zone, self.tools.facts.currency)


class ShippingTimeAction(ShippingAction):
    """Says how long shipping takes."""

    NAME = "action_shipping_time"
    OTHER_TITLE, OTHER_INTENT = "What does it cost?", "shipping_cost"
    OWN_ENTRIES = ("shipping-time",)

    def line(self, zone: ShippingZone) -> str:
        """Return the working days of a zone."""
        return time_text(zone)
