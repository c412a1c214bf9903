"""Newsletter: on and off the list."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.shop_action import FIND_PRODUCT, Speaker
from bot.actions.write_action import WriteAction
from bot.domain.message import Evidence


class SubscribeNewsletterAction(WriteAction):
    """Puts an address on the newsletter's list."""

    NAME = "action_subscribe_newsletter"
    SLOTS = ("newsletter_email",)

    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """Subscribe and say so."""
        email = str(tracker.get_slot("newsletter_email") or "")
        done = await self.tools.store.subscribe_newsletter(email, key)
        text = (
            f"Done: the newsletter goes to {done.email}. Every issue has a link to leave."
            if done.changed
            else f"{done.email} gets the newsletter already."
        )
        speaker.say(text, buttons=[FIND_PRODUCT], evidence=[Evidence("action", self.NAME)])


class UnsubscribeNewsletterAction(WriteAction):
    """Takes an address off the newsletter's list."""

    NAME = "action_unsubscribe_newsletter"
    SLOTS = ("newsletter_email",)

    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """Unsubscribe and say so."""
        email = str(tracker.get_slot("newsletter_email") or "")
        done = await self.tools.store.unsubscribe_newsletter(email, key)
        text = (
            f"Done: {done.email} gets no newsletter any more."
            if done.changed
            else f"{done.email} is not on our list, so nothing had to be changed."
        )
        speaker.say(text, buttons=[FIND_PRODUCT], evidence=[Evidence("action", self.NAME)])
