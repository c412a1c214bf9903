"""Newsletter: on and off the list.

What is said does not depend on whether the address was on the list: that is nobody's business who
only knows the address.
"""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.speaker import FIND_PRODUCT, GET_ADVICE, Speaker
from bot.actions.write_action import WriteAction
from bot.domain.message import Evidence


class SubscribeNewsletterAction(WriteAction):
    """Puts an address on the newsletter's list."""

    NAME = "action_subscribe_newsletter"
    SLOTS = ("newsletter_email",)

    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """Subscribe and say so."""
        email = self.given(tracker)["newsletter_email"]
        done = await self.tools.store.subscribe_newsletter(email, key)
        speaker.say(
            f"Done: the newsletter goes to {done.email}. Every issue has a link to leave.",
            buttons=[FIND_PRODUCT, GET_ADVICE],
            evidence=[Evidence("action", self.NAME)],
        )


class UnsubscribeNewsletterAction(WriteAction):
    """Takes an address off the newsletter's list."""

    NAME = "action_unsubscribe_newsletter"
    SLOTS = ("newsletter_email",)

    async def write(self, speaker: Speaker, tracker: Tracker, key: str) -> None:
        """Unsubscribe and say so."""
        email = self.given(tracker)["newsletter_email"]
        done = await self.tools.store.unsubscribe_newsletter(email, key)
        speaker.say(
            f"Done: {done.email} gets no newsletter any more.",
            buttons=[FIND_PRODUCT, GET_ADVICE],
            evidence=[Evidence("action", self.NAME)],
        )
