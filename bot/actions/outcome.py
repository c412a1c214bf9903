"""What running an action leads to."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.event import Event
from bot.domain.message import Reply


@dataclass(frozen=True, slots=True)
class ActionOutcome:
    """Replies to the customer, then events of the conversation, in order."""

    events: tuple[Event, ...] = ()
    replies: tuple[Reply, ...] = ()

    def then(self, other: ActionOutcome) -> ActionOutcome:
        """Return this outcome followed by another."""
        return ActionOutcome(self.events + other.events, self.replies + other.replies)
