import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.event import Event, SlotSet
from bot.domain.event_list import BLOCK, EventList


def filled(count: int) -> tuple[EventList, list[Event]]:
    events = EventList()
    plain: list[Event] = []
    for number in range(count):
        plain.append(SlotSet("n", number))
        events = events.appended(plain[-1])
    return events, plain


@given(st.integers(0, 3 * BLOCK + 1), st.integers(-200, 200), st.integers(-200, 200))
def test_it_is_a_sequence(count: int, start: int, stop: int) -> None:
    events, plain = filled(count)
    assert len(events) == count
    assert list(events) == plain
    assert list(reversed(events)) == plain[::-1]
    assert events[start:stop] == tuple(plain[start:stop])
    if plain:
        assert events[-1] == plain[-1]
        assert events[count // 2] == plain[count // 2]


def test_an_index_outside_is_refused() -> None:
    events, _ = filled(2)
    for index in (2, -3):
        with pytest.raises(IndexError):
            events[index]


def test_appending_leaves_the_shorter_list_alone() -> None:
    events, plain = filled(BLOCK - 1)
    left, right = events.appended(SlotSet("l")), events.appended(SlotSet("r"))
    assert (list(events), left[-1], right[-1]) == (plain, SlotSet("l"), SlotSet("r"))
    assert left != right
    assert left == [*plain, SlotSet("l")]
    assert str(BLOCK) in repr(left)
