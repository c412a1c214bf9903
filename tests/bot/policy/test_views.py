from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.event import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    Event,
    SlotSet,
    UserUttered,
)
from bot.domain.slot import Slot, SlotType
from bot.policy.state import State
from bot.policy.views import Hidden, StoryView, recent_states

DOMAIN = Domain(
    slots={
        "city": Slot("city", SlotType.TEXT),
        "size": Slot("size", SlotType.CATEGORICAL, initial_value="M", values=("S", "M")),
        "quiet": Slot("quiet", SlotType.TEXT, influences=False),
    }
)
NOTHING: frozenset[str] = frozenset()


def says(intent: str) -> UserUttered:
    return UserUttered(intent, parse_data={"intent": {"name": intent}})


def conversation(*events: Event) -> Conversation:
    return Conversation.start("c", DOMAIN).apply_all(events)


def view(*events: Event, count: int = 5, hidden: Hidden | None = None) -> StoryView:
    return StoryView(conversation(*events), count, hidden or Hidden(), NOTHING)


def test_the_states_are_those_before_each_action_and_now() -> None:
    events = (ActionExecuted("action_listen"), says("a"), ActionExecuted("utter_a"))
    states = (
        State(slots=(("size", (0.0, 1.0)),)),
        State("action_listen", "a", slots=(("size", (0.0, 1.0)),)),
        State("utter_a", "a", slots=(("size", (0.0, 1.0)),)),
    )
    assert view(*events).states() == states
    assert recent_states(conversation(*events), 9) == list(states[::-1])
    assert recent_states(conversation(*events), 2) == list(states[:0:-1])


def test_hidden_turns_leave_no_trace() -> None:
    listen = ActionExecuted("action_listen")
    hidden_turn = (
        says("faq"),
        ActionExecuted("utter_faq", hide_rule_turn=True),
        ActionExecuted("action_listen", hide_rule_turn=True),
    )
    told = view(listen, says("a"), ActionExecuted("utter_a"), listen, *hidden_turn, says("b"))
    plain = view(listen, says("a"), ActionExecuted("utter_a"), listen, says("b"))
    assert told.states() == plain.states()


def test_what_only_rules_know_is_left_out() -> None:
    hidden = Hidden(slots=frozenset({"city"}), loops=frozenset({"f"}))
    states = view(SlotSet("city", "x"), ActiveLoop("f"), hidden=hidden).states()
    assert states == (State(slots=(("size", (0.0, 1.0)),)),)


_LISTEN = ActionExecuted("action_listen")
_events = st.lists(
    st.one_of(
        st.sampled_from(["a", "b"]).map(lambda intent: [_LISTEN, says(intent)]),
        st.sampled_from(["utter_a", "utter_b"]).map(lambda name: [ActionExecuted(name)]),
        st.builds(SlotSet, st.just("city"), st.sampled_from(["x", None])).map(lambda one: [one]),
        st.builds(SlotSet, st.just("size"), st.sampled_from(["S", None])).map(lambda one: [one]),
        st.just([SlotSet("quiet", "x")]),
        st.sampled_from(["f", None]).map(lambda name: [ActiveLoop(name)]),
        st.just([AllSlotsReset()]),
    ),
    max_size=12,
).map(lambda turns: [event for turn in turns for event in turn])


@given(_events, st.integers(1, 5))
@settings(max_examples=300, deadline=None)
def test_a_shorter_past_is_what_would_be_seen_had_it_begun_later(
    events: list[Event], count: int
) -> None:
    seen = StoryView(conversation(*events), count, Hidden(), NOTHING)
    begun_later = [
        tuple(recent_states(conversation(*events[start:]), count)[::-1])
        for start, event in enumerate(events)
        if isinstance(event, ActionExecuted)
    ]
    shortened = list(seen.shortened())
    assert set(shortened) <= set(begun_later)
    # the latest beginnings are all there; older ones only forget what lies further back
    assert set(begun_later[-3 * count :]) <= set(shortened)
