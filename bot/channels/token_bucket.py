"""One token bucket: so many per second on average, so many at once."""

from __future__ import annotations

from collections.abc import Callable


class TokenBucket:
    """Holds up to `burst` tokens and regains `per_second` of them."""

    def __init__(self, per_second: float, burst: float, clock: Callable[[], float]) -> None:
        self._per_second = per_second
        self._burst = max(1.0, burst)
        self._clock = clock
        self._tokens = self._burst
        self._at = clock()

    def wait_s(self) -> float:
        """Return the seconds until there is a token, 0 if there is one; takes none."""
        self._refill()
        return 0.0 if self._tokens >= 1 else (1 - self._tokens) / self._per_second

    def take(self) -> float:
        """Take a token and return 0, or return the seconds until there is one."""
        wait = self.wait_s()
        if wait == 0:
            self._tokens -= 1
        return wait

    @property
    def is_full(self) -> bool:
        """Return whether the bucket has been left alone long enough to be forgotten."""
        self._refill()
        return self._tokens >= self._burst

    def _refill(self) -> None:
        now = self._clock()
        # a clock that is set back must not take tokens away
        elapsed = max(0.0, now - self._at)
        self._tokens = min(self._burst, self._tokens + elapsed * self._per_second)
        self._at = now
