from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.rate import RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_and_then_the_rate() -> None:
    clock = Clock()
    limit = RateLimit(60, clock=clock, burst=3)
    assert [limit.wait_s("a") for _ in range(3)] == [0, 0, 0]
    assert limit.wait_s("a") == 1.0
    clock.now = 1.0
    assert limit.wait_s("a") == 0
    assert limit.wait_s("a") > 0


def test_one_sender_does_not_use_up_anothers_tokens() -> None:
    limit = RateLimit(60, clock=Clock(), burst=1)
    assert limit.wait_s("a") == 0
    assert limit.wait_s("a") > 0
    assert limit.wait_s("b") == 0


@given(st.lists(st.floats(min_value=0, max_value=5), min_size=1, max_size=200))
def test_never_more_than_burst_and_rate_allow(pauses: list[float]) -> None:
    clock = Clock()
    limit = RateLimit(60, clock=clock, burst=5)
    allowed = 0
    for pause in pauses:
        clock.now += pause
        allowed += limit.wait_s("a") == 0
    assert allowed <= 5 + clock.now + 1e-6
