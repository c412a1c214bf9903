"""Handing the conversation over to a person."""

from __future__ import annotations

from rasa_sdk.events import ConversationPaused
from rasa_sdk.interfaces import Tracker

from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import Speaker


class HandoffAction(SpeakingAction):
    """Says so and falls silent until an agent returns the conversation."""

    NAME = "action_handoff"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Announce the person, then pause."""
        speaker.respond("utter_handoff")
        return [ConversationPaused()]
