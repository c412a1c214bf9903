"""Stories as conversations: joined at checkpoints, `or` written out, played event by event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, Domain
from bot.domain.event import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from bot.policy.state import base_intent
from bot.policy.step_slots import slot_value, slots_of_entities
from bot.policy.steps import (
    ActionStep,
    CheckpointStep,
    LoopStep,
    OrStep,
    SlotStep,
    Step,
    Story,
    UserStep,
)

# A web of checkpoints multiplies stories; more than this is no longer an example conversation.
MAX_PATHS = 2_000


@dataclass(frozen=True, slots=True)
class Path:
    """One whole conversation: the names of the stories it goes through, and its steps."""

    names: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """The stories' names, joined."""
        return " > ".join(self.names)


def paths(stories: Sequence[Story]) -> list[Path]:
    """Return the conversations that the stories make, at most MAX_PATHS."""
    segments = [segment for story in stories for segment in _segments(story)]
    beginnings: dict[str, list[_Segment]] = {}
    for segment in segments:
        if segment.begins:
            beginnings.setdefault(segment.begins, []).append(segment)
    found: list[Path] = []
    for segment in segments:
        if not segment.begins:
            found += _continued(segment, beginnings, frozenset(), MAX_PATHS - len(found))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Segment:
    """Part of a story between two checkpoints."""

    story: str
    begins: str | None
    steps: tuple[Step, ...]
    ends: str | None


def _segments(story: Story) -> Iterator[_Segment]:
    for steps in _written_out(story.steps):
        begins: str | None = None
        current: list[Step] = []
        for step in steps:
            if isinstance(step, CheckpointStep):
                if current:
                    yield _Segment(story.name, begins, tuple(current), step.name)
                begins, current = step.name, list(step.slots)
            else:
                current.append(step)
        if any(not isinstance(step, SlotStep) for step in current):
            yield _Segment(story.name, begins, tuple(current), None)


def _written_out(steps: Sequence[Step]) -> list[tuple[Step, ...]]:
    chains: list[tuple[Step, ...]] = [()]
    for step in steps:
        choices: tuple[Step, ...] = step.alternatives if isinstance(step, OrStep) else (step,)
        chains = [(*chain, choice) for chain in chains for choice in choices][:MAX_PATHS]
    return chains


def _continued(
    segment: _Segment,
    beginnings: dict[str, list[_Segment]],
    seen: frozenset[int],
    room: int,
) -> list[Path]:
    """Return the paths from a segment on; no segment twice in one path, so circles end."""
    own = Path((segment.story,), segment.steps)
    nexts = [
        one
        for one in beginnings.get(segment.ends or "", ())
        if segment.ends and id(one) not in seen
    ]
    if not nexts:
        return [own][: max(room, 0)]
    found: list[Path] = []
    for one in nexts:
        if len(found) >= room:
            break
        tails = _continued(one, beginnings, seen | {id(segment)}, room - len(found))
        found += [Path(own.names + tail.names, own.steps + tail.steps) for tail in tails]
    return found


def story_events(steps: Iterable[Step], domain: Domain) -> list[Event]:
    """Return the events of a story, with the listens and filled slots that it leaves unsaid."""
    events: list[Event] = []
    for step in steps:
        if isinstance(step, UserStep):
            _listen(events)
            events.append(_uttered(step))
            events += [
                SlotSet(slot.name, value) for slot, value in slots_of_entities(step, domain)
            ]
        elif isinstance(step, ActionStep):
            events.append(ActionExecuted(step.name, action_text=step.text))
        elif isinstance(step, SlotStep):
            events.append(SlotSet(step.name, slot_value(step, domain)))
        elif isinstance(step, LoopStep):
            events.append(ActiveLoop(step.name))
    _listen(events)
    return events


def played(name: str, steps: Iterable[Step], domain: Domain) -> Iterator[tuple[Conversation, str]]:
    """Yield the conversation before each action of a story, and the action's name (or text)."""
    conversation = Conversation.start(name, domain)
    for event in story_events(steps, domain):
        if isinstance(event, ActionExecuted):
            yield conversation, event.name or event.action_text or LISTEN
        conversation = conversation.apply(event)


def _listen(events: list[Event]) -> None:
    last = events[-1] if events else None
    if not isinstance(last, ActionExecuted) or last.name != LISTEN:
        events.append(ActionExecuted(LISTEN))


def _uttered(step: UserStep) -> UserUttered:
    entities = [_entity(one.entity, one.value, one.role, one.group) for one in step.entities]
    data: dict[str, Any] = {"entities": entities}
    if step.intent is not None:
        data["intent"] = {"name": base_intent(step.intent), "confidence": 1.0}
    text = step.text if step.text is not None else f"/{step.intent}"
    return UserUttered(text, parse_data=data)


def _entity(name: str, value: Any, role: str | None, group: str | None) -> dict[str, Any]:
    entity = {"entity": name, "value": name if value is None else value}
    if role is not None:
        entity["role"] = role
    if group is not None:
        entity["group"] = group
    return entity
