"""Every kind of event that a conversation can hold, one frozen class each.

Fields carry the names of Rasa's JSON keys in the order of its JSON, so that one pair of functions
(`bot.domain.event`) reads and writes them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What every event has: when it happened (Unix seconds) and free metadata."""

    KIND: ClassVar[str] = ""

    timestamp: float | None = None
    metadata: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UserUttered(Recorded):
    """A customer's message with what was understood of it; `text` None marks no message."""

    KIND: ClassVar[str] = "user"

    text: str | None
    parse_data: Json = field(default_factory=dict)
    input_channel: str | None = None
    message_id: str | None = None

    @property
    def intent(self) -> str | None:
        """Name of the understood intent, None if there is none."""
        name = as_object(self.parse_data.get("intent")).get("name")
        return name if isinstance(name, str) else None

    @property
    def confidence(self) -> float:
        """Calibrated probability of the intent, 0.0 if there is none."""
        value = as_object(self.parse_data.get("intent")).get("confidence")
        return float(value) if isinstance(value, int | float) else 0.0

    @property
    def entities(self) -> tuple[Json, ...]:
        """The entities found in the text, as JSON objects with `entity` and `value`."""
        return as_objects(self.parse_data.get("entities"))

    @property
    def intent_ranking(self) -> tuple[tuple[str, float], ...]:
        """Names and probabilities, best first, `nlu_fallback` at the head when in doubt."""
        return tuple(
            (row["name"], float(row["confidence"]))
            for row in as_objects(self.parse_data.get("intent_ranking"))
            if isinstance(row.get("name"), str) and isinstance(row.get("confidence"), int | float)
        )


@dataclass(frozen=True, slots=True)
class BotUttered(Recorded):
    """A message to the customer; `data` holds buttons, image, custom and the like."""

    KIND: ClassVar[str] = "bot"

    text: str | None = None
    data: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionExecuted(Recorded):
    """An action ran, and which policy chose it how surely."""

    KIND: ClassVar[str] = "action"

    name: str | None
    policy: str | None = None
    confidence: float | None = None
    action_text: str | None = None
    hide_rule_turn: bool = False


@dataclass(frozen=True, slots=True)
class SlotSet(Recorded):
    """A slot got a value; None empties it."""

    KIND: ClassVar[str] = "slot"

    name: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class EntitiesAdded(Recorded):
    """Entities that a policy found in the latest message."""

    KIND: ClassVar[str] = "entities"

    entities: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class UserFeaturized(Recorded):
    """Whether the next action is predicted from the message's text or from its intent."""

    KIND: ClassVar[str] = "user_featurization"

    use_text_for_featurization: bool | None = None


@dataclass(frozen=True, slots=True)
class ActiveLoop(Recorded):
    """A form became active, or (None) none is active any more."""

    KIND: ClassVar[str] = "active_loop"

    name: str | None


@dataclass(frozen=True, slots=True)
class LoopInterrupted(Recorded):
    """The active form runs again after a digression and must not fill its slots from it."""

    KIND: ClassVar[str] = "loop_interrupted"

    is_interrupted: bool


@dataclass(frozen=True, slots=True)
class ActionExecutionRejected(Recorded):
    """An action, mostly a form, declined to run, so that another policy may act."""

    KIND: ClassVar[str] = "action_execution_rejected"

    name: str
    policy: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class FollowupAction(Recorded):
    """The next action is fixed, whatever the policies say."""

    KIND: ClassVar[str] = "followup"

    name: str


@dataclass(frozen=True, slots=True)
class ReminderScheduled(Recorded):
    """An intent to be triggered at `date_time` (ISO) unless the customer writes before."""

    KIND: ClassVar[str] = "reminder"

    intent: str
    date_time: str
    entities: Any = None
    name: str | None = None
    kill_on_user_msg: bool = True


@dataclass(frozen=True, slots=True)
class ReminderCancelled(Recorded):
    """Reminders of this name, intent and entities are off; all of them if nothing is given."""

    KIND: ClassVar[str] = "cancel_reminder"

    intent: str | None = None
    entities: Any = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class AgentUttered(Recorded):
    """A person of the shop wrote to the customer."""

    KIND: ClassVar[str] = "agent"

    text: str | None = None
    data: Json | None = None


@dataclass(frozen=True, slots=True)
class Restarted(Recorded):
    """The conversation starts over; what was before counts no more."""

    KIND: ClassVar[str] = "restart"


@dataclass(frozen=True, slots=True)
class UserUtteranceReverted(Recorded):
    """The latest customer message and all that followed it did not happen."""

    KIND: ClassVar[str] = "rewind"


@dataclass(frozen=True, slots=True)
class ActionReverted(Recorded):
    """The latest action and all that followed it did not happen."""

    KIND: ClassVar[str] = "undo"


@dataclass(frozen=True, slots=True)
class AllSlotsReset(Recorded):
    """Every slot has its initial value again."""

    KIND: ClassVar[str] = "reset_slots"


@dataclass(frozen=True, slots=True)
class ConversationPaused(Recorded):
    """The bot is silent from here: a person has the conversation."""

    KIND: ClassVar[str] = "pause"


@dataclass(frozen=True, slots=True)
class ConversationResumed(Recorded):
    """The bot answers again."""

    KIND: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True)
class StoryExported(Recorded):
    """The conversation was written out as a story."""

    KIND: ClassVar[str] = "export"


@dataclass(frozen=True, slots=True)
class SessionStarted(Recorded):
    """A new session: the state is reset, slots that carry over are set again after it."""

    KIND: ClassVar[str] = "session_started"


@dataclass(frozen=True, slots=True)
class SessionEnded(Recorded):
    """The session is over; the next message starts a new one."""

    KIND: ClassVar[str] = "session_ended"


def as_object(value: Any) -> Json:
    """Return the JSON object, an empty one if the value is none."""
    return value if isinstance(value, Mapping) else {}


def as_objects(value: Any) -> tuple[Json, ...]:
    """Return the JSON objects of a list; anything else holds none."""
    rows = value if isinstance(value, list | tuple) else ()
    return tuple(row for row in rows if isinstance(row, Mapping))
