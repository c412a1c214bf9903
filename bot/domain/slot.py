"""A slot of the conversation and the mappings that fill it from messages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class SlotType(StrEnum):
    """The types of Rasa; a class of the project's own counts as ANY."""

    TEXT = "text"
    BOOL = "bool"
    FLOAT = "float"
    LIST = "list"
    CATEGORICAL = "categorical"
    ANY = "any"


class MappingType(StrEnum):
    """Where a mapping takes a value from."""

    FROM_ENTITY = "from_entity"
    FROM_INTENT = "from_intent"
    FROM_TRIGGER_INTENT = "from_trigger_intent"
    FROM_TEXT = "from_text"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class MappingCondition:
    """A mapping counts only in this form (None: outside of all) and for this requested slot."""

    active_loop: str | None = None
    requested_slot: str | None = None


@dataclass(frozen=True, slots=True)
class SlotMapping:
    """One way to fill a slot; empty `intents` and `not_intents` allow every intent."""

    type: MappingType
    entity: str | None = None
    role: str | None = None
    group: str | None = None
    value: Any = None
    intents: tuple[str, ...] = ()
    not_intents: tuple[str, ...] = ()
    action: str | None = None
    conditions: tuple[MappingCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A named value of a conversation. `influences`: rules and stories may depend on it."""

    name: str
    type: SlotType = SlotType.ANY
    initial_value: Any = None
    influences: bool = True
    values: tuple[Any, ...] = ()
    min_value: float = 0.0
    max_value: float = 1.0
    mappings: tuple[SlotMapping, ...] = ()

    def stored(self, value: Any) -> Any:
        """Return the value as the slot keeps it: a list slot makes a list of a single value."""
        if self.type is SlotType.LIST and value and not isinstance(value, list | tuple):
            return [value]
        return list(value) if isinstance(value, tuple) else value

    def any_value(self) -> Any:
        """Return a value that counts as set, for stories that do not say which."""
        if self.type is SlotType.CATEGORICAL:
            return self.values[0] if self.values else None
        return {
            SlotType.BOOL: True,
            SlotType.FLOAT: self.max_value,
            SlotType.LIST: ["any"],
        }.get(self.type, "any")

    def feature(self, value: Any) -> tuple[float, ...] | None:
        """Return what policies see of a value, as in Rasa; None if they see nothing.

        Text and lists count as set or empty, bools as their value, floats within their range,
        categories as one of many.
        """
        if not self.influences or self.type is SlotType.ANY or value is None:
            return None
        if self.type is SlotType.TEXT:
            return (1.0,)
        if self.type is SlotType.BOOL:
            return (1.0, float(_as_bool(value)))
        if self.type is SlotType.LIST:
            return (1.0,) if value else (0.0,)
        if self.type is SlotType.FLOAT:
            return self._float_feature(value)
        return self._categorical_feature(value)

    def _float_feature(self, value: Any) -> tuple[float, ...] | None:
        try:
            number = min(max(float(value), self.min_value), self.max_value)
        except (TypeError, ValueError):
            return None
        span = self.max_value - self.min_value
        return (1.0, (number - self.min_value) / span if span > 0 else 0.0)

    def _categorical_feature(self, value: Any) -> tuple[float, ...] | None:
        wanted = str(value).lower()
        feature = tuple(float(str(one).lower() == wanted) for one in self.values)
        return feature if any(feature) else None


def _as_bool(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in ("true", "1", "1.0")
    return bool(value)
