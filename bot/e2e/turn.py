"""What the bot did in one turn, read from the events that the turn added to the tracker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BotMessage:
    """One message of the bot: `utter_name` is its response, `cards` are ids of products."""

    text: str = ""
    utter_name: str = ""
    buttons: tuple[Json, ...] = ()
    evidence: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the message on one line, as a failure shows it."""
        parts = [f"bot{f' ({self.utter_name})' if self.utter_name else ''}: {self.text!r}"]
        if self.buttons:
            shown = (f"[{one.get('title')}]{one.get('payload')}" for one in self.buttons)
            parts.append("buttons " + " ".join(shown))
        if self.cards:
            parts.append("cards " + ", ".join(self.cards))
        if self.evidence:
            parts.append("evidence " + ", ".join(self.evidence))
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Ran:
    """An action that was executed."""

    name: str

    def __str__(self) -> str:
        """Return the action on one line, as a failure shows it."""
        return f"action {self.name}"


Deed: TypeAlias = BotMessage | Ran


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the customer and all that followed; `refused`: the server's error status."""

    deeds: tuple[Deed, ...] = ()
    slots_set: tuple[tuple[str, Any], ...] = ()
    slots: Json = field(default_factory=dict)
    intent: str = ""
    confidence: float = 0.0
    loop: str | None = None
    refused: int | None = None
    error: str = ""

    @property
    def messages(self) -> tuple[BotMessage, ...]:
        """What the bot said, in order."""
        return tuple(one for one in self.deeds if isinstance(one, BotMessage))

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions it executed, in order, without listening."""
        return tuple(one.name for one in self.deeds if isinstance(one, Ran))

    def __str__(self) -> str:
        """Return the turn as lines, as a failure shows it."""
        if self.refused is not None:
            return f"refused with {self.refused}: {self.error}"
        lines = [f"intent {self.intent or '(none)'} {self.confidence:.2f}"]
        lines += [str(one) for one in self.deeds] or ["(nothing)"]
        lines += [f"slot {name} = {value!r}" for name, value in self.slots_set]
        if self.loop:
            lines.append(f"form {self.loop}")
        return "\n".join(lines)


def turn_of(tracker: Json, seen: int) -> Turn:
    """Return the turn that a tracker (Rasa's JSON, all events) holds after `seen` events."""
    events: Sequence[Json] = (tracker.get("events") or [])[seen:]
    message = next((one for one in reversed(events) if one.get("event") == "user"), {})
    intent = (message.get("parse_data") or {}).get("intent") or {}
    return Turn(
        deeds=tuple(_deeds(events)),
        slots_set=tuple(
            (str(one["name"]), one.get("value")) for one in events if one.get("event") == "slot"
        ),
        slots=dict(tracker.get("slots") or {}),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        loop=(tracker.get("active_loop") or {}).get("name"),
    )


def _deeds(events: Iterable[Json]) -> Iterable[Deed]:
    for event in events:
        if event.get("event") == "bot":
            yield _message(event)
        elif event.get("event") == "action" and event.get("name") not in (None, "action_listen"):
            yield Ran(str(event["name"]))


def _message(event: Json) -> BotMessage:
    metadata, data = event.get("metadata") or {}, event.get("data") or {}
    buttons = data.get("buttons") or data.get("quick_replies") or ()
    evidence = metadata.get("evidence") or data.get("evidence") or ()
    return BotMessage(
        text=str(event.get("text") or ""),
        utter_name=str(metadata.get("utter_action") or ""),
        buttons=tuple(buttons),
        evidence=tuple(str(one.get("id") or "") for one in evidence),
        cards=tuple(str(one.get("product_id") or "") for one in data.get("elements") or ()),
    )
