"""When are you open?"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rasa_sdk.interfaces import Tracker

from bot.actions.answer_faq import answers_surely
from bot.actions.context import current_turn
from bot.actions.said import Said, said_in
from bot.actions.service.place_names import named_in
from bot.actions.shop_action import EventDict, ShopAction
from bot.actions.speaker import Speaker, intent_button
from bot.answers.hours_text import day_text, hours_text
from bot.domain.message import Evidence
from bot.shop.facts import WEEKDAYS, Store

OWN_ENTRIES = ("store-opening-hours",)
_DAY = re.compile(
    r"\b(today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b"
)


class StoreHoursAction(ShopAction):
    """Says when the stores are open, and whether they are now or on the day asked for."""

    NAME = "action_store_hours"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Tell the hours of the store in the message, else of all."""
        if await answers_surely(speaker, tracker, own=OWN_ENTRIES):
            return []
        said, now = said_in(tracker), current_turn().now
        lines = [f"- **{store.city}**: {_hours(store, said, now)}" for store in self._stores(said)]
        speaker.say(
            "\n".join(lines),
            buttons=[
                intent_button("Where are the stores?", "store_location"),
                intent_button("Click and collect", "ask_pickup"),
            ],
            evidence=[Evidence("action", self.NAME)],
        )
        return []

    def _stores(self, said: Said) -> list[Store]:
        """Return the store that is named, all of them if none is."""
        stores = list(self.tools.facts.stores)
        text = " ".join([said.text, *said.values("city")])
        city = named_in(text, [store.city for store in stores])
        return [store for store in stores if store.city == city] or stores


def _hours(store: Store, said: Said, now: datetime) -> str:
    local = now.astimezone(ZoneInfo(store.timezone))
    asked = _DAY.search(said.text.casefold())
    day = None if asked is None else _day_of(asked.group(1), local.date())
    text = hours_text(store, now)
    return text if day is None else f"{text} {day_text(store, day, local.date())}"


def _day_of(word: str, today: date) -> date:
    if word in ("today", "tonight"):
        return today
    if word == "tomorrow":
        return today + timedelta(days=1)
    ahead = (WEEKDAYS.index(word[:3]) - today.weekday()) % len(WEEKDAYS)
    return today + timedelta(days=ahead)
