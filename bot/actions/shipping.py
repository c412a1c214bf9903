"""What shipping costs and how long it takes."""

from __future__ import annotations

from abc import abstractmethod

from rasa_sdk.interfaces import Tracker

from bot.actions.product_reference import entity_values
from bot.actions.shop_action import TRACK_ORDER, EventDict, ShopAction, Speaker
from bot.answers.shipping_text import cost_text, time_text, zone_name
from bot.domain.message import Button, Evidence
from bot.shop.facts import ShippingZone


class ShippingAction(ShopAction):
    """Answers about the zone of the country in the message, else about all zones."""

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Answer for the country that was named, or for every zone."""
        facts = self.tools.facts.shipping
        countries = entity_values(tracker, "country")
        if countries:
            zone = facts.zone_of(countries[0])
            if zone is None:
                speaker.say(
                    f"Sorry, we do not deliver to {countries[0]}.",
                    buttons=[
                        Button("Where do you deliver?", "Which countries do you deliver to?")
                    ],
                    evidence=[Evidence("action", self.NAME)],
                )
                return []
            lines = [f"To {countries[0]}: {self.line(zone)}"]
        else:
            lines = [f"- {zone_name(zone)}: {self.line(zone)}" for zone in facts.zones]
        speaker.say(
            "\n".join(lines),
            buttons=[self.OTHER, TRACK_ORDER],
            evidence=[Evidence("action", self.NAME)],
        )
        return []

    OTHER: Button

    @abstractmethod
    def line(self, zone: ShippingZone) -> str:
        """Return what is told of one zone."""


class ShippingCostAction(ShippingAction):
    """Says what shipping costs."""

    NAME = "action_shipping_cost"
    OTHER = Button("How long does it take?", "/shipping_time")

    def line(self, zone: ShippingZone) -> str:
        """Return the prices of a zone."""
        return cost_text(zone, self.tools.facts.currency)


class ShippingTimeAction(ShippingAction):
    """Says how long shipping takes."""

    NAME = "action_shipping_time"
    OTHER = Button("What does it cost?", "/shipping_cost")

    def line(self, zone: ShippingZone) -> str:
        """Return the working days of a zone."""
        return time_text(zone)
