"""When are you open?"""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.product_reference import entity_values
from bot.actions.shop_action import EventDict, ShopAction, Speaker
from bot.domain.message import Button, Evidence
from bot.shop.facts import WEEKDAYS, OpeningHours, Store


class StoreHoursAction(ShopAction):
    """Says when the stores are open, and whether they are now."""

    NAME = "action_store_hours"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Tell the hours of the store in the message, else of all."""
        stores = self.tools.facts.stores
        cities = {one.casefold() for one in entity_values(tracker, "city")}
        chosen = [one for one in stores if one.city.casefold() in cities] or list(stores)
        lines = [f"- **{one.city}**: {self._hours(one)}" for one in chosen]
        speaker.say(
            "\n".join(lines),
            buttons=[
                Button("Where are the stores?", "/store_location"),
                Button("Click & collect", "/ask_pickup"),
            ],
            evidence=[Evidence("action", self.NAME)],
        )
        return []

    @staticmethod
    def _hours(store: Store) -> str:
        now = current_turn().now
        spans = "; ".join(
            f"{_days_phrase(hours)} {hours.opens:%H:%M}-{hours.closes:%H:%M}"
            for hours in store.hours
        )
        if store.is_open(now):
            return f"{spans}. Open now."
        local = now.astimezone(ZoneInfo(store.timezone))
        for ahead in range(8):
            day = local.date() + timedelta(days=ahead)
            hours = store.hours_on(day)
            if hours is not None and (ahead > 0 or local.time() < hours.opens):
                when = "today" if ahead == 0 else "tomorrow" if ahead == 1 else f"{day:%A}"
                return f"{spans}. Closed now, opens {when} at {hours.opens:%H:%M}."
        return spans


def _days_phrase(hours: OpeningHours) -> str:
    """Return `Mon-Sat` for days in a row, else each of them."""
    places = sorted(WEEKDAYS.index(day) for day in hours.days)
    names = [WEEKDAYS[place].capitalize() for place in places]
    in_a_row = places == list(range(places[0], places[-1] + 1)) and len(places) > 2
    return f"{names[0]}-{names[-1]}" if in_a_row else ", ".join(names)
