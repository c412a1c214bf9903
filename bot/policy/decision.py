"""What a policy decides, and what it is told about the shop's knowledge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.event import Event


@dataclass(frozen=True, slots=True)
class Decision:
    """The next action, who chose it, how surely, and why in plain words.

    `events` are recorded before the action runs (a form that steps aside for a question, a form
    told that it was interrupted). `hide_rule_turn` goes into the action's event: stories do not
    see the turn.
    """

    action: str
    policy: str
    confidence: float
    reason: str
    events: tuple[Event, ...] = ()
    hide_rule_turn: bool = False


class KnowledgeHit(Protocol):
    """What counts of a search hit: `score` in [0, 1] is comparable over queries."""

    @property
    def id(self) -> str:
        """Which FAQ entry or passage it is."""
        ...

    @property
    def score(self) -> float:
        """How well it answers the message."""
        ...


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What search says of the latest message: FAQ entries and passages, best first.

    `wants_products` tells that it names things of the catalogue or a need that they meet.
    """

    hits: Sequence[KnowledgeHit] = ()
    wants_products: bool = False

    @property
    def best(self) -> KnowledgeHit | None:
        """The best answer, None if nothing was found."""
        return max(self.hits, key=lambda hit: hit.score, default=None)
