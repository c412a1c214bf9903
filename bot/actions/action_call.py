"""The call of an action and its answer, in the JSON that Rasa and action servers exchange."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import rasa_sdk
import structlog

from bot.actions.errors import ActionFailed
from bot.domain.conversation import Conversation
from bot.domain.event import Event, event_from_json, event_to_json
from bot.domain.tracker_state import IncludeEvents, current_state

log = structlog.get_logger(__name__)

# What an action of ours gets to see of the past: some twenty turns and more.
RECENT_EVENTS = 200
# A project's own actions may count and search; Rasa sends them everything, which grows with every
# turn. A hundred turns and more are a tenth of a second of JSON at most.
PROJECT_EVENTS = 1000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ActionAnswer:
    """What an action returned: events, and responses in rasa-sdk's JSON.

    `of_project`: what the domain does not have is left out, not a fault, as in Rasa.
    """

    events: tuple[Event, ...] = ()
    responses: tuple[Json, ...] = ()
    of_project: bool = False


def action_call(
    name: str, conversation: Conversation, *, newest: int, with_domain: bool = True
) -> Json:
    """Return the body of a call, keys in Rasa's order; the tracker has its `newest` events.

    The version is that of the rasa-sdk installed here: servers compare it with their own.
    """
    call: Json = {
        "next_action": name,
        "sender_id": conversation.id,
        "tracker": recent_state(conversation, newest),
        "version": rasa_sdk.__version__,
    }
    if with_domain:
        call["domain"] = conversation.domain.as_dict()
    return call


def strict_answer(name: str, events: Iterable[Json], responses: Iterable[Json]) -> ActionAnswer:
    """Return the answer of an action. Raises ActionFailed if one of its events is none."""
    try:
        return ActionAnswer(tuple(map(event_from_json, events)), tuple(responses))
    except ValueError as error:
        raise ActionFailed(f"'{name}' returned a wrong event: {error}") from None


def lenient_answer(name: str, events: Iterable[Any], responses: Iterable[Any]) -> ActionAnswer:
    """Return the answer of a project's action; as in Rasa what is no event is left out, logged."""
    known: list[Event] = []
    for event in events:
        try:
            known.append(event_from_json(event if isinstance(event, Mapping) else {}))
        except ValueError as error:
            log.warning("event_ignored", action=name, reason=str(error))
    said = tuple(one for one in responses if isinstance(one, dict))
    return ActionAnswer(tuple(known), said, of_project=True)


def recent_state(conversation: Conversation, newest: int) -> Json:
    """Return the tracker with its newest events only, so that no call grows with the past.

    Slots are copies: an action may do with its tracker what it likes.
    """
    state = current_state(conversation, IncludeEvents.NONE)
    state["slots"] = copy.deepcopy(state["slots"])
    recent = islice(reversed(conversation.events), newest)
    state["events"] = [event_to_json(event) for event in recent][::-1]
    return state
