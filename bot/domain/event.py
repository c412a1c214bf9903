"""The event of a conversation and its JSON, exactly as Rasa stores and sends it.

The list of events is the truth of a conversation; everything else is folded from it
(`bot.domain.conversation`). Events are made without a clock: whoever records one stamps it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from typing import Any, TypeAlias, TypeVar, get_args

from bot.domain.event_kinds import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    AgentUttered,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    EntitiesAdded,
    FollowupAction,
    LoopInterrupted,
    Recorded,
    ReminderCancelled,
    ReminderScheduled,
    Restarted,
    SessionEnded,
    SessionStarted,
    SlotSet,
    StoryExported,
    UserFeaturized,
    UserUtteranceReverted,
    UserUttered,
)

__all__ = [
    "ActionExecuted",
    "ActionExecutionRejected",
    "ActionReverted",
    "ActiveLoop",
    "AgentUttered",
    "AllSlotsReset",
    "BotUttered",
    "ConversationPaused",
    "ConversationResumed",
    "EntitiesAdded",
    "Event",
    "FollowupAction",
    "LoopInterrupted",
    "Recorded",
    "ReminderCancelled",
    "ReminderScheduled",
    "Restarted",
    "SessionEnded",
    "SessionStarted",
    "SlotSet",
    "StoryExported",
    "UserFeaturized",
    "UserUtteranceReverted",
    "UserUttered",
    "bot_uttered",
    "event_from_json",
    "event_to_json",
    "stamped",
]

Event: TypeAlias = (
    UserUttered
    | BotUttered
    | ActionExecuted
    | SlotSet
    | EntitiesAdded
    | UserFeaturized
    | ActiveLoop
    | LoopInterrupted
    | ActionExecutionRejected
    | FollowupAction
    | ReminderScheduled
    | ReminderCancelled
    | AgentUttered
    | Restarted
    | UserUtteranceReverted
    | ActionReverted
    | AllSlotsReset
    | ConversationPaused
    | ConversationResumed
    | StoryExported
    | SessionStarted
    | SessionEnded
)
EventT = TypeVar("EventT", bound=Recorded)

# Rasa 1 and 2 wrote these; their stored conversations are still read.
_LEGACY_KINDS = {"form": "active_loop", "form_validation": "loop_interrupted"}
_BOT_DATA = ("elements", "quick_replies", "buttons", "attachment", "image", "custom")
_FAR_FUTURE = 1e12  # seconds; also refuses infinity and not-a-number


def stamped(event: EventT, timestamp: float) -> EventT:
    """Return the event with this time, unless it has one already."""
    return event if event.timestamp is not None else replace(event, timestamp=timestamp)


def bot_uttered(message: Mapping[str, Any]) -> BotUttered:
    """Return the event of a message as actions collect it (text, buttons, image, custom ...).

    Keys that are no part of a message become metadata; as in Rasa an image stands in for a
    missing attachment.
    """
    rest = dict(message)
    text = rest.pop("text", None)
    data = {key: rest.pop(key, None) or None for key in _BOT_DATA}
    data["attachment"] = data["attachment"] or data["image"]
    return BotUttered(text=text, data=data, metadata=rest)


def event_to_json(event: Event) -> dict[str, Any]:
    """Return the event as Rasa writes it: same keys, same order, metadata only if there is any."""
    written: dict[str, Any] = {"event": event.KIND, "timestamp": event.timestamp}
    if event.metadata:
        written["metadata"] = dict(event.metadata)
    optional = isinstance(event, ReminderCancelled)  # Rasa loses these keys; they are kept if set
    for key in _KEYS[event.KIND]:
        value = getattr(event, key.name)
        if optional and value is None:
            continue
        if isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Mapping):
            value = dict(value)
        written[key.name] = value
    return written


def event_from_json(data: Mapping[str, Any]) -> Event:
    """Return the event in `data`; keys that it does not know are ignored, as in Rasa.

    Raises ValueError naming the key that is missing or wrong.
    """
    name = data.get("event")
    kind = _KINDS.get(_LEGACY_KINDS.get(name, name)) if isinstance(name, str) else None
    if kind is None:
        raise ValueError(f"event: {name!r} is not a kind of event")
    values: dict[str, Any] = {}
    for key in (*_MOMENT, *_KEYS[kind.KIND]):
        value = data.get(key.name)
        if key.name not in data and key.required:
            raise ValueError(f"{key.name}: missing in the event '{name}'")
        if key.name not in data or (value is None and key.collection):
            continue
        if not key.check(value):
            raise ValueError(
                f"{key.name}: {value!r} in the event '{name}' should be {key.expected}"
            )
        values[key.name] = tuple(value) if isinstance(value, list) and key.collection else value
    return kind(**values)


@dataclass(frozen=True, slots=True)
class _Key:
    """A JSON key of an event: a collection may be null, which means empty."""

    name: str
    required: bool
    collection: bool
    check: Callable[[Any], bool]
    expected: str


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_objects(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(row, Mapping) for row in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not _is_flag(value) and abs(value) < _FAR_FUTURE


_CHECKS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "str": (_is_text, "a text"),
    "bool": (_is_flag, "true or false"),
    "float": (_is_number, "a finite number"),
    "Json": (_is_object, "an object"),
    "tuple[Json, ...]": (_is_objects, "a list of objects"),
    "Any": (lambda value: True, "anything"),
}


def _key_of(spec: Field[Any]) -> _Key:
    """Derive from a field's annotation how its JSON is checked."""
    annotation = str(spec.type)
    check, expected = _CHECKS[annotation.removesuffix(" | None")]
    if annotation.endswith(" | None"):
        strict = check

        def check(value: Any) -> bool:
            return value is None or strict(value)

        expected += " or null"
    required = spec.default is MISSING and spec.default_factory is MISSING
    collection = annotation in ("Json", "tuple[Json, ...]")
    return _Key(spec.name, required, collection, check, expected)


_MOMENT = tuple(_key_of(spec) for spec in fields(Recorded))
_KINDS: Mapping[str, type[Event]] = {kind.KIND: kind for kind in get_args(Event)}
_KEYS: Mapping[str, tuple[_Key, ...]] = {
    name: tuple(_key_of(spec) for spec in fields(kind))[len(_MOMENT) :]
    for name, kind in _KINDS.items()
}
