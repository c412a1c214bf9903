"""Strategies that make events of every kind, as hostile as their types allow."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from bot.domain.event import (
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
    Event,
    FollowupAction,
    LoopInterrupted,
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

ACTIONS = ("action_listen", "utter_greet", "order_form", "other_form", "unknown")
SLOTS = ("order_id", "size", "requested_slot", "unknown")

_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
_object = st.dictionaries(st.text(max_size=5), _json, max_size=3)
_moment = {
    "timestamp": st.none() | st.floats(0, 4e9),
    "metadata": st.just({}) | _object,
}
_entity = st.fixed_dictionaries({"entity": st.sampled_from(["order_id", "city"]), "value": _json})
_parse = st.fixed_dictionaries(
    {
        "intent": st.fixed_dictionaries(
            {"name": st.sampled_from(["greet", "order_status"]), "confidence": st.floats(0, 1)}
        ),
        "entities": st.lists(_entity, max_size=2),
    }
)


def _of(kind: Any, **given: Any) -> st.SearchStrategy[Event]:
    return st.builds(kind, **given, **_moment)


def events() -> st.SearchStrategy[Event]:
    """Return a strategy for events of every kind."""
    name = st.sampled_from(ACTIONS)
    return st.one_of(
        _of(
            UserUttered,
            text=st.none() | st.text(max_size=9),
            parse_data=_parse | _object,
            input_channel=st.none() | st.just("rest"),
        ),
        _of(BotUttered, text=st.none() | st.text(max_size=9), data=_object),
        _of(
            ActionExecuted,
            name=st.none() | name,
            action_text=st.none() | st.text(max_size=4),
            hide_rule_turn=st.booleans(),
        ),
        _of(SlotSet, name=st.sampled_from(SLOTS), value=_json),
        _of(EntitiesAdded, entities=st.lists(_entity, max_size=2).map(tuple)),
        _of(UserFeaturized, use_text_for_featurization=st.none() | st.booleans()),
        _of(ActiveLoop, name=st.none() | name),
        _of(LoopInterrupted, is_interrupted=st.booleans()),
        _of(ActionExecutionRejected, name=name),
        _of(FollowupAction, name=name),
        _of(ReminderScheduled, intent=st.text(max_size=5), date_time=st.just("2026-01-01")),
        _of(ReminderCancelled, name=st.none() | st.text(max_size=5)),
        _of(AgentUttered, text=st.none() | st.text(max_size=5), data=st.none() | _object),
        *(
            _of(kind)
            for kind in (
                Restarted,
                UserUtteranceReverted,
                ActionReverted,
                AllSlotsReset,
                ConversationPaused,
                ConversationResumed,
                StoryExported,
                SessionStarted,
                SessionEnded,
            )
        ),
    )
