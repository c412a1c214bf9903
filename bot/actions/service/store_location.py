"""Where are you?"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.answer_faq import answers_surely
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import Speaker

OWN_ENTRIES = ("store-addresses",)


class StoreLocationAction(SpeakingAction):
    """Says where the stores are; what else is asked of them (dogs, parking) the FAQ answers."""

    NAME = "action_store_location"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Say the addresses, unless the FAQ surely answers something else."""
        if not await answers_surely(speaker, tracker, own=OWN_ENTRIES):
            speaker.respond("utter_store_location")
        return []
