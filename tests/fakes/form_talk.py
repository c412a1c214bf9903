"""Plays a form with a customer: the real loop, runner and executor, on a small domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from rasa_sdk.interfaces import Action

from bot.actions.context import Recommends, Search, TurnContext, in_turn
from bot.actions.errors import ActionRejected
from bot.actions.executor import InProcessActions
from bot.actions.runner import ActionRunner
from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, Domain, Form
from bot.domain.event import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from bot.domain.slot import MappingCondition, MappingType, Slot, SlotMapping, SlotType
from bot.policy.settings import PolicySettings
from bot.policy.slots import extract_slots

FORM = "table_form"
IN_FORM = (MappingCondition(FORM),)


def _slot(name: str, *mappings: SlotMapping) -> Slot:
    return Slot(name, SlotType.TEXT, influences=False, mappings=mappings)


def _asked(slot: str) -> SlotMapping:
    return SlotMapping(
        MappingType.FROM_TEXT, intents=("inform",), conditions=(MappingCondition(FORM, slot),)
    )


def table_domain(*responses: str, actions: Sequence[str] = ()) -> Domain:
    """Return a domain that books tables: how many people, when, and where to sit."""
    slots = (
        _slot("people", SlotMapping(MappingType.FROM_ENTITY, entity="number")),
        _slot("day", SlotMapping(MappingType.FROM_ENTITY, entity="day"), _asked("day")),
        _slot("seat", _asked("seat")),
    )
    required = tuple(one.name for one in slots)
    return Domain(
        slots={one.name: one for one in slots},
        forms={FORM: Form(FORM, required)},
        responses={name: ({"text": f"{name} {{people}}"},) for name in responses},
        actions=tuple(actions),
        source={
            "forms": {FORM: {"required_slots": list(required)}},
            "slots": {one: {} for one in required},
        },
    )


QUESTIONS = tuple(f"utter_ask_{slot}" for slot in ("people", "day", "seat"))
REJECTED = "(the form steps aside)"


class FormTalk:
    """A conversation with one form. `says` returns what the bot says, line by line."""

    def __init__(self, *actions: Action, domain: Domain | None = None) -> None:
        names = [one.name() for one in actions]
        self.domain = domain or table_domain(*QUESTIONS, actions=names)
        self.runner = ActionRunner(InProcessActions(actions, timeout_s=5), PolicySettings())
        self.talk = Conversation.start("guest", self.domain).apply(ActionExecuted(LISTEN))
        self.events: tuple[Event, ...] = ()

    async def says(self, intent: str = "inform", text: str = "", **entities: Any) -> list[str]:
        """The customer says something, and the form runs."""
        found = [{"entity": name, "value": value} for name, value in entities.items()]
        parse = {"intent": {"name": intent, "confidence": 1.0}, "entities": found}
        self.record(UserUttered(text or intent, parse_data=parse))
        self.record(*extract_slots(self.talk, self.domain))
        return await self.runs()

    async def digresses(self) -> list[str]:
        """The customer asks something else, is answered, and the form runs again."""
        self.record(
            UserUttered("?", parse_data={"intent": {"name": "ask"}, "entities": []}),
            ActionExecutionRejected(FORM),
            ActionExecuted("utter_answer"),
            LoopInterrupted(True),
        )
        return await self.runs()

    async def runs(self) -> list[str]:
        """Run the form as a turn does."""
        try:
            with in_turn(quiet_turn()):
                outcome = await self.runner.run(FORM, self.talk)
        except ActionRejected:
            self.record(ActionExecutionRejected(FORM))
            return [REJECTED]
        self.events = outcome.events
        self.record(ActionExecuted(FORM), *outcome.events, ActionExecuted(LISTEN))
        return [str(one.text) for one in outcome.replies]

    def record(self, *events: Event) -> None:
        """Something happened."""
        self.talk = self.talk.apply_all(events)

    def slots(self, *names: str) -> list[Any]:
        """The values of slots."""
        return [self.talk.slots[name] for name in names]

    @property
    def asks_for(self) -> str | None:
        """The slot that was asked for, None if the form is closed."""
        return self.talk.requested_slot if self.talk.active_loop else None

    def set_in_last_run(self) -> list[tuple[str, Any]]:
        """The slots that the last run has set, in order, and "loop" for the form itself."""
        return list(_told(self.events))


def _told(events: Iterable[Event]) -> Iterable[tuple[str, Any]]:
    for event in events:
        if isinstance(event, SlotSet):
            yield event.name, event.value
        elif isinstance(event, ActiveLoop):
            yield "loop", event.name


def quiet_turn() -> TurnContext:
    """Return a turn in which nothing was understood and nothing found."""

    async def encode(text: str) -> Any:
        raise AssertionError("a form encodes nothing")

    return TurnContext(
        conversation_id="guest",
        seq=1,
        channel="rest",
        now=datetime(2026, 11, 20, tzinfo=UTC),
        text="",
        embedding=None,
        knowledge=(),
        searcher=cast(Search, None),
        recommender=cast(Recommends, None),
        encode=encode,
    )
